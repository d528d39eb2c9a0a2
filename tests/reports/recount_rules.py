# SPDX-License-Identifier: GPL-3.0-or-later
"""What the figures of reports are, as plain sums over lists of calls: for recount.py.

FIGURES has a function of a group for each column. Shares are in millionths, money in 10^-6,
scores in thousandths; halves are rounded up. None is an empty cell.
"""
import math
from fractions import Fraction


class Group:
    """Calls that stand in one row, within all calls of the answer."""

    def __init__(self, calls, whole=None, now_ms=0):
        self.calls = calls
        self.whole = whole or self
        self.now_ms = now_ms

    def n(self, test=None):
        return sum(1 for call in self.calls if test is None or test(call))

    def total(self, name, test=None):
        return sum(getattr(call, name) for call in self.calls if test is None or test(call))

    def latest(self):
        return max(self.calls, key=lambda call: (call.start_ms, call.id), default=None)

    def priced(self, currency):
        return [call.cost for call in self.calls if call.cost is not None and
                call.currency == currency]


def rounded(upper, lower):
    """upper / lower, halves up; None of nothing."""
    if not lower:
        return None
    return (2 * abs(upper) + lower) // (2 * lower) * (-1 if upper < 0 else 1)


def share(part, whole):
    return rounded(part * 1000000, whole)


