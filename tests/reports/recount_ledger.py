# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls of a ledger with what is known of each, read by plain SQL: for recount.py.

Nothing here asks the collector. Words, people and places are looked up one by one, so that a fault
in how the collector joins or sums them cannot be made here too.
"""
import csv
import datetime
import fnmatch
import os
import sqlite3
import zoneinfo

from recount_rules import share

DIRECTIONS = ('internal', 'incoming', 'outgoing', 'transit')
OUTCOMES = ('answered', 'missed', 'unanswered', 'busy', 'failed')
CLASSES = ('unknown', 'internal', 'local', 'national', 'mobile', 'international', 'tollfree',
           'premium', 'special', 'emergency')
STATES = ('not_chargeable', 'rated', 'unrated')
REASONS = (None, 'NO_TARIFF', 'NO_VERSION', 'NO_PREFIX', 'NO_BAND', 'BAD_NUMBER', 'OVERFLOW')
FLAGS = {'transferred': 1, 'conference': 2, 'forwarded': 4, 'voicemail': 32, 'hunt': 64,
         'queued': 128}
CODE_NAMES = [('department', 'name'), ('cost_centre', 'name'), ('person', 'user_name'),
              *(('person', f'custom_{number}') for number in range(1, 11))]
ENDS = ('callingPartyNumber', 'originalCalledPartyNumber', 'finalCalledPartyNumber')
WORDS = {'device': 3, 'hunt_pilot': 5, 'nation': 6, 'area': 7, 'operator': 8, 'gateway': 9,
         'site': 10, 'authorization': 11, 'currency': 12, 'prefix': 13}
HALF_HOUR_MS = 1800000
FORTNIGHT_MS = 14 * 86400000
GROUPINGS = ('department', 'cost_centre', 'location')
# Q.850, as it names them.
CAUSES = {1: 'Number not in use', 16: 'Normal call clearing', 17: 'User busy', 19: 'No answer',
          28: 'Invalid or incomplete number', 34: 'No channel available', 41: 'Temporary failure'}


class Call:
    """One row of the call table, in words. A text that is empty is None, as answers have it."""

    def has(self, flag):
        return bool(self.flags & FLAGS[flag])


class Ledger:
    def __init__(self, path):
        self.db = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
        self.db.row_factory = sqlite3.Row
        self.words = {(row['kind'], row['id']): row['text']
                      for row in self.all('SELECT * FROM word')}
        self.lines = dict(self.all('SELECT id, extension FROM line'))
        self.titles = {row['device']: row['title'] or row['device']
                       for row in self.all('SELECT * FROM gateway')}
        self.channels = {self.titles[row['device']]: row['channels']
                         for row in self.all('SELECT * FROM gateway')}
        self.groupings = {name: dict(self.all(f'SELECT id, name FROM {name}'))
                          for name in GROUPINGS}
        self.people = {row['id']: f'{row["first_name"]} {row["last_name"]}'.strip()
                       for row in self.all('SELECT * FROM person')}
        self.belonged = {row['id']: [(row['department_id'], None)]
                         for row in self.all('SELECT * FROM person')}
        for row in self.all('SELECT * FROM person_past'):
            self.belonged[row['person_id']].append((row['department_id'], row['until_ms']))
        self.own_lines = {}
        for row in self.all('SELECT * FROM person_line WHERE kind = 0'):
            self.own_lines.setdefault(row['person_id'], []).append(
                (row['extension'], row['valid_from_ms'], row['valid_to_ms']))
        self.tariffs = dict(self.all('SELECT v.id, t.name FROM tariff_version v '
                                     'JOIN tariff t ON t.id = v.tariff_id'))
        self.sites = [(row['name'], ranges(row['public_ranges']))
                      for row in self.all('SELECT * FROM site')]
        self.code_names = {row[0] for table, column in CODE_NAMES
                           for row in self.all(f'SELECT {column} FROM {table}')}
        settings = dict(self.all('SELECT key, value FROM setting'))
        self.own_currency = settings.get('currency', 'EUR')
        self.watch_list = settings.get('watch_list', '').split()
        self.doubled = self.doubled_areas()
        called = {row['call_id']: row for row in self.all('SELECT * FROM call_called')}
        self.calls = [self.read(row, called.get(row['id']))
                      for row in self.all('SELECT * FROM call ORDER BY id')]
        self.hear()
        self.follow()

    def read_files(self, folder):
        """What only the records themselves tell: of each call, from the files as they were made."""
        rows = {}
        names = dict(self.all("SELECT id, name FROM file WHERE legs > 0"))
        for number, name in names.items():
            with open(os.path.join(folder, name), encoding='utf-8', newline='') as file:
                rows[number] = list(csv.DictReader(file))
        records = {}
        for leg in self.all('SELECT * FROM leg WHERE call_id <> 0 ORDER BY setup_s, file_id, line'):
            record = rows[leg['file_id']][leg['line'] - 2]
            records.setdefault(leg['call_id'], []).append(record)
        for call in self.calls:
            call.records = records[call.id]
            # Who took part in a conference stands in its records alone.
            call.touched |= {record[end] for record in call.records for end in ENDS}
            last = call.records[-1]
            call.cause_side = None
            if not call.answered:
                by_called = int(last['destCause_value']) != 0
                call.cause_side = 'called side' if by_called else 'calling side'
            # The trunk that a transit call came in by; another row tells by which it left.
            call.gateway_in = self.titles.get(call.records[0]['origDeviceName'])
            call.gateway_out = call.gateway
            levels = [int(record['authorizationLevel']) for record in call.records]
            call.authorization_level = max(levels) or None

    def all(self, sql, *values):
        return self.db.execute(sql, values).fetchall()

    def person_of(self, user):
        """Whose calls are the account's own; -1 = nobody's."""
        return self.all('SELECT ifnull(person_id, -1) FROM account WHERE user_name = ?', user)[0][0]

    def word(self, kind, number):
        return self.words[WORDS[kind], number] if number else None

    def doubled_areas(self):
        """Names of areas that more than one nation has."""
        seen = {}
        for (kind, _), text in self.words.items():
            if kind == WORDS['area']:
                nation, name = text.split('/', 1)
                seen.setdefault(name, set()).add(nation)
        return {name for name, nations in seen.items() if len(nations) > 1}

    def read(self, row, called):
        call = Call()
        for name in ('id', 'start_ms', 'connect_ms', 'end_ms', 'ring_ms', 'talk_ms', 'queue_ms',
                     'flags', 'cause', 'node_id', 'global_call_id', 'person_id', 'department_id'):
            setattr(call, name, row[name])
        call.direction = DIRECTIONS[row['direction']]
        call.outcome = OUTCOMES[row['outcome']]
        call.dest_class = CLASSES[row['dest_class']]
        call.answered = call.outcome == 'answered'
        call.wait_ms = call.ring_ms + call.queue_ms
        call.cause_text = CAUSES.get(call.cause, str(call.cause))
        call.extension = self.lines[row['line_id']] if row['line_id'] else None
        call.first_extension = self.lines[row['first_line_id']] if row['first_line_id'] else None
        call.touched = {self.lines[row[name]] for name in
                        ('line_id', 'last_line_id', 'first_line_id', 'called_line_id') if row[name]}
        call.asked_for = {row['dialled']} if row['direction'] == 1 else set()
        call.name = self.people.get(row['person_id'])
        for kind in ('device', 'hunt_pilot', 'nation', 'operator', 'site', 'authorization',
                     'prefix'):
            setattr(call, kind, self.word(kind, row[kind + '_id']))
        call.member = self.member_of(call)
        for name in GROUPINGS:
            setattr(call, name, self.groupings[name].get(row[name + '_id']))
        call.gateway_device = self.word('gateway', row['gateway_id'])
        call.gateway = self.titles.get(call.gateway_device, call.gateway_device)
        call.area = self.word('area', row['area_id'])
        if call.area:
            nation, name = call.area.split('/', 1)
            call.area = f'{name} ({nation})' if name in self.doubled else name
        call.number = row['number'] or None
        call.did = (row['dialled'] or None) if call.direction == 'incoming' else None
        call.number_prefix = call.number
        if call.number and call.number[0] == '+':
            call.number_prefix = call.number[:5]
        call.number_site = self.site_of(call.number) if call.direction == 'outgoing' else None
        call.watched = next((entry for entry in self.watch_list if call.number
                             and fnmatch.fnmatchcase(call.number, entry)), None)
        call.client_matter_code = row['client_matter_code'] or None
        call.code = call.client_matter_code or call.authorization
        call.code_is_known = call.code in self.code_names
        call.rating = STATES[row['rating_state']]
        call.reason = REASONS[row['reason']]
        call.currency = self.word('currency', row['currency_id'])
        call.cost = row['cost_micro'] if call.rating == 'rated' else None
        call.tariff = self.tariffs.get(row['tariff_version_id'])
        call.tariff_version = row['tariff_version_id']
        call.charged_from_ms = row['charged_from_ms'] or row['connect_ms']
        call.called_department_id = called['department_id'] if called else 0
        call.other_department = self.groupings['department'].get(call.called_department_id)
        call.other_name = self.people.get(called['person_id']) if called else None
        return call

    def member_of(self, call):
        """Who of a group answered; where the pilot stands for them, the line of whose phone it is."""
        own = self.own_lines_at(call.person_id, call.start_ms)
        named = call.hunt_pilot is None or call.extension != call.hunt_pilot
        return call.extension if named or not own or call.extension in own else min(own)

    def own_lines_at(self, person, at_ms):
        return [extension for extension, from_ms, to_ms in self.own_lines.get(person, ())
                if from_ms <= at_ms < to_ms]

    def holder_of(self, extension, at_ms, since_ms, departments):
        """The name of whose line it is since @since_ms, when it is one person's, who is in @departments
        (None = all) or was since."""
        people = [person for person, lines in self.own_lines.items()
                  if any(line == extension and from_ms <= at_ms and to_ms > min(since_ms, at_ms)
                         for line, from_ms, to_ms in lines)]
        if len(people) != 1:
            return None
        been = {self.groupings['department'].get(department)
                for department, until_ms in self.belonged[people[0]]
                if until_ms is None or until_ms > since_ms}
        return self.people[people[0]] if departments is None or been & set(departments) else None

    def follow(self):
        """What became of missed calls: who reached whom first, within 14 days of each."""
        reached = {}
        for call in self.calls:
            call.follow_up = call.return_ms = None
            if call.answered and call.number and call.direction in ('incoming', 'outgoing'):
                reached.setdefault(call.number, []).append(call)
        for call in self.calls:
            if call.outcome != 'missed' or not call.number:
                continue
            later = [other for other in reached.get(call.number, ())
                     if call.start_ms < other.start_ms <= call.start_ms + FORTNIGHT_MS]
            call.follow_up = 'still open'
            if later and later[0].direction == 'outgoing':
                call.follow_up, call.return_ms = 'we called back', later[0].start_ms - call.start_ms
            elif later:
                call.follow_up = 'they reached us'

    def site_of(self, number):
        for name, spans in self.sites:
            for first, last in spans:
                if number and len(number) == len(first) and first <= number <= last:
                    return name
        return None

    def hear(self):
        """To each call the report of the side that heard it worst, when there is one."""
        sides, whole = {}, {}
        for row in self.all('SELECT * FROM quality WHERE mos_milli >= 0'):
            key = (row['node_id'], row['global_call_id'])
            sides.setdefault((*key, row['leg_ident']), []).append(row)
            whole.setdefault(key, []).append(row)
        several = {}
        for row in self.all('SELECT * FROM call_side'):
            several.setdefault(row['call_id'], []).append(
                (row['node_id'], row['global_call_id'], row['leg_ident']))
        for call in self.calls:
            if call.id in several:
                heard = [row for key in several[call.id] for row in sides.get(key, [])]
            else:
                heard = whole.get((call.node_id, call.global_call_id), [])
            call.heard = heard
            call.mos = min((row['mos_milli'] for row in heard), default=None)
            call.quality = grade(call.mos)
            if not heard:
                continue
            # Of several reports each figure is the worst; the device is that of the worst score.
            worst = min(heard, key=lambda row: row['mos_milli'])
            call.worse_side = self.word('device', worst['device_id'])
            call.jitter_ms = max(row['jitter_ms'] for row in heard)
            call.latency_ms = max(row['latency_ms'] for row in heard)
            call.loss = max(share(row['packets_lost'], packets(row)) or 0 for row in heard)
            call.concealed = max(row['concealed_ppm'] for row in heard)


def packets(row):
    return row['packets_lost'] + row['packets_received']


def grade(mos):
    if mos is None:
        return 'not measured'
    return next((name for name, least in (('good', 4000), ('acceptable', 3600), ('fair', 3100))
                 if mos >= least), 'poor')


def ranges(text):
    return [tuple(part.split('-')) if '-' in part else (part, part) for part in text.split()]


class Clock:
    """Local days and hours of a zone; a day is counted since 1970-01-01."""

    made = {}

    @classmethod
    def of(cls, name):
        return cls.made.setdefault(name, cls(name))

    def __init__(self, name):
        self.name = name
        self.zone = zoneinfo.ZoneInfo(name)
        self.known = {}

    def local(self, ms):
        if ms not in self.known:
            self.known[ms] = datetime.datetime.fromtimestamp(ms // 1000, self.zone)
        return self.known[ms]

    def begin(self, year, month, day=1):
        """The first instant of a local day, in ms."""
        return int(datetime.datetime(year, month, day, tzinfo=self.zone).timestamp()) * 1000

    def days_before(self, ms, days):
        """The same time of the clock on an earlier day."""
        local = self.local(ms).replace(tzinfo=None) - datetime.timedelta(days=days)
        return int(local.replace(tzinfo=self.zone).timestamp()) * 1000

    def midnight_behind(self, ms):
        day = self.local(ms).date() + datetime.timedelta(days=1)
        return self.begin(day.year, day.month, day.day)

    def day_at(self, ms):
        return (self.local(ms).date() - datetime.date(1970, 1, 1)).days

    def half_hour_at(self, ms):
        local = self.local(ms)
        return (local.hour * 60 + local.minute) // 30 * 30

    def hour_at(self, ms):
        return self.local(ms).hour * 60

    def hour_begin(self, ms):
        local = self.local(ms)
        return ms - (local.minute * 60 + local.second) * 1000

    @staticmethod
    def half_hours(first, last):
        """Half hours of the clock are those of UTC in zones that are set by half hours."""
        return range(-(-first // HALF_HOUR_MS) * HALF_HOUR_MS, last, HALF_HOUR_MS)

    def day(self, call):
        return self.day_at(call.start_ms)

    def month(self, call):
        return self.day(call) - self.local(call.start_ms).day + 1

    def weekday(self, call):
        return self.local(call.start_ms).isoweekday()

    def minute(self, call):
        local = self.local(call.start_ms)
        return local.hour * 60 + local.minute

    def hour(self, call):
        return self.minute(call) // 60 * 60

    def half_hour(self, call):
        return self.minute(call) // 30 * 30
