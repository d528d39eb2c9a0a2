# SPDX-License-Identifier: GPL-3.0-or-later
"""Which faults and attacks are survived, and which tests take the figures. A row is added with its
test: one without a figure counts as failed."""
import collections

Entry = collections.namedtuple('Entry', 'id fault tests')

ENTRIES = [
    Entry('F01', 'killed at a random moment', ['kill']),
    Entry('F02', 'killed at named points', ['kill']),
    Entry('F09', 'files cut at any byte', ['cucm-hardness', 'fault-files']),
    Entry('F10', 'corrupt files', ['fault-corrupt']),
    Entry('F11', 'oversized lines and files', ['fault-corrupt']),
    Entry('F12', 'files again, renamed and late, and records that contradict', ['fault-files']),
    Entry('F13', 'files out of order', ['cli-order']),
    Entry('F14', 'files 60 days late', ['fault-late']),
    Entry('F15', 'names in progress, probe files, files taken away', ['fault-spool']),
    Entry('F16', 'a backlog of 60 days', ['fault-spool']),
    Entry('F17', 'wrong encodings', ['fault-shapes']),
    Entry('F18', 'columns moved, new and missing', ['fault-shapes']),
    Entry('F19', 'links, pipes, folders and files rewritten while read', ['fault-spool']),
    Entry('F20', 'a second service over the same ledger', ['fault-spool']),
    Entry('R01', 'wrong rules of a price', ['rater', 'rating-cases']),
    Entry('R02', 'arithmetic of a price', ['rating-fuzz']),
    Entry('R03', 'properties of every price', ['rating-fuzz']),
    Entry('R04', 'prefixes, few and very many', ['deck-csv', 'fault-decks']),
    Entry('R05', 'bad price lists', ['deck-csv', 'fault-decks']),
    Entry('R06', 'calls priced again, and killed meanwhile', ['fault-late']),
    Entry('R07', 'calls without a price', ['fault-decks']),
    Entry('T02', 'the clock put forward and back', ['fault-time']),
    Entry('T03', 'records whose clock was wrong', ['fault-time']),
    Entry('T04', 'months, years and 29 February', ['fault-time']),
    Entry('T05', 'calls after 2038', ['fault-time']),
]
