#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The top level holds the rooms and papers that were agreed, and nothing left behind by somebody."""
import os
import re
import sys

ROOT = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), '../..')
AGREED = {'collector', 'console', 'shared', 'data', 'po', 'tests', 'meson.build', 'README.md',
          'LICENSE', 'NEWS.md', 'meson_options.txt'}
# Folders that builds make (see .gitignore) and dot-files.
OWN = re.compile(r'\.|build(-|$)|_build$|builddir$')


def find_strangers(names):
    return sorted(name for name in names if name not in AGREED and not OWN.match(name))


assert find_strangers(['NOTE.txt', 'po', '.git', 'build-test', 'builds.txt']) == [
    'NOTE.txt', 'builds.txt'], 'the specimen was not found guilty'
strangers = find_strangers(os.listdir(ROOT))
for stranger in strangers:
    print(f'{stranger}: does not belong at the top level')
print(f'top: {len(strangers)} findings')
sys.exit(1 if strangers else 0)
