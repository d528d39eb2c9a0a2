#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exported functions are used by the programs themselves, not by tests alone."""
import collections
import functools
import os
import re

import lint

# Where tests look in, and what is made for whoever builds on it next: name -> why.
KEPT = {
    'collector_check_dump': 'the ledger in words, for comparisons',
    'collector_exporter_list': 'tests go through all formats',
    'collector_ledger_insert_call': 'one of a batch, for stores made by hand',
    'collector_live_get_n_subscribers': 'tests wait for listeners',
    'collector_live_publish_event': 'events of guards',
    'collector_pin_verify': 'PINs are set, and asked for at a phone',
    'collector_router_get_n_routes': 'tests go through all routes',
    'collector_router_get_route': 'tests go through all routes',
    'collector_routes_list': 'tests go through all routes',
    'collector_server_get_n_connections': 'tests wait for connections',
    'collector_server_get_router': 'tests go through all routes',
}


@functools.lru_cache
def uses():
    """How often each word stands in the programs, but for the prototypes of headers."""
    root = os.path.join(lint.HERE, '..', '..')
    words = collections.Counter()
    for path in lint.files(root, ('.c', '.h', '.xml', '.ui'), ('shared', 'collector', 'console')):
        text = lint.read(root, path)
        if path.endswith('.h'):
            text = re.sub(r'^(?!G_DE)[A-Za-z_][^;{}#]*?\([^;{}]*\)[^;{}]*;', '', lint.bare(text), flags=re.M)
        words.update(re.findall(r'\w+', lint.bare(text) if path.endswith('.c') else text))
    return words


def inspect(_, text):
    return [(first, f'nothing but tests calls {name}')
            for name, first, _, is_static in lint.functions(text)
            if not is_static and name != 'main' and name not in KEPT and uses()[name] < 2]


lint.run('callers', inspect, ('.c',), ('shared', 'collector', 'console'))
