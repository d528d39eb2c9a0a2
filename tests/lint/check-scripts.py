#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shell scripts parse, packages.txt is well formed, and tests/count.py counts right."""
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else os.path.join(
    os.path.dirname(os.path.abspath(__file__)), '../..')
SCRIPTS = {'data/setup/install.sh': 'sh', 'data/setup/try.sh': 'sh', 'tests/run.sh': 'sh',
           '.ci/run': 'bash'}

# What one program left in meson's log -> what is said of its failures, and the sums.
COUNTS = (
    ({'result': 'OK', 'stdout': '1..3\nok 1 /a\nok 2 /b # SKIP none\nok 3 /c\n'}, [],
     '2 passed, 0 failed, 1 skipped'),
    ({'result': 'FAIL', 'stdout': 'ok 1 /a\nnot ok 2 - /b\n'}, ['FAILED prog: /b'],
     '1 passed, 1 failed, 0 skipped'),
    ({'result': 'ERROR', 'stdout': 'ok 1 /a\nBail out!\n'}, ['FAILED prog: ERROR'],
     '1 passed, 1 failed, 0 skipped'),
    ({'result': 'TIMEOUT', 'stdout': ''}, ['FAILED prog: TIMEOUT'],
     '0 passed, 1 failed, 0 skipped'),
    ({'result': 'OK', 'stdout': 'sizes: nothing to say\n'}, [], '1 passed, 0 failed, 0 skipped'),
    ({'result': 'SKIP', 'stdout': ''}, [], '0 passed, 0 failed, 1 skipped'),
)


def check_scripts():
    for path, shell in SCRIPTS.items():
        run = subprocess.run([shell, '-n', os.path.join(ROOT, path)], capture_output=True,
                             text=True, check=False)
        if run.returncode:
            yield f'{path}: {run.stderr.strip()}'
        if not os.access(os.path.join(ROOT, path), os.X_OK):
            yield f'{path}: is not executable'


def check_packages():
    with open(os.path.join(ROOT, 'data/setup/packages.txt'), encoding='ascii') as file:
        for number, line in enumerate(file, 1):
            if line.strip() and not re.match(r'#|(build|run|test|doors|bench) [a-z0-9][a-z0-9.+-]*$', line):
                yield f'data/setup/packages.txt:{number}: not GROUP PACKAGE'


def check_count():
    for log, failures, sums in COUNTS:
        with tempfile.NamedTemporaryFile('w', suffix='.json') as file:
            file.write(json.dumps({'name': 'prog', **log}) + '\n')
            file.flush()
            run = subprocess.run(['/usr/bin/python3', os.path.join(ROOT, 'tests/count.py'),
                                  file.name], capture_output=True, text=True, check=False)
        good = not failures and not sums.startswith('0')
        if run.stdout.splitlines() != failures + [sums] or (run.returncode == 0) != good:
            yield f'tests/count.py: {log}: {run.stdout}{run.stderr}status {run.returncode}'


problems = [*check_scripts(), *check_packages(), *check_count()]
for problem in problems:
    print(problem)
print(f'scripts: {len(SCRIPTS)} scripts, {len(problems)} findings')
sys.exit(1 if problems else 0)
