# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked, and how an answer differs from what was counted here: for recount.py."""
from recount_rules import AMOUNTS, FIGURES, less, share
from recount_table import REPORTS, Groups

MONTH = (2026, 3)
EVER = (0, 10 ** 15)

# Why a report is not recounted.
LEFT_OUT = {
    '12.5': 'no schedule runs here: schedule-log has it',
}
BANDS = ((5, 'under 5 s'), (30, '5 to 30 s'), (60, '30 to 60 s'), (120, '1 to 2 min'),
         (300, '2 to 5 min'), (600, '5 to 10 min'), (1800, '10 to 30 min'),
         (3600, '30 to 60 min'), (10 ** 9, 'an hour and more'))
WAITS = ((5, 'within 5 s'), (10, '5 to 10 s'), (20, '10 to 20 s'), (30, '20 to 30 s'),
         (60, '30 to 60 s'), (10 ** 9, 'over 60 s'))
GRADES = ('good', 'acceptable', 'fair', 'poor', 'not measured')
ORDER = {
    'duration_band': [title for _, title in BANDS],
    'wait_band': [title for _, title in WAITS],
    'quality': GRADES,
}


# Holds of every call, which no total knows: whoever asks with it is answered from the calls.
ALWAYS = {'where': {'field': 'ring_ms', 'op': '>=', 'value': 0}}


class Question:
    """One report, of one period, in one zone, by one viewer; @department: of its calls alone."""

    def __init__(self, report, period, clock, viewer, department=None):
        self.report, self.period, self.clock, self.viewer = report, period, clock, viewer
        self.department = department
        self.more = {'groups': {'departments': [department]}} if department else {}
        self.sources = []  # "totals" or "calls": what each answer came from
        self.rule = REPORTS[report]
        self.compares = getattr(self.rule, 'before', False)
        self.before = None
        if self.compares and period:
            self.before = (clock.begin(MONTH[0], MONTH[1] - 1), period[0])
        self.differences = []
        self.compared = 0

    def spec(self):
        spec = {'zone': self.clock.name, 'period': {'relative': 'everything'}}
        if self.period:
            spec['period'] = {'from_ms': self.period[0], 'to_ms': self.period[1]}
        elif self.compares:
            spec['compare'] = 'none'  # nothing lies before everything
        return {**spec, **self.more}

    def calls(self, ledger, period=None):
        """Those in the period, in the viewer's sight, that the report is about."""
        first, last = period or self.period or EVER
        wanted = self.rule.calls
        if self.report in ('2.15', '8.2'):
            wanted = wanted(self.clock)
        return [call for call in ledger.calls
                if first <= call.start_ms < last and wanted(call) and self.sees(call)
                and self.is_of(call, self.department and [self.department])
                and (self.report != '8.5' or self.is_new(call, ledger))
                and (self.report != '1.18' or call.person_id == self.viewer.person_id)]

    def span(self):
        return self.period or EVER

    def is_new(self, call, ledger):
        """To a nation that was not called before the period."""
        first = self.span()[0]
        if not hasattr(self, 'old'):
            self.old = {other.nation for other in ledger.calls
                        if other.direction == 'outgoing' and other.start_ms < first
                        and self.sees(other) and self.is_of(other, self.department
                                                            and [self.department])}
        return call.nation not in self.old

    def sees(self, call):
        return self.is_of(call, self.viewer.departments)

    def is_of(self, call, names):
        """Figures count an internal call to who placed it; lists show it to who was called, too."""
        return names is None or call.department in names or (
            not isinstance(self.rule, Groups) and call.other_department in names)

    def expect(self, row, column, seen, expected):
        self.compared += 1
        if seen == expected:
            return
        self.differences.append((row, column, seen, expected))

    def key(self, name, call):
        if name in ('day', 'month', 'weekday', 'hour', 'half_hour'):
            return getattr(self.clock, name)(call)
        if name == 'duration_band':
            return next(title for most, title in BANDS if call.talk_ms < most * 1000)
        if name == 'wait_band':
            return next(title for most, title in WAITS if call.wait_ms <= most * 1000)
        if name == 'class':
            return call.dest_class
        if name == 'watched':
            return self.shown_entry(call)
        return getattr(call, name, None)

    def shown_key(self, name, value):
        return self.viewer.shown(value) if name == 'number' else value

    def shown_entry(self, call):
        """The watched entry; * when it tells more digits than the number as it is shown."""
        known = call.watched.rstrip('*')
        return call.watched if self.viewer.shown(call.number).startswith(known) else '*'


def currencies(ledger, calls):
    """The company's own in front; that alone when nothing has a price."""
    found = {call.currency for call in calls if call.cost is not None} or {ledger.own_currency}
    return sorted(found, key=lambda unit: (unit != ledger.own_currency, unit))


def title(column, unit, own):
    return column if unit == own else f'{column}.{unit}'


def figures(rule, group, units, own):
    """Column id -> figure of a group of calls."""
    row = {}
    for name in rule.columns:
        if name in AMOUNTS:
            for unit in units:
                row[title(name, unit, own)] = AMOUNTS[name](group, unit)
        elif name in FIGURES:
            row[name] = FIGURES[name](group)
        elif name == 'cumulative_share':
            row.update({title(name, unit, own): None for unit in units})
        else:
            row[name] = None
    return row


def with_before(row, before):
    """Every figure with that of the period before, the difference and, of no share, the change."""
    both = {}
    for name, now in row.items():
        both[name] = now
        both[name + '.before'] = before[name]
        if name.endswith('_share'):
            both[name + '.difference'] = less(now, before[name])
            continue
        # What is missing on one side of a sum counts as nothing.
        none = now is None and before[name] is None
        away = (now or 0) - (before[name] or 0)
        both[name + '.difference'] = None if none else away
        both[name + '.change'] = None if none else share(away, before[name] or 0)
    return both
