#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exported functions carry the prefix of their top folder."""
import lint

PREFIXES = {'shared': 'toll_', 'collector': 'collector_', 'console': 'console_'}


def inspect(path, text):
    prefix = PREFIXES[path.split('/')[0]]
    return [(first, f'exported function {name} lacks the prefix {prefix}')
            for name, first, _, is_static in lint.functions(text)
            if not is_static and not name.startswith(prefix)
            and not (name == 'main' and path.endswith('main.c'))]


lint.run('names', inspect, ('.c',), ('shared', 'collector', 'console'))
