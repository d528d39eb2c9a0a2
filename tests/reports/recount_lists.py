# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of rows of calls, of calls at once and of tables, compared: for recount.py."""
import recount_busy
from recount_question import EVER, currencies, title
from recount_rules import AMOUNTS
from recount_stock import TABLES

LIST_CELLS = {
    'start': lambda call: call.start_ms,
    'talk_ms': lambda call: call.talk_ms if call.answered else None,
    'number_name': lambda call: call.other_name,
}


def list_row(question, call, units, own):
    row = {}
    for name in question.rule.columns:
        if name in AMOUNTS:
            for unit in units:
                row[title(name, unit, own)] = call.cost if call.currency == unit else None
        elif name in ('class', 'dest_class'):
            row['class'] = call.dest_class
        elif name == 'number':
            outside = call.direction != 'internal'
            row[name] = question.viewer.shown(call.number) if outside else call.number
        elif name == 'prefix' and call.prefix:
            # It tells no digit more than the number does.
            row[name] = question.viewer.shown(call.number).lstrip('+')[:len(call.prefix)]
        else:
            row[name] = LIST_CELLS.get(name, lambda call: getattr(call, name, None))(call)
    return row


def list_order(question, calls, own):
    """As the report sorts; newest first among equals. Sections by what they are of."""
    rule = question.rule
    name, down = rule.sort.lstrip('-'), rule.sort.startswith('-')
    calls = sorted(calls, key=lambda call: (call.start_ms, call.id), reverse=True)
    if name == 'cost':
        calls.sort(key=lambda call: (call.currency != own, call.currency, -call.cost))
    elif rule.sort == 'start_ms':
        calls.reverse()
    elif name != 'start_ms':
        calls.sort(key=lambda call: getattr(call, name), reverse=down)
    if rule.section:
        section = rule.section.lstrip('-')
        calls.sort(key=lambda call: question.key(section, call), reverse=rule.section[0] == '-')
    return calls


def compare_sections(question, pages, ids, order, units, own):
    """The subtotal behind each section, wherever its pages end."""
    section = question.rule.section.lstrip('-')
    sections = {}
    for call in order:
        sections.setdefault(question.key(section, call), []).append(call)
    seen = [subtotal for page in pages for subtotal in page['subtotals']]
    question.expect('subtotals', '', [subtotal['cells'][0] for subtotal in seen], list(sections))
    for subtotal in seen:
        calls = sections.get(subtotal['cells'][0], [])
        for name, cell in zip(ids, subtotal['cells']):
            values = [list_row(question, call, units, own).get(name) for call in calls]
            if name.split('.')[0] in ('talk_ms', 'cost'):
                told = [value for value in values if value is not None]
                question.expect(f'subtotal {subtotal["cells"][0]}', name, cell,
                                sum(told) if told or name == 'talk_ms' else None)


