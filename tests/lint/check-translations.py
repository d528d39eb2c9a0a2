#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Translators are told what a placeholder stands for; every translated file is in POTFILES."""
import os
import re
import sys

import lint

MARK = re.compile(r'(?<!\w)(?:_|N_|C_|ngettext|g_dngettext)\s*\(\s*((?:"(?:\\.|[^"\\])*"\s*)+)')
PLACEHOLDER = re.compile(r'%(?!%)[-+ #0]*\d*(?:\.\d+)?(?:[a-zA-Z]|\d\$)')
LINES_BEFORE = 6


def inspect(path, text):
    found = []
    lines = text.split('\n')
    joined = re.sub(r'"\s*\n\s*"', lambda m: '" ' + '\n' * m[0].count('\n') + ' "', text)
    for match in MARK.finditer(joined):
        number = joined.count('\n', 0, match.start()) + 1
        near = '\n'.join(lines[max(0, number - 1 - LINES_BEFORE):number])
        if PLACEHOLDER.search(match.group(1)) and 'TRANSLATORS:' not in near:
            found.append((number, 'a placeholder without a TRANSLATORS: comment'))
    return found


def potfiles():
    """What is missing from po/POTFILES.in, when there is one."""
    root = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else os.path.join(lint.HERE, '../..')
    if not os.path.exists(os.path.join(root, 'po/POTFILES.in')):
        return []
    listed = {line.strip() for line in lint.read(root, 'po/POTFILES.in').splitlines()
              if line.strip() and not line.startswith('#')}
    used = {path for path in lint.files(root, ('.c', '.h', '.def', '.ui'),
                                        ('shared', 'collector', 'console'))
            if MARK.search(lint.read(root, path)) or 'translatable="yes"' in lint.read(root, path)}
    missing = [f'po/POTFILES.in:1: {path} is not listed' for path in sorted(used - listed)]
    return missing + [f'po/POTFILES.in:1: {path} does not exist' for path in sorted(listed)
                      if not os.path.exists(os.path.join(root, path))]


problems = potfiles()
for problem in problems:
    print(problem)
try:
    lint.run('translations', inspect, ('.c', '.h'), ('shared', 'collector', 'console'))
except SystemExit as end:
    sys.exit(1 if problems else end.code)
