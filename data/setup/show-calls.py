#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""show-calls.py ADDRESS USER PASSWORD_FILE DROP_FOLDER

Signs in as any client would, waits until the drop folder has been read, and prints the last calls.
"""
import datetime
import decimal
import json
import os
import sys
import time
import urllib.error
import urllib.request

WAIT_S = 120
SHOWN = 12


def ask(address, method, path, token=None, body=None):
    request = urllib.request.Request(address + '/api/v1' + path, method=method)
    request.add_header('Content-Type', 'application/json')
    if token:
        request.add_header('Authorization', 'Bearer ' + token)
    data = json.dumps(body).encode() if body is not None else None
    with urllib.request.urlopen(request, data, timeout=30) as answer:
        text = answer.read()
        return json.loads(text) if text else None


def wait_for_files(drop):
    """Until the files that lay there at the beginning have been taken."""
    waiting = {name for name in os.listdir(drop) if name.startswith(('cdr_', 'cmr_'))}
    total = len(waiting)
    end = time.monotonic() + WAIT_S
    while waiting and time.monotonic() < end:
        time.sleep(0.5)
        waiting &= set(os.listdir(drop))
        if sys.stderr.isatty():
            print(f'\rReading call records: {total - len(waiting)} of {total} files', end='',
                  file=sys.stderr, flush=True)
    if total and sys.stderr.isatty():
        print(file=sys.stderr)


def price(call):
    if call['rating_state'] == 'rated':
        return f"{decimal.Decimal(call['cost']):.2f} {call['currency']}"
    return call['reason'] if call['rating_state'] == 'unrated' else '-'


def line(call):
    start = datetime.datetime.fromtimestamp(call['start_ms'] / 1000)
    talk = call['talk_ms'] // 1000
    return (f"{start:%Y-%m-%d %H:%M:%S}  {call['direction']:<9} {call['outcome']:<10} "
            f"{call['extension']:<6} {call['name'][:20]:<20} {call['number']:<18} "
            f"{talk // 60:>3}:{talk % 60:02}  {price(call):>10}  {call['gateway']}")


def main():
    address, user, password_file, drop = sys.argv[1:]
    with open(password_file, encoding='ascii') as file:
        password = file.read().strip()
    try:
        session = ask(address, 'POST', '/session', body={'username': user, 'password': password})
        wait_for_files(drop)
        calls = ask(address, 'GET', f'/calls?limit={SHOWN}', session['token'])['items']
        ask(address, 'DELETE', '/session', session['token'])
    except urllib.error.HTTPError as error:
        sys.exit(f'{address}: {error.code}: {error.read().decode(errors="replace")}')
    except (OSError, ValueError, KeyError) as error:
        sys.exit(f'{address}: {error}')
    if not calls:
        sys.exit('The collector answers, but shows no calls.')
    print('The last calls:')
    for call in calls:
        print(line(call))


main()
