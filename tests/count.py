#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""count.py TESTLOG.json...: adds up the single tests in meson's logs.

A program that speaks TAP counts with each of its lines, any other as one. A program that crashed
or timed out adds one failure. Exits 1 when something failed or nothing passed.
"""
import json
import re
import sys

TAP = re.compile(r'^(not )?ok\b(?:\s+\d+)?(.*)$')
GOOD = ('OK', 'EXPECTEDFAIL')


def count(test):
    """(passed, failed, skipped) of one program."""
    passed = failed = skipped = 0
    for line in test.get('stdout', '').splitlines():
        match = TAP.match(line)
        if not match:
            continue
        if '# skip' in match.group(2).lower():
            skipped += 1
        elif match.group(1) and '# todo' not in match.group(2).lower():
            failed += 1
        else:
            passed += 1
    result = test['result']
    if result == 'SKIP' and not skipped:
        skipped = 1
    elif result in GOOD and not passed + skipped:
        passed = 1
    elif result not in GOOD + ('SKIP',) and not failed:
        failed = 1
    return passed, failed, skipped


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
            sums = [a + b for a, b in zip(sums, count(test))]
    print(f'{sums[0]} passed, {sums[1]} failed, {sums[2]} skipped')
    sys.exit(1 if sums[1] or not sums[0] else 0)


main()
