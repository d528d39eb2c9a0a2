# SPDX-License-Identifier: GPL-3.0-or-later
"""Which faults and attacks are survived, and which tests take the figures. A row is added with its
test: one without a figure counts as failed."""
import collections

Entry = collections.namedtuple('Entry', 'id fault tests')

ENTRIES = [
    Entry('F01', 'killed at a random moment', ['kill']),
    Entry('F02', 'killed at named points', ['kill']),
]
