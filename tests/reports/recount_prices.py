# SPDX-License-Identifier: GPL-3.0-or-later
"""By which band and list price a call was priced, from the tariff's document: for recount.py."""
import datetime
import json
import zoneinfo
from fractions import Fraction

from recount_rules import rounded_fraction


class Tariffs:
    def __init__(self, ledger):
        self.rates, self.zones, self.added = {}, {}, {}
        for row in ledger.all('SELECT id, document FROM tariff_version'):
            document = json.loads(row['document'])
            self.zones[row['id']] = zoneinfo.ZoneInfo(document['zone'])
            self.added[row['id']] = Fraction(document['markup']), Fraction(document['vat'])
            for rate in document['rates']:
                self.rates[row['id'], rate['prefix']] = rate

    def tell(self, call):
        """Gives @call its band, None for a rate without bands, and its list price a minute."""
        call.band = call.list_micro = None
        if call.rating != 'rated':
            return
        markup, vat = self.added[call.tariff_version]
        net = rounded_fraction(call.cost, 1 + vat)
        call.base = rounded_fraction(net, 1 + markup)
        call.markup, call.tax = net - call.base, call.cost - net
        rate = self.rates[call.tariff_version, call.prefix or '']
        priced = rate
        if 'bands' in rate:
            local = datetime.datetime.fromtimestamp(call.charged_from_ms // 1000,
                                                    self.zones[call.tariff_version])
            priced = max((band for band in rate['bands'] if holds(band, local)),
                         key=lambda band: band['weight'])
            call.band = priced['id']
        step = priced['steps'][0]
        call.list_micro = Fraction(step['price']) * 1000000 * 60 / step['per_s']


def holds(band, local):
    return day_holds(band['days'], local) and any(
        minutes(first) <= local.hour * 60 + local.minute < minutes(last)
        for first, last in (window.split('-') for window in band['windows'].split()))


def day_holds(days, local):
    if days == '*':
        return True
    if days[0] == 'd':
        return days[1:] == f'{local.month:02}{local.day:02}'
    first, last = (int(day) for day in days.split('-'))
    return first <= local.isoweekday() <= last


def minutes(text):
    hour, minute = text.split(':')
    return int(hour) * 60 + int(minute)
