# SPDX-License-Identifier: GPL-3.0-or-later
"""The reports as the catalogue promises them: which calls, in which rows, with which columns."""
from recount_rules import is_direction, is_outcome

AG = ['calls', 'answered', 'answered_share', 'talk_ms', 'avg_talk_ms', 'cost', 'avg_cost',
      'cost_share']
BY_WAY = ['calls', 'incoming', 'outgoing', 'internal', *AG[1:]]
IN = ['calls', 'answered', 'not_answered', 'answered_share', 'avg_ring_ms', 'max_ring_ms',
      'avg_talk_ms']
CL = ['direction', 'extension', 'name', 'number', 'number_name', 'start', 'talk_ms', 'cost',
      'gateway']
SOUND = ['calls', 'avg_mos', 'min_mos', 'avg_jitter_ms', 'avg_latency_ms', 'loss_share', 'poor',
         'poor_share']

incoming, outgoing = is_direction('incoming'), is_direction('outgoing')
went_out = is_direction('outgoing', 'transit')
internal, transit = is_direction('internal'), is_direction('transit')
missed, answered = is_outcome('missed'), is_outcome('answered')


def every(_):
    return True


def outside(call):
    return call.direction != 'internal'


def both(*tests):
    return lambda call: all(test(call) for test in tests)


def known(name):
    return lambda call: getattr(call, name) is not None


def rated(call):
    return call.rating == 'rated'


def unrated(call):
    return call.rating == 'unrated'


def of_class(*names):
    return lambda call: call.dest_class in names


class Groups:
    """Rows of calls that are alike in @keys. @sort as in a question: "-calls" descends."""

    def __init__(self, keys, columns, calls=every, sort='', limit=0, before=False, least=1):
        self.keys, self.columns, self.calls = keys, columns, calls
        self.sort, self.limit, self.before = sort, limit, before
        self.least = least  # calls that a row must have to be shown


class List:
    """A row a call, newest first when nothing else is said; @section: whose stand together."""

    def __init__(self, columns, calls=every, sort='-start_ms', limit=0, section=''):
        self.columns, self.calls, self.sort = columns, calls, sort
        self.limit, self.section = limit, section


class AtOnce:
    """How many calls were up at once: recount_busy."""

    def __init__(self, keys, columns):
        self.keys, self.columns = keys, columns


class Table:
    """Rows that are none of calls: recount_stock."""

    def __init__(self, n_keys, ordered=True):
        self.n_keys, self.ordered = n_keys, ordered


class Steps:
    """Rows of steps, each call's together: recount_steps."""

    calls = staticmethod(every)


class Log:
    """Rows of entries of the access log: recount_steps."""


def spent(*keys):
    return Groups(keys, AG, went_out, '-cost')


def closed(clock):
    """The hours before 8 and from 18 on, and the end of the week."""
    return lambda call: clock.weekday(call) > 5 or not 480 <= clock.minute(call) < 1080


