# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls of several records as Unified CM writes them, for those who look at their pages.

Modelled on the examples of Cisco's Call Reporting and Billing Administration Guide, between people
of the demo company's first site. Times are seconds from the beginning of the call.
"""
import os
import re

COLUMNS = os.path.join(os.path.dirname(__file__), '../support/cucm-columns.inc')
ROW = re.compile(r'{ "(\w+)", "([^"]+)", "([^"]*)" }')
CITY = '00266771234'
CALLER = '+390266775678'
BRIDGE = 'b0029901001'


def phone(number):
    return 'SEP00000000' + number


def leg(call, orig, dest, setup, connect, end, calling, called, **more):
    """A record; @connect None: it never connected. Lines of ours have phones, all else a trunk."""
    def device(number):
        return phone(number) if re.fullmatch('1[0-8]..', number) else \
            'CFB_2' if number.startswith('b') else 'MIL-SIP-TRUNK'
    return {'globalCallID_callId': call, 'origLegCallIdentifier': orig, 'destLegIdentifier': dest,
            'setup': setup, 'connect': connect, 'end': end, 'callingPartyNumber': calling,
            'originalCalledPartyNumber': called, 'finalCalledPartyNumber': called,
            'lastRedirectDn': called,
            'origDeviceName': device(calling), 'destDeviceName': device(called), **more}


def ended_by(behalf):
    return {'origCallTerminationOnBehalfOf': behalf, 'destCallTerminationOnBehalfOf': behalf}


def final(number, **more):
    return {'finalCalledPartyNumber': number, 'destDeviceName': phone(number), **more}


INTO = {'joinOnBehalfOf': 4, 'lastRedirectRedirectOnBehalfOf': 4}
SCENARIOS = {
    'forward': [leg(1, 1, 2, 0, 30, 90, CALLER, '1001', lastRedirectDn='1002',
                    origCalledPartyRedirectReason=2, lastRedirectRedirectReason=1,
                    origCalledPartyRedirectOnBehalfOf=5, lastRedirectRedirectOnBehalfOf=5,
                    **final('1003'))],
    'consult': [leg(1, 1, 2, 0, 10, 130, '1001', CITY, **ended_by(10)),
                leg(2, 3, 4, 95, 100, 130, '1001', '1002', **ended_by(10)),
                leg(1, 2, 4, 0, 130, 480, CITY, '1002', joinOnBehalfOf=10)],
    'blind': [leg(1, 1, 2, 0, 10, 130, '1001', CITY, **ended_by(10)),
              leg(2, 3, 4, 128, None, 130, '1001', '1002', **ended_by(10)),
              leg(1, 2, 4, 130, 135, 200, CITY, '1002', joinOnBehalfOf=10,
                  lastRedirectRedirectReason=34)],
    'conference': [leg(1, 1, 2, 0, 5, 65, '1001', '1004', **ended_by(4)),
                   leg(2, 5, 6, 35, 45, 65, '1001', CITY, comment='ConfControllerDn=1001',
                       **ended_by(4)),
                   leg(1, 1, 15, 65, 65, 425, '1001', BRIDGE, **INTO, **ended_by(4)),
                   leg(1, 2, 16, 65, 65, 425, '1004', BRIDGE, **INTO, **ended_by(4)),
                   leg(1, 6, 17, 65, 65, 400, CITY, BRIDGE, **INTO),
                   leg(1, 1, 2, 425, 425, 480, '1001', '1004', lastRedirectDn=BRIDGE,
                       lastRedirectRedirectReason=98, joinOnBehalfOf=4)],
    'hunt': [leg(1, 1, 2, 0, 50, 80, CALLER, '1800', lastRedirectDn='1800', huntPilotDN='1800',
                 wasCallQueued=1, totalWaitTimeInQueue=42, **final('1005'))],
    'hunt-missed': [leg(1, 1, 0, 0, None, 20, CALLER, '1800', calledPartyPatternUsage=7,
                        destDeviceName='')],
    'pickup': [leg(1, 1, 2, 0, 10, 40, CALLER, '1001', lastRedirectDn='1001',
                   lastRedirectRedirectReason=5, lastRedirectRedirectOnBehalfOf=16,
                   joinOnBehalfOf=16, **final('1002'))],
    'park': [leg(1, 1, 2, 0, 5, 65, CALLER, '1001', **ended_by(3)),
             leg(1, 5, 1, 90, 92, 152, '1003', '1790', finalCalledPartyNumber=CALLER,
                 destDeviceName='MIL-SIP-TRUNK', lastRedirectDn='1790', joinOnBehalfOf=3,
                 lastRedirectRedirectReason=8, lastRedirectRedirectOnBehalfOf=3)],
    'voicemail': [leg(1, 1, 2, 0, 20, 45, CALLER, '1001', lastRedirectDn='1001',
                      origCalledPartyRedirectReason=2, lastRedirectRedirectReason=2,
                      finalCalledPartyNumber='1900', destDeviceName='VM-VI1')],
    'divert': [leg(1, 1, 2, 0, 5, 25, CALLER, '1001', **ended_by(14)),
               leg(1, 1, 3, 25, 26, 46, CALLER, '1001', lastRedirectDn='1001',
                   lastRedirectRedirectReason=50, lastRedirectRedirectOnBehalfOf=14,
                   finalCalledPartyNumber='1900', destDeviceName='VM-VI1')],
    'codes': [leg(1, 1, 2, 0, None, 3, '1001', CITY, destDeviceName='',
                  authCodeDescription='Board', authorizationCodeValue='701122',
                  authorizationLevel=10, clientMatterCode='40017'),
              leg(1, 3, 4, 3, 10, 70, '1001', CITY)],
    'two-outside': [leg(1, 1, 2, 0, 10, 70, '1001', CITY, **ended_by(10)),
                    leg(2, 3, 4, 30, 40, 70, '1001', '03331234567', **ended_by(10)),
                    leg(1, 2, 4, 70, 70, 170, CITY, '03331234567', joinOnBehalfOf=10)],
}
# The same of one record, whose pages tell nothing.
PLAIN = {
    'out': [leg(1, 1, 2, 0, 5, 55, '1001', CITY)],
    'in': [leg(1, 1, 2, 0, 8, 48, CALLER, '1002')],
    'missed': [leg(1, 1, 2, 0, None, 20, CALLER, '1004')],
}


def write(path, begins, first=1):
    """A file of records of the scenarios named in @begins, each with the second it begins at. @first:
    number of the first one, which its records are told apart by from those of other files."""
    with open(COLUMNS, encoding='utf-8') as file:
        columns = ROW.findall(file.read().split('cmr_columns')[0])
    lines = [','.join(f'"{name}"' for name, _, _ in columns),
             ','.join(kind for _, kind, _ in columns)]
    for number, (name, begin) in enumerate(begins.items(), first):
        for at, row in enumerate({**SCENARIOS, **PLAIN}[name]):
            row = dict(row)
            setup, connect, end = row.pop('setup'), row.pop('connect'), row.pop('end')
            for key in ('globalCallID_callId', 'origLegCallIdentifier', 'destLegIdentifier'):
                row[key] = row[key] and 100 * number + row[key]
            row.update(dateTimeOrigination=begin + setup, dateTimeDisconnect=begin + end,
                       dateTimeConnect=0 if connect is None else begin + connect,
                       duration=0 if connect is None else end - connect,
                       pkid=f'{number:08x}-{at + 1:04x}-4000-8000-000000000000')
            lines.append(','.join(
                f'"{row.get(column, usual)}"' if kind[0] in 'VU' else str(row.get(column, usual))
                for column, kind, usual in columns))
    with open(path, 'w', encoding='utf-8') as file:
        file.write('\n'.join(lines) + '\n')
