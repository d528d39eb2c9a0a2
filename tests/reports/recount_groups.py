# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of rows of figures, compared: for recount.py."""
import datetime
import math

from recount_question import ORDER, currencies, figures, title, with_before
from recount_rules import AMOUNTS, WITHOUT_TOTAL, Group, rounded, share


def compare_groups(question, ledger, answer, rows):
    rule, own = question.rule, ledger.own_currency
    calls = question.calls(ledger)
    earlier = question.calls(ledger, question.before) if question.before else []
    units = currencies(ledger, calls + earlier)
    now_ms = answer['made_ms']
    whole, whole_before = Group(calls, now_ms=now_ms), Group(earlier)

    def of(member, member_before):
        row = figures(rule, Group(member, whole, now_ms), units, own)
        if question.before:
            row = with_before(row, figures(rule, Group(member_before, whole_before), units, own))
        return row

    keyed = {}
    for index, some in enumerate((calls, earlier)):
        for call in some:
            key = tuple(question.key(name, call) for name in rule.keys)
            keyed.setdefault(key, ([], []))[index].append(call)
    expected = {key: of(*pair) for key, pair in keyed.items()}
    if 'holder' in rule.columns:
        tell_holders(question, ledger, expected, now_ms)
    order, n_first = first_of_each(rule, in_order(rule, expected, keyed, of, units, own), expected,
                                   units, own)
    run_on(rule, order, expected, whole, units, own)
    if 'group_share' in rule.columns:
        for key, row in expected.items():
            row['group_share'] = share(row['answered'], of(*by_first(keyed)[key[0]])['answered'])
    shown = [key for key in order if len(keyed[key][0]) >= rule.least]
    shown = shown[:n_first]
    ids = [column['id'] for column in answer['columns']]
    question.expect('columns', '', ids, [*rule.keys, *of(calls, earlier)])
    question.expect('calls', '', answer['n_calls'], len(calls))
    question.expect('cut', '', answer['n_cut'], len(order) - len(shown))
    question.expect('rows', '', len(rows), len(shown))
    compare_rows(question, ids, rows, shown, expected)
    total = {name: None if name in WITHOUT_TOTAL else value
             for name, value in of(calls, earlier).items()}
    if 'cumulative_share' in rule.columns:
        for unit in units:
            total[title('cumulative_share', unit, own)] = share(1, 1)
    for name, cell in zip(ids[len(rule.keys):], answer['totals'][len(rule.keys):]):
        question.expect('total', name, cell, total.get(name))
    compare_subtotals(question, ids, rows, answer, keyed, of)


def compare_subtotals(question, ids, rows, answer, keyed, of):
    """Of rows by two things, one behind all that share the first."""
    n_keys = len(question.rule.keys)
    firsts = by_first(keyed)
    ends = [index for index, row in enumerate(rows, 1)
            if index == len(rows) or row[0] != rows[index][0]] if n_keys > 1 else []
    question.expect('subtotals', '', [subtotal['behind'] for subtotal in answer['subtotals']], ends)
    for subtotal in answer['subtotals']:
        first = subtotal['cells'][0]
        row = of(*firsts.get(first, ([], [])))
        for name, cell in list(zip(ids, subtotal['cells']))[n_keys:]:
            question.expect(f'subtotal {first}', name, cell,
                            None if name in WITHOUT_TOTAL else row.get(name))


def by_first(keyed):
    """The calls of all rows that share their first key, now and before."""
    firsts = {}
    for key, pair in keyed.items():
        some = firsts.setdefault(key[0], ([], []))
        some[0].extend(pair[0])
        some[1].extend(pair[1])
    return firsts


def tell_holders(question, ledger, expected, now_ms):
    """Of each row of a line, at the end of the period or now."""
    place = next(index for index, name in enumerate(question.rule.keys) if 'extension' in name)
    since_ms, until_ms = question.span()
    for key, row in expected.items():
        row['holder'] = ledger.holder_of(key[place], min(until_ms - 1, now_ms), since_ms,
                                         question.viewer.departments)


def ranks_units(rule, units):
    return rule.sort.lstrip('-') in AMOUNTS and len(rule.keys) == 1 and len(units) > 1