# Of those with clock=: the calls depend on the zone.
REPORTS = {
    '1.1': List(CL),
    '1.2': List(CL, limit=200),
    '1.3': List([*CL, 'ring_ms', 'outcome', 'cause', 'cause_text'],
                lambda call: call.outcome in ('missed', 'unanswered')),
    '1.4': List(CL, section='-day'),
    '1.5': Steps(),
    '1.6': Groups(['department'], BY_WAY, sort='-calls'),
    '1.7': Groups(['cost_centre'], AG, sort='-calls'),
    '1.8': Groups(['department', 'extension'], ['holder', *BY_WAY], sort='-calls'),
    '1.9': Groups(['custom_1', 'custom_2'], AG, outgoing, '-calls'),
    '1.10': Groups(['month'], ['calls', 'calls_moving', 'incoming', 'outgoing', 'internal',
                               'talk_ms', 'cost']),
    '1.11': Groups(['day'], ['calls', 'answered', 'not_answered', 'cost', 'avg_talk_ms', 'avg_cost',
                             'answered_share', 'incoming_share', 'outgoing_share']),
    '1.12': Groups(['weekday', 'hour'], ['calls', 'talk_ms', 'cost']),
    '1.13': Groups(['department', 'other_department'], ['calls', 'answered', 'talk_ms'], internal,
                   '-calls'),
    '1.14': Groups(['department'], ['calls', 'answered_share', 'talk_ms', 'cost'], sort='-calls',
                   before=True),
    '1.15': List(['rank', *CL], answered, '-talk_ms', 100),
    '1.16': Groups(['extension'], ['holder', 'short', 'short_share', 'calls', 'incoming',
                                   'outgoing', 'avg_talk_ms'], answered, '-short', 50),
    '1.17': Groups(['duration_band'], ['calls', 'calls_share', 'talk_ms', 'cost'], answered),
    '2.1': Groups(['extension'], ['holder', *IN], incoming, '-calls'),
    '2.2': Groups(['department'], IN, incoming, '-calls'),
    '2.3': Groups(['did'], [*IN, 'last_ms'], incoming, '-calls'),
    '2.4': Groups(['half_hour'], IN, incoming),
    '2.5': Groups(['department'], ['calls', 'answered_5', 'answered_10', 'answered_20',
                                   'answered_30', 'answered_60', 'answered_late', 'not_answered',
                                   'target_share'],
                  incoming, '-calls'),
    '2.6': Groups(['first_extension'], ['holder', 'calls', 'answered_first',
                                        'answered_first_share', *IN[1:], 'forwarded_share',
                                        'transferred_share'],
                  incoming, '-calls'),
    '2.7': Groups(['extension'], ['holder', 'calls', 'avg_wait_ms', 'median_wait_ms',
                                  'p90_wait_ms', 'max_wait_ms'], incoming, '-avg_wait_ms'),
    '2.8': Groups(['number'], ['calls', 'first_ms', 'last_ms', 'latest_did', 'latest_extension',
                               'latest_name', 'age_ms'],
                  lambda call: call.follow_up == 'still open', '-last_ms'),
    '2.9': Groups(['department'], ['calls', 'returned', 'reached_us', 'still_open',
                                   'median_return_ms'], both(missed, known('number')), '-calls'),
    '2.10': Groups(['number'], ['calls', 'answered', 'not_answered', 'first_ms', 'last_ms',
                                'span_ms'], both(incoming, known('number')), '-calls', 200,
                   least=2),
    '2.11': Groups(['nation', 'area'], [*IN, 'talk_ms'], incoming, '-calls'),
    '2.12': Groups(['extension', 'hour'], ['holder', *IN, 'transferred'],
                   lambda call: call.direction == 'incoming' and call.has('hunt'), '-calls'),
    '2.14': Groups(['extension'], ['holder', 'calls', 'voicemail', 'voicemail_share',
                                   'avg_message_ms'], incoming, '-voicemail'),
    '2.15': Groups(['weekday', 'hour'], IN, lambda clock: both(incoming, closed(clock))),
    '2.16': Groups(['department'], IN, incoming, '-calls'),
    '2.17': Groups(['area'], IN, incoming, '-calls'),
    '3.1': List(['extension', 'name', 'number', 'number_name', 'start', 'talk_ms', 'cost', 'nation',
                 'class', 'gateway'], both(went_out, rated), 'start_ms', section='extension'),
    '3.2': spent('area'),
    '3.3': spent('department'),
    '3.4': Groups(['extension'], ['holder', *AG], went_out, '-cost'),
    '3.5': spent('operator'),
    '3.6': spent('cost_centre'),
    '3.7': spent('gateway'),
    '3.8': spent('nation'),
    '3.9': spent('class'),
    '3.10': spent('location'),
    '3.11': Groups(['extension'], ['holder', 'rank', *AG, 'cumulative_share'], went_out, '-cost',
                   50),
    '3.12': List(['rank', *CL, 'tariff', 'prefix'], rated, '-cost', 100),
    '3.13': Groups(['hour'], AG, went_out),
    '3.14': Groups(['day'], AG, went_out),
    '3.20': Groups(['reason', 'number_prefix'], ['calls', 'calls_share', 'talk_ms', 'lines',
                                                 'latest_number', 'last_ms'], unrated, '-calls'),
    '3.18': Table(1),
    '4.1': Groups(['extension'], ['holder', *AG], outgoing, '-calls'),
    '4.2': Groups(['class'], AG, outgoing, '-calls'),
    '4.3': Groups(['nation'], [*AG, 'max_talk_ms', 'max_cost'],
                  both(outgoing, of_class('international')), '-calls'),
    '4.4': Groups(['operator'], AG, both(outgoing, of_class('mobile')), '-calls'),
    '4.5': List(CL, both(outgoing, of_class('premium', 'special')), section='extension'),
    '4.6': Groups(['number'], [*AG, 'lines', 'last_ms'], outgoing, '-calls', 100),
    '4.7': Groups(['number_prefix'], ['calls', 'latest_number', 'numbers', 'lines', 'first_ms',
                                      'last_ms'], both(outgoing, of_class('unknown')), '-calls'),
    '4.8': Groups(['gateway', 'class'], ['calls', 'answered', 'busy', 'unanswered', 'failed',
                                         'answered_share', 'avg_ring_ms'], outgoing, '-calls'),
    '4.9': Groups(['cause_text'], ['cause', 'calls', 'calls_share', 'by_calling', 'by_called',
                                   'lines'], lambda call: outgoing(call) and not call.answered,
                  '-calls'),
    '4.10': List(['start', 'direction', 'extension', 'name', 'department', 'location', 'site',
                  'device', 'number', 'number_name', 'talk_ms', 'cost', 'outcome', 'gateway'],
                 of_class('emergency')),
    '4.11': Groups(['site', 'number_site'], ['calls', 'answered', 'talk_ms', 'saving', 'lines',
                                             'numbers', 'latest_number', 'last_ms'],
                   known('number_site'), '-calls'),
    '1.18': Groups(['day'], ['calls', 'incoming', 'outgoing', 'internal', 'answered', 'talk_ms',
                             'cost']),
    '3.15': Groups(['band'], ['calls', 'talk_ms', 'avg_talk_ms', 'cost', 'avg_cost',
                              'cost_per_minute', 'cost_share'], both(went_out, rated), '-cost'),
    '3.16': Groups(['operator', 'class'], ['calls', 'talk_ms', 'cost', 'cost_per_minute',
                                           'list_per_minute'], both(went_out, rated), '-cost'),
    '5.1': Groups(['gateway'], ['calls', 'incoming', 'outgoing', 'transit', 'answered', 'talk_ms',
                                'cost', 'failed'], outside, '-calls'),
    '5.2': AtOnce(['gateway', 'hour'], ['channels', 'used', 'avg', 'peak', 'peak_ms']),
    '5.3': AtOnce(['day', 'gateway'], ['peak', 'peak_ms', 'at_peak_ms', 'p95', 'p99']),
    '5.5': AtOnce(['gateway'], ['channels', 'busy_hour', 'erlang', 'ccs', 'blocked', 'needed_1',
                                'needed_01', 'spare']),
    '5.9': AtOnce(['half_hour'], ['peak', 'peak_ms', 'peak_in', 'peak_out', 'avg', 'avg_in',
                                  'avg_out']),
    '5.6': List(['direction', 'extension', 'name', 'number', 'start', 'talk_ms', 'cost',
                 'gateway_in', 'gateway_out', 'outcome'], transit, section='gateway'),
    '5.7': Groups(['prefix'], AG, outgoing, '-calls'),
    '6.1': Groups(['hunt_pilot'], ['calls', 'answered', 'abandoned', 'overflow', 'answered_share',
                                   'avg_wait_ms', 'max_wait_ms', 'avg_queue_ms', 'max_queue_ms',
                                   'target_share'], known('hunt_pilot'), '-calls'),
    '6.2': Groups(['hunt_pilot', 'member'],
                  ['offered', 'answered', 'group_share', 'avg_talk_ms', 'avg_ring_ms'],
                  both(incoming, known('hunt_pilot')), '-answered'),
    '6.3': Groups(['wait_band'], ['calls', 'calls_share'], both(missed, known('hunt_pilot'))),
    '7.1': Groups(['quality'], ['calls', 'calls_share', 'avg_mos', 'talk_ms'], answered),
    '7.2': Groups(['gateway'], SOUND, both(outside, answered, known('mos')), 'avg_mos'),
    '7.3': List([*CL, 'mos', 'loss', 'concealed', 'jitter_ms', 'latency_ms', 'worse_side'],
                known('mos'), 'mos', 100),
    '7.4': Groups(['day'], ['calls', 'p10_mos', 'median_mos', 'avg_mos', 'poor', 'poor_share'],
                  both(answered, known('mos'))),
    '7.6': Groups(['site'], SOUND, both(answered, known('mos')), 'avg_mos'),
    '7.7': Groups(['device'], SOUND, both(answered, known('mos')), '-poor', 100),
    '8.2': List(CL, lambda clock: both(outgoing, closed(clock)), section='extension'),
    '8.3': List(['outcome', 'extension', 'name', 'number', 'number_name', 'start', 'talk_ms',
                 'cost'], both(outgoing, known('watched')), section='watched'),
    '8.5': Groups(['nation'], ['first_ms', 'latest_extension', 'latest_name', 'calls', 'lines',
                               'talk_ms', 'cost'], both(outgoing, known('nation')), '-first_ms'),
    '8.9': Groups(['extension', 'device'], ['calls', 'incoming', 'outgoing', 'internal', 'cost',
                                            'first_ms', 'last_ms'],
                  lambda call: call.name is None, '-calls'),
    '9.1': Groups(['department', 'name'], ['calls', 'talk_ms', 'base', 'markup', 'tax', 'cost',
                                           'cost_share'], rated, '-cost'),
    '9.3': Groups(['client_matter_code'], AG, known('client_matter_code'), '-cost'),
    '9.4': Groups(['authorization'], ['authorization_level', *AG], known('authorization'), '-cost'),
    '9.5': Groups(['code'], ['calls', 'talk_ms', 'cost', 'last_ms'],
                  lambda call: call.code and not call.code_is_known, '-cost'),
    '9.9': List(['client_matter_code', *CL], known('client_matter_code'), 'client_matter_code'),
    '9.10': List(['authorization', 'authorization_level', *CL], known('authorization'),
                 'authorization'),
    '10.1': Table(3),
    '10.2': Table(2),
    '12.1': Table(3),
    '12.2': Table(2, ordered=False),
    '12.3': Table(1, ordered=False),
    '12.7': Log(),
    '10.3': Groups(['extension'], ['holder', 'calls', 'calls_deviation', *AG[1:]], sort='-calls'),
}