def compare_list(question, ledger, pages):
    """Call by call, in order; the pages of a list are one list."""
    rule, own = question.rule, ledger.own_currency
    calls = question.calls(ledger)
    units = currencies(ledger, ledger.calls)
    order = list_order(question, calls, own)
    if rule.limit and rule.sort == '-cost':
        order = [call for unit in units for call in
                 [call for call in order if call.currency == unit][:rule.limit]]
    elif rule.limit:
        order = order[:rule.limit]
    answer = pages[-1]
    ids = [column['id'] for column in answer['columns']]
    section = rule.section.lstrip('-')
    lead = [section] if section and section not in rule.columns else []
    seen_ids = [call for page in pages for call in page['calls']]
    rows = [row for page in pages for row in page['rows']]
    question.expect('rows', '', len(rows), len(order))
    if rule.sort != '-cost':  # of each currency some: it is not told how many
        question.expect('cut', '', pages[0]['n_cut'], len(calls) - len(order))
    by_id = {str(call.id): call for call in calls}
    sums, ranks = {}, {}
    for index, (cells, number) in enumerate(zip(rows, seen_ids)):
        call = by_id.get(number)
        if call is None:
            question.expect(number, '', 'a row', 'none')
            continue
        place = order[index].id if index < len(order) else None
        if rule.sort in ('-start_ms', 'start_ms') or index >= len(order):
            question.expect(f'{index + 1}.', 'order', number, str(place))
        else:
            sort = rule.sort.lstrip('-')
            question.expect(f'{index + 1}.', 'order by ' + sort, getattr(call, sort),
                            getattr(order[index], sort))
        expected = {name: question.key(name, call) for name in lead}
        expected.update(list_row(question, call, units, own))
        if 'rank' in expected:
            ranks[call.currency] = ranks.get(call.currency, 0) + 1
            expected['rank'] = ranks[call.currency] if rule.sort == '-cost' else index + 1
        if section:
            expected = {section: expected.pop(section), **expected}
        if index == 0:
            question.expect('columns', '', ids, list(expected))
        for name, cell in zip(ids, cells):
            question.expect(number, name, cell, expected.get(name))
        for name in expected:
            if name.split('.')[0] in ('talk_ms', 'cost') and expected[name] is not None:
                sums[name] = sums.get(name, 0) + expected[name]
    if section:
        compare_sections(question, pages, ids, order, units, own)
    if answer['totals']:
        for name, cell in zip(ids, answer['totals']):
            question.expect('total', name, cell, sums.get(name, 0 if name == 'talk_ms' else None))
    else:
        question.expect('total', '', None, sums)


def compare_at_once(question, ledger, answer, rows):
    rule = question.rule
    period = question.period or EVER
    calls = [call for call in ledger.calls
             if recount_busy.is_up(call, period) and question.sees(call)]
    if not question.period:
        period = (min(call.start_ms for call in calls), answer['made_ms'])
    channels = {name: n for name, n in ledger.channels.items()
                if name in {call.gateway for call in calls}}
    expected, firsts, total = recount_busy.expected(question.report, calls, period, question.clock,
                                                    channels)
    ids = [column['id'] for column in answer['columns']]
    question.expect('columns', '', ids, rule.keys + rule.columns)
    question.expect('calls', '', answer['n_calls'], len(calls))
    n_keys = len(rule.keys)
    seen = {tuple(row[:n_keys]): row[n_keys:] for row in rows}
    for key, cells in expected.items():
        if key not in seen:
            question.expect(key, '', 'no row', cells)
        for name, cell, value in zip(rule.columns, seen.pop(key, ()), cells):
            question.expect(key, name, cell, value)
    for key in seen:
        question.expect(key, '', 'a row', 'none')
    for subtotal in answer['subtotals']:
        for name, cell, value in zip(rule.columns, subtotal['cells'][n_keys:],
                                     firsts[subtotal['cells'][0]]):
            question.expect(f'subtotal {subtotal["cells"][0]}', name, cell, value)
    question.expect('subtotals', '', len(answer['subtotals']),
                    len({key[0] for key in expected}) if n_keys > 1 else 0)
    for name, cell, value in zip(rule.columns, answer['totals'][n_keys:], total):
        question.expect('total', name, cell, value)


def compare_table(question, ledger, answer, rows):
    n_keys = question.rule.n_keys
    expected, totals = TABLES[question.report](question, ledger)
    ids = [column['id'] for column in answer['columns']]
    if not question.rule.ordered:
        rows, expected = sorted(rows), sorted(expected)
    question.expect('keys', '', [row[:n_keys] for row in rows], [row[:n_keys] for row in expected])
    by_key = {tuple(row[:n_keys]): row for row in expected}
    for row in rows:
        for name, cell, value in zip(ids, row, by_key.get(tuple(row[:n_keys]), ())):
            question.expect(row[:n_keys], name, cell, value)
    question.expect('total', '', answer['totals'], totals)