def rank_of(values, percent):
    """The least of @values that @percent of 100 of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(math.ceil(len(ordered) * percent / 100) - 1, 0)] if ordered else None


def answered(call):
    return call.answered


def unanswered(call):
    return not call.answered


def is_direction(*names):
    return lambda call: call.direction in names


def is_outcome(name):
    return lambda call: call.outcome == name


def flagged(name):
    return lambda call: call.has(name)


def within(least, most):
    """Answered after more than @least seconds and at most @most."""
    return lambda call: call.answered and least * 1000 < call.wait_ms <= most * 1000 \
        or (call.answered and least == 0 and call.wait_ms == 0)


def count(test):
    return lambda group: group.n(test)


def share_of_calls(test):
    return lambda group: share(group.n(test), group.n())


def average(name, test=None):
    return lambda group: rounded(group.total(name, test), group.n(test))


def largest(name, test=None):
    return lambda group: max((getattr(call, name) for call in group.calls
                              if test is None or test(call)), default=None)


def of_latest(name):
    return lambda group: getattr(group.latest(), name) if group.calls else None


def distinct(name):
    return lambda group: len({getattr(call, name) for call in group.calls} - {None})


def first_ms(group):
    return min((call.start_ms for call in group.calls), default=None)


def last_ms(group):
    return max((call.start_ms for call in group.calls), default=None)


def less(upper, lower):
    return None if upper is None or lower is None else upper - lower


def scores(group):
    return [call.mos for call in group.calls if call.mos is not None]


def of_reports(name):
    """On average over the reports of all sides."""
    def figure(group):
        told = [row[name] for call in group.calls for row in call.heard if row[name] >= 0]
        return rounded(sum(told), len(told))
    return figure


def loss_share(group):
    told = [row for call in group.calls for row in call.heard if row['packets_lost'] >= 0]
    lost = sum(row['packets_lost'] for row in told)
    return share(lost, lost + sum(row['packets_received'] for row in told))


def is_short(call):
    return call.answered and call.talk_ms < 5000


def is_answered_first(call):
    """Where it rang first; at a pilot whoever of the group took it."""
    return call.answered and (call.first_extension == call.extension
                              or call.hunt_pilot is not None and call.first_extension == call.hunt_pilot)


def is_poor(call):
    return call.quality == 'poor'


FIGURES = {
    'calls': count(None),
    'offered': count(None),
    'group_share': lambda group: share(group.n(answered), group.n(answered)),  # of a whole group
    'calls_share': lambda group: share(group.n(), group.whole.n()),
    'incoming': count(is_direction('incoming')),
    'outgoing': count(is_direction('outgoing')),
    'internal': count(is_direction('internal')),
    'transit': count(is_direction('transit')),
    'incoming_share': share_of_calls(is_direction('incoming')),
    'outgoing_share': share_of_calls(is_direction('outgoing')),
    'answered': count(answered),
    'not_answered': count(unanswered),
    'answered_share': share_of_calls(answered),
    'busy': count(is_outcome('busy')),
    'unanswered': count(is_outcome('unanswered')),
    'failed': count(is_outcome('failed')),
    'talk_ms': lambda group: group.total('talk_ms', answered),
    'avg_talk_ms': average('talk_ms', answered),
    'max_talk_ms': largest('talk_ms', answered),
    'avg_ring_ms': average('ring_ms', answered),
    'max_ring_ms': largest('ring_ms'),
    'short': count(is_short),
    'short_share': lambda group: share(group.n(is_short), group.n(answered)),
    'answered_5': count(within(0, 5)),
    'answered_10': count(within(5, 10)),
    'answered_20': count(within(10, 20)),
    'answered_30': count(within(20, 30)),
    'answered_60': count(within(30, 60)),
    'answered_late': count(lambda call: call.answered and call.wait_ms > 60000),
    'target_share': share_of_calls(lambda call: call.answered and call.wait_ms <= 20000),
    'avg_wait_ms': average('wait_ms'),
    'max_wait_ms': largest('wait_ms'),
    'median_wait_ms': lambda group: rank_of([call.wait_ms for call in group.calls], 50),
    'p90_wait_ms': lambda group: rank_of([call.wait_ms for call in group.calls], 90),
    'avg_queue_ms': average('queue_ms', flagged('queued')),
    'max_queue_ms': largest('queue_ms', flagged('queued')),
    'answered_first': count(is_answered_first),
    'answered_first_share': share_of_calls(is_answered_first),
    'forwarded_share': share_of_calls(flagged('forwarded')),
    'transferred_share': share_of_calls(flagged('transferred')),
    'transferred': count(flagged('transferred')),
    'voicemail': count(flagged('voicemail')),
    'voicemail_share': share_of_calls(flagged('voicemail')),
    'avg_message_ms': average('talk_ms', flagged('voicemail')),
    'abandoned': count(lambda call: not call.answered and not call.has('voicemail')),
    'overflow': count(lambda call: not call.answered and call.has('voicemail')),
    'first_ms': first_ms,
    'last_ms': last_ms,
    'span_ms': lambda group: less(last_ms(group), first_ms(group)),
    'age_ms': lambda group: less(group.now_ms, last_ms(group)),
    'latest_number': of_latest('number'),
    'latest_did': of_latest('did'),
    'latest_extension': of_latest('extension'),
    'latest_name': of_latest('name'),
    'lines': distinct('extension'),
    'numbers': distinct('number'),
    'returned': count(lambda call: call.follow_up == 'we called back'),
    'reached_us': count(lambda call: call.follow_up == 'they reached us'),
    'still_open': count(lambda call: call.follow_up == 'still open'),
    'median_return_ms': lambda group: rank_of(
        [call.return_ms for call in group.calls if call.return_ms is not None], 50),
    'by_calling': count(lambda call: call.cause_side == 'calling side'),
    'by_called': count(lambda call: call.cause_side == 'called side'),
    'cause': lambda group: group.calls[0].cause if group.calls else None,
    'avg_mos': lambda group: rounded(sum(scores(group)), len(scores(group))),
    'min_mos': lambda group: min(scores(group), default=None),
    'p10_mos': lambda group: rank_of(scores(group), 10),
    'median_mos': lambda group: rank_of(scores(group), 50),
    'poor': count(is_poor),
    'poor_share': lambda group: share(group.n(is_poor), len(scores(group))),
    'avg_jitter_ms': of_reports('jitter_ms'),
    'avg_latency_ms': of_reports('latency_ms'),
    'loss_share': loss_share,
    'authorization_level': lambda group: max(
        (call.authorization_level for call in group.calls), default=None),
}


def cost(group, currency):
    return sum(group.priced(currency))


def known_cost(group, currency):
    """Of calls without a price nothing is known."""
    return cost(group, currency) if list(group.priced(currency)) else None


def part_of_cost(name):
    return lambda group, currency: sum(getattr(call, name) for call in group.calls
                                       if call.cost is not None and call.currency == currency)


def list_price(group, currency):
    """Of a minute, on average over what was talked."""
    calls = [call for call in group.calls if call.cost is not None and call.currency == currency]
    talked = sum(call.talk_ms for call in calls)
    return rounded_fraction(sum(call.list_micro * call.talk_ms for call in calls), talked)


def rounded_fraction(upper, lower):
    return math.floor(upper / lower + Fraction(1, 2)) if lower else None


# Of each currency its own.
AMOUNTS = {
    'cost': known_cost,
    'saving': cost,
    'base': part_of_cost('base'),
    'markup': part_of_cost('markup'),
    'tax': part_of_cost('tax'),
    'avg_cost': lambda group, unit: rounded(cost(group, unit), len(group.priced(unit))),
    'max_cost': lambda group, unit: max(group.priced(unit), default=None),
    'list_per_minute': list_price,
    'cost_share': lambda group, unit: share(cost(group, unit), cost(group.whole, unit)),
    'cost_per_minute': lambda group, unit: rounded(cost(group, unit) * 60000, sum(
        call.talk_ms for call in group.calls if call.cost is not None and call.currency == unit)),
}

# Of rows, or of one after the other: a sum of all has none.
WITHOUT_TOTAL = {'rank', 'calls_moving', 'calls_deviation', 'lines', 'numbers', 'latest_number',
                 'latest_did', 'latest_extension', 'latest_name', 'holder', 'cause',
                 'authorization_level'}
