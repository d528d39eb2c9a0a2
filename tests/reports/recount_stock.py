# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports on what is not a call: lines and numbers without one, files, money to come.
For recount.py. Each is a function of a question and a ledger: (rows, totals)."""
import datetime
import re

from recount_rules import rounded

NODE_FILE = re.compile(r'^(c[dm]r)_(.+)_(\d+)_(\d{12})_(\d+)$')


def forecast(question, ledger):
    """Of a month that is over: what was spent until each day's end, and nothing to come."""
    spent, rows = 0, []
    calls = [call for call in ledger.calls if question.sees(call)
             and call.currency == ledger.own_currency and call.cost is not None]
    first, last = question.period
    for day in range(question.clock.day_at(first), question.clock.day_at(last - 1) + 1):
        spent += sum(call.cost for call in calls if question.clock.day(call) == day
                     and first <= call.start_ms < last)
        rows.append([day, spent, None, None, None])
    return rows, [None, spent, None, None, None]


def unused_lines(question, ledger):
    """Lines of people that no call of the period touched at any end."""
    first, last = question.span()
    used, latest = set(), {}
    for call in ledger.calls:
        for extension in call.touched:
            if first <= call.start_ms < last:
                used.add(extension)
            if call.start_ms < last:
                latest[extension] = max(latest.get(extension, 0), call.start_ms)
    devices = dict(ledger.all('SELECT person_id, device FROM person_device'))
    rows = []
    for row in ledger.all('SELECT l.*, p.department_id FROM person_line l '
                          'JOIN person p ON p.id = l.person_id WHERE l.kind = 0'):
        department = ledger.groupings['department'].get(row['department_id'])
        if row['extension'] in used or not (question.viewer.departments is None or
                                            department in question.viewer.departments):
            continue
        rows.append([department, row['extension'], row['partition'] or None,
                     ledger.people[row['person_id']], devices.get(row['person_id']), None,
                     latest.get(row['extension']), 1])
    return sorted(rows, key=lambda row: row[:2]), [None] * 7 + [len(rows)]


def asked_numbers(ledger):
    """Digits as the trunks hand them over -> the public number: the one of the blocks that ends so,
    else that of the person whose extension they are."""
    numbers = [f'+{value}' for _, spans in ledger.sites for low, high in spans
               for value in range(int(low[1:]), int(high[1:]) + 1)]
    ends = {}
    for number in numbers:
        ends.setdefault(number[-4:], []).append(number)
    found = {number: number for number in numbers}
    found.update({digits: some[0] for digits, some in ends.items() if len(some) == 1})
    for row in ledger.all('SELECT i.extension, o.extension AS number FROM person_line i JOIN '
                          'person_line o ON o.person_id = i.person_id WHERE i.kind = 0 AND '
                          'o.kind = 1'):
        found.setdefault(row['extension'], row['number'])
    return found


def unused_numbers(question, ledger):
    """Public numbers that no call came to; neighbours that never had one in one row."""
    first, last = question.span()
    heard, latest = set(), {}
    known = asked_numbers(ledger)
    for call in ledger.calls:
        for number in {known.get(digits) for digits in call.asked_for} - {None}:
            if first <= call.start_ms < last:
                heard.add(number)
            if call.start_ms < last:
                latest[number] = max(latest.get(number, 0), call.start_ms)
    rows = []
    for site, spans in ledger.sites:
        for low, high in spans:
            run = []
            for value in range(int(low[1:]), int(high[1:]) + 1):
                number = f'+{value}'
                if number not in latest:
                    run.append(number)
                    continue
                rows += one_row(f'{low}-{high}', run, site)
                run = []
                if number not in heard:
                    rows.append([f'{low}-{high}', number, None, site, 1, latest[number]])
            rows += one_row(f'{low}-{high}', run, site)
    return rows, [None, None, None, None, sum(row[4] for row in rows), None]


def one_row(block, run, site):
    if not run:
        return []
    return [[block, run[0], run[-1] if len(run) > 1 else None, site, len(run), None]]


def files(question, ledger):
    """Files by node and hour of the minute that their names say, in UTC. Those of a node are one
    sequence: the report says that records of calls and of quality are numbered apart, which waits
    for a decision."""
    rows, numbers = {}, {}
    for row in ledger.all('SELECT * FROM file'):
        _, cluster, node, minute, number = NODE_FILE.match(row['name']).groups()
        at = datetime.datetime.strptime(minute, '%Y%m%d%H%M').replace(tzinfo=datetime.timezone.utc)
        ms = int(at.timestamp()) * 1000
        numbers.setdefault((cluster, node), []).append((int(number), ms))
        first, last = question.span()
        if not first <= ms < last:
            continue
        key = (f'{cluster}/{node}', question.clock.day_at(ms), question.clock.hour_at(ms))
        cells = rows.setdefault(key, [0] * 8 + [(0, 0)])
        done = row['state'] == 'done'
        for place, value in enumerate((1, 0 if done else 1, row['times_seen'] - 1, row['records'],
                                       row['calls'], row['duplicates'],
                                       row['quarantined'] + row['conflicts'], 0)):
            cells[place] += value
        cells[8] = max(cells[8], (ms, row['first_seen_ms'] - ms))
    for (cluster, node), some in numbers.items():
        some.sort()
        for (before, _), (number, ms) in zip(some, some[1:]):
            key = (f'{cluster}/{node}', question.clock.day_at(ms), question.clock.hour_at(ms))
            if key in rows:
                rows[key][7] += number - before - 1
    found = [[*key, *cells[:8], cells[8][1]] for key, cells in sorted(rows.items())]
    return found, [None, None, None, *(sum(row[place] for row in found) for place in range(3, 11)),
                   None]


def discards(question, ledger):
    """Records put aside by why and of which column, and files refused as a whole."""
    first, last = question.span()
    rows = {}
    for row in ledger.all('SELECT * FROM quarantine'):
        if first <= row['created_ms'] < last:
            rows.setdefault((row['reason'], row['field'] or None), []).append(
                (row['created_ms'], 1, row['state'] == 'held', row['state'] == 'replayed', 0))
    for row in ledger.all("SELECT * FROM file WHERE state = 'refused'"):
        if first <= row['done_ms'] < last:
            rows.setdefault((row['reason'], None), []).append((row['done_ms'], 0, 0, 0, 1))
    found = [[*key, *(sum(told[place] for told in some) for place in range(1, 5)),
              min(some)[0], max(some)[0]] for key, some in rows.items()]
    return found, [None, None, *(sum(row[place] for row in found) for place in range(2, 6)), None,
                   None]


def silent_sites(question, ledger):
    """How long each site is silent at the period's end, and how many calls came in the same hours
    of the four weeks before, on average."""
    rows, clock = [], question.clock
    end = question.period[1]
    for site, _ in ledger.sites:
        starts = [call.start_ms for call in ledger.calls
                  if call.site == site and call.start_ms < end]
        last = max(starts)
        before = sum(clock.days_before(last, 7 * n) <= start < clock.days_before(end, 7 * n)
                     for n in range(1, 5) for start in starts)
        next_day = clock.midnight_behind(last)
        busy = sum(clock.days_before(next_day, 28) <= start < next_day for start in starts)
        rows.append([site, 'silent' if before >= 20 else 'as usual', last, end - last,
                     rounded(before * 1000, 4), rounded(busy * 1000, 28 * 24)])
    return rows, None


TABLES = {'3.18': forecast, '10.1': unused_lines, '10.2': unused_numbers, '12.1': files,
          '12.2': discards, '12.3': silent_sites}
