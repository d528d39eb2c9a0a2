# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of rows that are parts of something: the steps of calls, the entries of the log of who
looked at what. For recount.py."""
import os
import sqlite3

from recount_ledger import FLAGS
from recount_question import currencies, title

ENDS = {'incoming': 'from', 'outgoing': 'to'}  # where the other party stands


def sums_of(call, units, own):
    """What the row behind a call's steps tells of it: of no time nothing."""
    row = {title('cost', unit, own): call.cost if call.currency == unit else None
           for unit in units}
    return {'ring_ms': call.ring_ms or None, 'mos': call.mos,
            'talk_ms': call.answered and call.talk_ms or None, **row}


def compare_ends(question, call, steps):
    """It begins and ends when the call does; what no record tells the time of lies between. The
    other party stands there as in lists, a short code as it was dialled."""
    first, last = steps[0], steps[-1]
    question.expect(call.id, 'first and last', (first['step'], last['step']),
                    ('Call begins', 'Call ends'))
    told = [step['at'] for step in steps if step['at'] is not None]
    # Of several conversations it also tells what was before and behind this party's.
    if not call.flags & (FLAGS['transferred'] | FLAGS['conference']):
        question.expect(call.id, 'span', (told[0], max(told), told[-1]),
                        (call.start_ms, call.end_ms, call.end_ms))
        if call.direction in ENDS and call.number and call.number[0] == '+':
            question.expect(call.id, ENDS[call.direction], first[ENDS[call.direction]],
                            question.viewer.shown(call.number))
    question.expect(call.id, 'span', (told[0] <= call.start_ms, told[-1] >= call.end_ms),
                    (True, True))
    if question.viewer.masked_digits and call.direction != 'internal' and call.number:
        number = call.number.lstrip('+')
        question.expect(call.id, 'unmasked', [step for step in steps for end in ('from', 'to')
                                              if number in (step[end] or '')], [])


def compare_steps(question, ledger, pages):
    own = ledger.own_currency
    units = currencies(ledger, ledger.calls)
    calls = sorted(question.calls(ledger), key=lambda call: (call.start_ms, call.id), reverse=True)
    ids = [column['id'] for column in pages[-1]['columns']]
    shown, totals = [], {}
    for page in pages:
        begin = 0
        for subtotal in page['subtotals']:
            steps = [dict(zip(ids, row)) for row in page['rows'][begin:subtotal['behind']]]
            begin = subtotal['behind']
            shown.append((int(subtotal['call']), steps, dict(zip(ids, subtotal['cells']))))
        question.expect('rows', 'of no call', len(page['rows']), begin)
    question.expect('calls', '', [number for number, *_ in shown], [call.id for call in calls])
    for number, (call, (_, steps, seen)) in enumerate(zip(calls, shown), 1):
        question.expect(call.id, 'number', seen['call'], number)
        compare_ends(question, call, steps)
        for name, value in sums_of(call, units, own).items():
            question.expect(call.id, name, seen.get(name), value)
            if name.split('.')[0] in ('talk_ms', 'cost') and value is not None:
                totals[name] = totals.get(name, 0) + value
    for name, cell in zip(ids, pages[-1]['totals'] or ()):
        if name.split('.')[0] in ('talk_ms', 'cost'):
            question.expect('total', name, cell, totals.get(name))


def compare_log(question, folder, answer, rows):
    """Who looked when, at how many rows, of how many people: the log itself, newest first."""
    with sqlite3.connect(f'file:{os.path.join(folder, "access.db")}?mode=ro', uri=True) as log:
        first, last = question.span()
        entries = log.execute('SELECT at_ms, user_name, n_people, n_rows FROM entry WHERE '
                              'at_ms >= ? AND at_ms < ? ORDER BY id DESC', (first, last)).fetchall()
    entries = entries[1:]  # the newest is that of this answer
    ids = [column['id'] for column in answer['columns']]
    places = [ids.index(name) for name in ('at', 'who', 'people', 'rows')]
    question.expect('entries', '', [tuple(row[place] for place in places) for row in rows], entries)
