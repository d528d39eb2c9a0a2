#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""source-test.py ROOT BUILD: what the sources do without: a shell, and formats that come from
elsewhere than the source. The compiler looks at the formats, if it is told to for every file."""
import json
import os
import re
import sys

ROOT, BUILD = (os.path.abspath(path) for path in sys.argv[1:3])
sys.path[:0] = [os.path.join(ROOT, 'tests', 'lint'), os.path.join(ROOT, 'tests', 'support')]
import lint  # pylint: disable=wrong-import-position
from score import score  # pylint: disable=wrong-import-position

PRODUCT = ('shared', 'collector', 'console')
SHELL = re.compile(r'\b(system|popen|exec[lv]p?e?|posix_spawnp?)\s*\(|\bg_spawn_command_line_\w+'
                   r'|\bg_shell_parse_argv\b|G_SPAWN_SEARCH_PATH')
SHELL_TEXT = re.compile(r'"(/bin/)?(ba|da)?sh"|"-c"')
UNCHECKED = re.compile(r'#\s*pragma[^\n]*-Wformat|\bg_logv\b|\bvprintf\b')


def shells(text):
    return len(SHELL.findall(lint.bare(text))) + len(SHELL_TEXT.findall(text))


def is_checked(arguments):
    """Whether the compiler warns of formats that are no literals; what warns is not taken."""
    return '-Wformat=2' in arguments


def unchecked_files():
    """Product files that are compiled without the check; with how many were compiled."""
    with open(os.path.join(BUILD, 'compile_commands.json'), encoding='utf-8') as file:
        commands = json.load(file)
    found = {}
    for row in commands:
        path = os.path.relpath(os.path.join(row['directory'], row['file']), ROOT)
        if path.split(os.sep)[0] in PRODUCT:
            found[path] = is_checked(row['command'].split())
    return [path for path, checked in found.items() if not checked], len(found)


def main():
    assert shells('system ("ls");') and shells('x ("sh", "-c", y);') and not shells('a_system (x)')
    assert not is_checked(['-Wformat', '-Werror'])
    texts = {path: lint.read(ROOT, path) for path in lint.files(ROOT, ('.c', '.h'), PRODUCT)}
    files, count = unchecked_files()
    for path, text in texts.items():
        if shells(text) or UNCHECKED.search(text):
            print(f'# {path}')
    print('\n'.join(f'# without the check: {path}' for path in files))
    assert count > 300 and len(texts) > 400, f'{count} files compiled, {len(texts)} read'
    score('S18', 'files whose formats the compiler does not check', len(files), 0)
    score('S18', 'ways around the check', sum(len(UNCHECKED.findall(t)) for t in texts.values()), 0)
    score('S19', 'uses of a shell', sum(shells(text) for text in texts.values()), 0)


main()
