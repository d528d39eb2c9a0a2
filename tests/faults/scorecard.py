#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scorecard.py BUILD: runs the tests that survive faults and attacks, and makes of their figures one
file, BUILD/scorecard.json: each with its limit, the commit and the seed. Prints it, and fails when a
figure is over its limit or was not taken."""
import json
import os
import random
import subprocess
import sys
import tempfile

import entries

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')


def commit():
    run = subprocess.run(['git', '-C', SOURCE, 'rev-parse', '--short', 'HEAD'], check=False,
                         capture_output=True, text=True)
    return run.stdout.strip() if run.returncode == 0 else ''


def take(build, seed):
    """The figures of all tests that the entries name, by entry."""
    tests = sorted({test for entry in entries.ENTRIES for test in entry.tests})
    found = {}
    with tempfile.TemporaryDirectory(prefix='toll-scores-') as folder:
        subprocess.run(['meson', 'test', '-C', build, '--no-rebuild', f'--test-args=--seed={seed}',
                        *tests], check=False, stdout=sys.stderr,
                       env={**os.environ, 'TOLL_SCORES': folder, 'TOLL_SEED': seed})
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), encoding='utf-8') as file:
                row = json.load(file)
            found.setdefault(row.pop('id'), []).append(row)
    return found


def score(entry, figures):
    """What was not taken is not survived."""
    return {'id': entry.id, 'fault': entry.fault, 'figures': figures,
            'pass': bool(figures) and all(row['figure'] <= row['limit'] for row in figures)}


def main():
    build = sys.argv[1] if len(sys.argv) == 2 else sys.exit(__doc__)
    seed = os.environ.get('TOLL_SEED') or f'R02S{random.getrandbits(128):032x}'
    found = take(build, seed)
    rows = [score(entry, found.get(entry.id, [])) for entry in entries.ENTRIES]
    card = {'commit': commit(), 'seed': seed, 'passed': sum(row['pass'] for row in rows),
            'of': len(rows), 'entries': rows}
    text = json.dumps(card, indent=1, ensure_ascii=False)
    with open(os.path.join(build, 'scorecard.json'), 'w', encoding='utf-8') as file:
        file.write(text + '\n')
    print(text)
    sys.exit(card['passed'] != card['of'])


if __name__ == '__main__':
    main()
