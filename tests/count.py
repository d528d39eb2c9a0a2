#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""count.py TESTLOG.json...: adds up the single tests in meson's logs.

A program that speaks TAP counts with each of its lines, any other as one. A program that crashed
or timed out adds one failure. Each failure is named before the sums, where the end of a long log
is all that somebody sees. Exits 1 when something failed or nothing passed.
"""
import json
import re
import sys

TAP = re.compile(r'^(not )?ok\b(?:\s+\d+)?(.*)$')
GOOD = ('OK', 'EXPECTEDFAIL')


def count(test):
    """(passed, failures by name, skipped) of one program."""
    passed = skipped = 0
    failures = []
    for line in test.get('stdout', '').splitlines():
        match = TAP.match(line)
        if not match:
            continue
        if '# skip' in match.group(2).lower():
            skipped += 1
        elif match.group(1) and '# todo' not in match.group(2).lower():
            failures.append(f'{test["name"]}: {match.group(2).strip(" -")}')
        else:
            passed += 1
    result = test['result']
    if result == 'SKIP' and not skipped:
        skipped = 1
    elif result in GOOD and not passed + skipped:
        passed = 1
    elif result not in GOOD + ('SKIP',) and not failures:
        failures.append(f'{test["name"]}: {result}')
    return passed, failures, skipped


def main():
    sums = [0, 0, 0]
    for path in sys.argv[1:]:
        try:
            with open(path, encoding='utf-8') as file:
                tests = [json.loads(line) for line in file if line.strip()]
        except (OSError, ValueError) as error:
            print(f'{path}: {error}', file=sys.stderr)
            sums[1] += 1
            continue
        for test in tests:
            passed, failures, skipped = count(test)
            sums = [sums[0] + passed, sums[1] + len(failures), sums[2] + skipped]
            for failure in failures:
                print('FAILED', failure)
    print(f'{sums[0]} passed, {sums[1]} failed, {sums[2]} skipped')
    sys.exit(1 if sums[1] or not sums[0] else 0)


main()
