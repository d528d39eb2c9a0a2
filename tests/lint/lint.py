# SPDX-License-Identifier: GPL-3.0-or-later
"""What every check shares: walking the tree, stripping C, the table of exceptions, specimens.

A check is a function (path, text) -> [(line, message)]. It is run over the tree, which must be
clean, and over its specimens, each of which must be found guilty of what its line
"expect: WORDS" says. Nothing is written anywhere.
"""
import os
import re
import sys

ROOMS = ('shared', 'collector', 'console', 'tests')
HERE = os.path.dirname(os.path.abspath(__file__))


def files(root, suffixes, rooms=ROOMS):
    """Every file of the project with one of the suffixes, as a path relative to root."""
    for room in rooms:
        for folder, folders, names in os.walk(os.path.join(root, room)):
            folders[:] = sorted(f for f in folders if f not in ('specimens', '__pycache__'))
            for name in sorted(names):
                if name.endswith(suffixes):
                    yield os.path.relpath(os.path.join(folder, name), root)


def read(root, path):
    with open(os.path.join(root, path), encoding='utf-8', errors='replace') as file:
        return file.read()


def bare(text):
    """C text with comments and the contents of strings blanked; every line keeps its number."""
    def blank(match):
        found = match.group(0)
        if found.startswith('"'):
            return '"' + re.sub(r'[^\n]', ' ', found[1:-1]) + '"'
        return re.sub(r'[^\n]', ' ', found)

    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', blank, text, flags=re.S)


def functions(text):
    """(name, first line, last line, is static) of every function defined in GNU layout."""
    lines = bare(text).split('\n')
    for at, line in enumerate(lines):
        if line.rstrip() != '{' or at == 0 or not lines[at - 1].rstrip().endswith(')'):
            continue
        start = at - 1
        while start > 0 and not re.match(r'[A-Za-z_]\w* \(', lines[start]):
            start -= 1
        end = at
        while end < len(lines) and not lines[end].startswith('}'):
            end += 1
        name = lines[start].split(' ')[0]
        yield name, start + 1, end + 1, lines[start - 1].startswith('static')


def exceptions(root, check):
    """Paths this check forgives, from exceptions.txt: "CHECK PATH reason"."""
    forgiven = {}
    for line in read(HERE, 'exceptions.txt').splitlines():
        words = line.split(None, 2)
        if len(words) == 3 and not line.startswith('#') and words[0] == check:
            if not os.path.exists(os.path.join(root, words[1])):
                sys.exit(f'exceptions.txt: {words[1]} is gone: take its row away')
            forgiven[words[1]] = words[2]
    return forgiven


def run(check, inspect, suffixes=('.c', '.h'), rooms=ROOMS):
    """Runs one check over the tree and over its specimens; ends the process."""
    root = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else os.path.join(HERE, '..', '..')
    forgiven = exceptions(root, check)
    findings, count = [], 0
    for path in files(root, suffixes, rooms):
        count += 1
        if path not in forgiven:
            findings += [f'{path}:{line}: {text}' for line, text in inspect(path, read(root, path))]
    failed = specimens(check, inspect)
    for finding in findings + failed:
        print(finding)
    print(f'{check}: {count} files, {len(findings)} findings, {len(forgiven)} exceptions')
    sys.exit(1 if findings or failed or count == 0 else 0)


def specimens(check, inspect):
    """The specimens of a check that it wrongly lets pass, in words."""
    folder = os.path.join(HERE, 'specimens', check)
    failed, count = [], 0
    for path in sorted(_walk(folder)):
        text = read(folder, path)
        expected = re.findall(r'expect: ([^*\n]+?)\s*(?:\*/|$)', text, flags=re.M)
        found = ' | '.join(message for _, message in inspect(path, text))
        count += 1
        for words in expected or ['(the specimen lacks an "expect:" line)']:
            if words not in found:
                failed.append(f'specimens/{check}/{path}: not found: {words} (found: {found})')
    if count == 0:
        failed.append(f'specimens/{check}: there is none')
    return failed


def _walk(folder):
    for at, _, names in os.walk(folder):
        for name in names:
            yield os.path.relpath(os.path.join(at, name), folder)
