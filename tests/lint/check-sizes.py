#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rooms one can hold in the head: a file has at most 600 lines, a function at most 60; one
of a test, which holds its table, at most 100."""
import os
import statistics
import sys

import lint

FILE_LINES = 600
FUNCTION_LINES = 60
TEST_LINES = 100
ROOT = sys.argv[1] if len(sys.argv) > 1 else os.path.join(lint.HERE, '../..')
lengths = []  # of the functions of the tree, not of the specimens


def inspect(path, text):
    found = []
    most = TEST_LINES if path.startswith('tests/') else FUNCTION_LINES
    lines = text.count('\n') + 1
    if lines > FILE_LINES:
        found.append((lines, f'file of {lines} lines; at most {FILE_LINES}'))
    if path.endswith('.c'):
        for name, first, last, _ in lint.functions(text):
            length = last - first + 1
            if os.path.exists(os.path.join(ROOT, path)):
                lengths.append(length)
            if length > most:
                found.append((first, f'function {name} of {length} lines; '
                                     f'at most {most}'))
    return found


try:
    lint.run('sizes', inspect, ('.c', '.h', '.py', '.sh', '.ui', '.css', '.sql'))
finally:
    if lengths:
        print(f'sizes: {len(lengths)} functions, median {statistics.median(lengths):.0f} lines, '
              f'{sum(n > 60 for n in lengths)} over 60', file=sys.stdout)
