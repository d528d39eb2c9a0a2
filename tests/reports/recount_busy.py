# SPDX-License-Identifier: GPL-3.0-or-later
"""How many calls are up at once, second by second: for recount.py.

The calls of a gateway change how many are up at their set-up and at their end; between two such
instants nothing changes. Every stretch is cut at the half hours of the zone's clock and put into
the row that it belongs to.
"""
from recount_rules import rounded, share


PEAK = {'5.2': 3}  # where the peak stands: a gateway has no row where it had no call


class Row:
    """Some time and how many calls were up in it: stretches of (begin, end, in, out, talking)."""

    def __init__(self, stretches):
        self.stretches = stretches
        self.long_ms = sum(end - begin for begin, end, *_ in stretches)

    def level(self):
        return max((n_in + n_out for _, _, n_in, n_out, _ in self.stretches), default=0)

    def peak(self):
        """(at once, since when, for how long altogether, incoming, outgoing then)."""
        most = self.level()
        at = [stretch for stretch in self.stretches if stretch[2] + stretch[3] == most]
        if not most:
            return 0, None, 0, 0, 0
        return most, at[0][0], sum(end - begin for begin, end, *_ in at), at[0][2], at[0][3]

    def busy(self, which):
        return sum((stretch[1] - stretch[0]) * which(stretch) for stretch in self.stretches)

    def percentile(self, percent):
        """What is not exceeded in @percent of 100 of the time."""
        spent = {}
        for begin, end, n_in, n_out, _ in self.stretches:
            spent[n_in + n_out] = spent.get(n_in + n_out, 0) + end - begin
        passed = 0
        for level in sorted(spent):
            passed += spent[level]
            if passed * 100 >= self.long_ms * percent:
                return level
        return 0


def both_ways(stretch):
    return stretch[2] + stretch[3]


def incoming(stretch):
    return stretch[2]


def outgoing(stretch):
    return stretch[3]


def talking(stretch):
    return stretch[4]


def average(row, which=both_ways):
    return rounded(row.busy(which) * 1000, row.long_ms)


def stretches(calls, period, clock):
    """All of @period, cut wherever a call begins, is answered or ends and at every half hour."""
    first, last = period
    changes = {}

    def change(instant, place, by):
        changes.setdefault(min(max(instant, first), last), [0, 0, 0])[place] += by

    for call in calls:
        place = 0 if call.direction == 'incoming' else 1
        change(call.start_ms, place, 1)
        change(call.end_ms, place, -1)
        if call.connect_ms:  # also to a mailbox: it keeps the channel busy
            change(call.connect_ms, 2, 1)
            change(call.end_ms, 2, -1)
    for instant in clock.half_hours(first, last):
        changes.setdefault(instant, [0, 0, 0])
    changes.setdefault(first, [0, 0, 0])
    changes.setdefault(last, [0, 0, 0])
    now, found = [0, 0, 0], []
    instants = sorted(changes)
    for begin, end in zip(instants, instants[1:]):
        now = [had + by for had, by in zip(now, changes[begin])]
        found.append((begin, end, *now))
    return found


def is_up(call, period):
    return call.direction != 'internal' and call.start_ms < period[1] \
        and call.end_ms > max(period[0], call.start_ms)


def blocked(channels, erlangs):
    """Erlang B, by its recursion."""
    chance = 1.0
    for n in range(1, channels + 1):
        chance = erlangs * chance / (n + erlangs * chance)
    return chance


def needed(erlangs, most):
    n = 0
    while blocked(n, erlangs) > most:
        n += 1
    return n


def utilisation(row, channels):
    peak, peak_ms, *_ = row.peak()
    return [channels, share(row.busy(talking), row.long_ms * channels) if channels else None,
            average(row), peak, peak_ms]


def concurrency(row, _):
    return [*row.peak()[:3], row.percentile(95), row.percentile(99)]


def busy_lines(row, _):
    peak, peak_ms, _, n_in, n_out = row.peak()
    return [peak, peak_ms, n_in, n_out, average(row), average(row, incoming),
            average(row, outgoing)]


def erlang(row, channels, clock):
    hours = {}
    for stretch in row.stretches:
        hours.setdefault(clock.hour_begin(stretch[0]), []).append(stretch)
    sums = {begin: Row(some).busy(both_ways) for begin, some in hours.items()}
    begin = min(sums, key=lambda begin: (-sums[begin], begin))
    load = sums[begin] / 3600000
    n = needed(load, 0.01)
    return [channels, begin, rounded(sums[begin] * 1000, 3600000),
            rounded(sums[begin] * 36000, 3600000),
            int(blocked(channels, load) * 1000000 + 0.5) if channels else None, n,
            needed(load, 0.001), channels - n if channels else None]


def expected(report, calls, period, clock, channels):
    """(rows by key, subtotals by first key, totals) of one of 5.2, 5.3, 5.5 and 5.9."""
    whole = Row(stretches(calls, period, clock))
    all_channels = sum(channels.values())
    by_gateway = {}
    for call in calls:
        by_gateway.setdefault(call.gateway, []).append(call)
    rows, firsts = {}, {}
    if report == '5.9':
        for key, some in by(whole, clock.half_hour_at).items():
            rows[key,] = busy_lines(Row(some), 0)
        return rows, {}, busy_lines(whole, 0)
    for gateway, some in by_gateway.items():
        row = Row(stretches(some, period, clock))
        n = channels.get(gateway, 0)
        if report == '5.2':
            firsts[gateway] = utilisation(row, n)
            rows.update({(gateway, hour): utilisation(Row(part), n)
                         for hour, part in by(row, clock.hour_at).items()})
        elif report == '5.3':
            rows.update({(day, gateway): concurrency(Row(part), n)
                         for day, part in by(row, clock.day_at).items()})
        else:
            rows[gateway,] = erlang(row, n, clock)
    rows = {key: cells for key, cells in rows.items() if cells[PEAK.get(report, 0)]}
    if report == '5.3':
        firsts = {day: concurrency(Row(part), 0)
                  for day, part in by(whole, clock.day_at).items()}
    total = {'5.2': utilisation, '5.3': concurrency}.get(report)
    return rows, firsts, total(whole, all_channels) if total else erlang(whole, all_channels, clock)


def by(row, key_of):
    found = {}
    for stretch in row.stretches:
        found.setdefault(key_of(stretch[0]), []).append(stretch)
    return found
