#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""recount.py [REPORT...]: every figure of the reports, counted a second time.

A demo company's calls are imported and the collector asked for its reports: of a month and of
everything, in three zones, by who sees all, who sees numbers masked and who sees one department,
and of one department; what the totals answer, from the calls, too.
Each row and figure is compared with sums made here from the ledger's rows, by the rules that the
reports print, without the collector's queries. TAP: one line a report, periods and zones in it.
"""
import os
import signal
import sys
import tempfile
import traceback

from recount_groups import compare_groups
from recount_house import House, Viewer
from recount_ledger import Clock, Ledger
from recount_lists import compare_at_once, compare_list, compare_table
from recount_prices import Tariffs
from recount_question import ALWAYS, LEFT_OUT, MONTH, Question
from recount_steps import compare_log, compare_steps
from recount_table import REPORTS, AtOnce, Groups, List, Log, Steps, Table

ZONES = ('Europe/Rome', 'America/New_York', 'Australia/Lord_Howe')
CALLS = 3000
WATCHED = '+39899* +1809* 118* +262*'


def run(question, ledger):
    """Asks, and once more of the calls when the totals had answered."""
    ask(question, ledger)
    if isinstance(question.rule, Groups) and question.sources == ['totals']:
        question.more = {**question.more, **ALWAYS}
        ask(question, ledger)
        question.expect('answered from', '', question.sources[-1], 'calls')
    return question


def ask(question, ledger):
    is_list = isinstance(question.rule, (List, Steps))
    pages = question.viewer.run(question.report, question.spec(), 1000 if is_list else 10000)
    answer = pages[-1]
    rows = [row for page in pages for row in page['rows']]
    question.sources.append(answer['source'])
    if isinstance(question.rule, Groups):
        compare_groups(question, ledger, answer, rows)
    elif isinstance(question.rule, AtOnce):
        compare_at_once(question, ledger, answer, rows)
    elif isinstance(question.rule, Table):
        compare_table(question, ledger, answer, rows)
    elif isinstance(question.rule, Steps):
        compare_steps(question, ledger, pages)
    elif isinstance(question.rule, Log):
        compare_log(question, question.viewer.house.data, answer, rows)
    else:
        compare_list(question, ledger, pages)


def questions(report, viewers, department):
    """A month and everything in each zone by who sees all; in one zone by the others, and of one
    department."""
    for viewer in viewers:
        if report not in viewer.reports:
            continue
        for name in ZONES if viewer is viewers[0] else ZONES[:1]:
            clock = Clock.of(name)
            month = (clock.begin(*MONTH), clock.begin(MONTH[0], MONTH[1] + 1))
            yield 'month', Question(report, month, clock, viewer)
            # A list of everything is the same in all zones; some tables are of a period that ends.
            is_same = isinstance(REPORTS[report], (List, Steps)) and name != ZONES[0]
            if not is_same and report not in ('3.18', '12.3'):
                yield 'everything', Question(report, None, clock, viewer)
            if viewer is viewers[0] and name == ZONES[0] and isinstance(REPORTS[report],
                                                                        (Groups, List)):
                yield 'department', Question(report, month, clock, viewer, department)


def say(number, report, asked):
    compared = sum(question.compared for _, question in asked)
    wrong = [(words, question) for words, question in asked if question.differences]
    shown = int(os.environ.get('TOLL_RECOUNT_SHOWN', '1'))  # differences of each question
    for words, question in wrong:
        for row, column, seen, expected in question.differences[:shown]:
            print(f'# {report} {words} {question.clock.name} {question.viewer.name}: row {row}, '
                  f'column {column}: seen {seen!r}, expected {expected!r}; '
                  f'{len(question.differences)} differ')
    sources = [source for _, question in asked for source in question.sources]
    told = ', '.join(f'{sources.count(source)} of {source}' for source in ('totals', 'calls')
                     if source in sources)
    print(f'{"not " if wrong else ""}ok {number} - {report}: {compared} compared, {told}',
          flush=True)
    return compared, sum(len(question.differences) for _, question in wrong)


def recount(house, wanted):
    viewers = [Viewer(house, name) for name in ('all', 'masked', 'boss')]
    ledger = Ledger(house.ledger)
    ledger.read_files(house.made)
    tariffs = Tariffs(ledger)
    for call in ledger.calls:
        tariffs.tell(call)
    for viewer in viewers:
        viewer.person_id = ledger.person_of(viewer.name)
        viewer.reports = {item['id'] for item in viewer.ask('/reports')['items']}
        viewer.ask('/reports/1.1/run', {'period': {'relative': 'everything'}})  # the log knows
    reports = [item for item in viewers[0].ask('/reports')['items']
               if not wanted or item['id'] in wanted]
    print(f'1..{len(reports)}')
    sums = [0, 0]
    for number, item in enumerate(reports, 1):
        report = item['id']
        if report in LEFT_OUT:
            print(f'ok {number} - {report} # SKIP {LEFT_OUT[report]}')
            continue
        if report not in REPORTS:
            print(f'not ok {number} - {report}: neither recounted nor left out with a reason')
            sums[1] += 1
            continue
        asked = []
        for words, question in questions(report, viewers, viewers[2].departments[0]):
            try:
                asked.append((words, run(question, ledger)))
            except (KeyError, IndexError, TypeError, ValueError, OSError) as error:
                traceback.print_exc()
                question.differences.append(('', '', repr(error), 'an answer'))
                asked.append((words, question))
        compared, differ = say(number, report, asked)
        sums = [sums[0] + compared, sums[1] + differ]
    print(f'# {sums[0]} compared, {sums[1]} differ')
    return sums[1]


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with tempfile.TemporaryDirectory(prefix='toll-recount-') as folder:
        house = House(folder, CALLS)
        company = Ledger(house.ledger)
        house.raise_prices([row['name'] for row in company.all('SELECT name FROM tariff')])
        house.deliver()
        house.deliver_bad()
        head = company.all('SELECT user_name FROM person ORDER BY id LIMIT 1')[0][0]
        house.add_user('all', 'administrator')
        house.add_user('masked', 'administrator', '--masked-digits=4')
        house.add_user('boss', 'supervisor', '--masked-digits=0', '--person=' + head)
        house.command('settings', 'set', 'watch_list', WATCHED)
        house.serve()
        try:
            differ = recount(house, sys.argv[1:])
        finally:
            house.stop()
    sys.exit(1 if differ else 0)


if __name__ == '__main__':
    main()