def first_of_each(rule, order, expected, units, own):
    """The rows that the limit leaves, then the others, and how many those are. Of amounts it leaves so
    many of each currency; who has none stands with the company's."""
    limit = rule.limit or len(order)
    for index, key in enumerate(order):
        expected[key]['rank.'] = index + 1
    if not ranks_units(rule, units):
        return order, min(limit, len(order))
    name = rule.sort.lstrip('-')
    first = set()

    def amount(key, unit):
        return expected[key][title(name, unit, own)] or 0

    def stands(key):
        return next((unit for unit in units if amount(key, unit)), own)

    for unit in units:
        ranked = sorted((key for key in order if amount(key, unit) or stands(key) == unit),
                        key=lambda key, unit=unit: -amount(key, unit))
        first.update(ranked[:limit])
        for index, key in enumerate(ranked):
            if stands(key) == unit:
                expected[key]['rank.'] = index + 1
    return ([key for key in order if key in first] + [key for key in order if key not in first],
            len(first))


def in_order(rule, expected, keyed, of, units, own):
    """The keys as they stand: by what the report sorts by, or by themselves."""
    name, down = rule.sort.lstrip('-'), rule.sort.startswith('-')

    def weight(row):
        value = row[name]
        return (value is None, -value if down and value is not None else value or 0)

    if not rule.sort:
        return sorted(expected, key=lambda key: [
            ORDER[name].index(part) if name in ORDER else part
            for name, part in zip(rule.keys, key)])
    if len(rule.keys) == 1:
        others = [title(name, unit, own) for unit in units] if ranks_units(rule, units) else []
        return sorted(expected, key=lambda key: (weight(expected[key]), [
            -(expected[key][other] or 0) for other in others]))
    firsts = {key: weight(of(*pair)) for key, pair in by_first(keyed).items()}
    return sorted(expected, key=lambda key: (firsts[key[0]], str(key[0]), weight(expected[key])))


def deviate(order, expected):
    values = [expected[key]['calls'] for key in order]
    mean = sum(values) / max(len(values), 1)
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / max(len(values), 1))
    for key in order:
        away = (expected[key]['calls'] - mean) / spread if spread else 0
        expected[key]['calls_deviation'] = math.floor(away * 1000 + 0.5)


def before(unit, day):
    """The first day of the day, week or month before that of a day number."""
    if unit != 'month':
        return day - {'day': 1, 'week': 7}[unit]
    epoch = datetime.date(1970, 1, 1)
    last = epoch + datetime.timedelta(days=day - 1)
    return (last.replace(day=1) - epoch).days


def moving(rule, order, index, expected):
    """The mean of three: of rows as they stand, of times as they went by, with or without calls."""
    last = order[max(index - 2, 0):index + 1]
    if rule.keys[0] in ('day', 'week', 'month') and len(rule.keys) == 1:
        first = min(order)
        last = [order[index]]
        while len(last) < 3 and last[-1] > first:
            last.append((before(rule.keys[0], last[-1][0]),))
    return rounded(sum(expected[key]['calls'] if key in expected else 0 for key in last), len(last))


def run_on(rule, order, expected, whole, units, own):
    """What a row tells of those above it."""
    if 'calls_deviation' in rule.columns:
        deviate(order, expected)
    sums = dict.fromkeys(units, 0)
    for index, key in enumerate(order):
        row = expected[key]
        place = row.pop('rank.')
        if 'rank' in row:
            row['rank'] = place
        if 'calls_moving' in row:
            row['calls_moving'] = moving(rule, order, index, expected)
        for unit in units if 'cumulative_share' in rule.columns else ():
            sums[unit] += row[title('cost', unit, own)] or 0
            row[title('cumulative_share', unit, own)] = share(sums[unit],
                                                              AMOUNTS['cost'](whole, unit))


def compare_rows(question, ids, rows, order, expected):
    """Each row with that of its key. Of equal ones any may stand first."""
    rule = question.rule
    n_keys = len(rule.keys)
    left = {}
    for key, row in expected.items():
        shown = tuple(question.shown_key(name, value) for name, value in zip(rule.keys, key))
        left.setdefault(shown, []).append(row)
    sort = rule.sort.lstrip('-')
    for index, cells in enumerate(rows):
        key = tuple(cells[:n_keys])
        seen = dict(zip(ids[n_keys:], cells[n_keys:]))
        same = left.get(key)
        if not same:
            question.expect(key, '', 'a row', 'none')
            continue
        row = min(same, key=lambda row: sum(seen.get(name) != value for name, value in row.items()))
        same.remove(row)
        in_place = expected[order[index]] if index < len(order) else {}
        if sort:
            question.expect(f'{index + 1}.', 'order by ' + sort, seen.get(sort), in_place.get(sort))
        elif index < len(order):
            question.expect(f'{index + 1}.', 'order', key, order[index])
        for name, value in row.items():
            if 'latest' in name and name.endswith(('number',)):
                value = question.viewer.shown(value)
            if name == 'rank' or name.startswith('cumulative'):
                value = in_place.get(name)  # of equal ones any may stand first
            question.expect(key, name, seen.get(name), value)
