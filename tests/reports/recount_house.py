# SPDX-License-Identifier: GPL-3.0-or-later
"""A demo company behind a running collector, and those who ask it: for recount.py."""
import json
import os
import subprocess
import sys
import urllib.parse
import urllib.request

PASSWORD = 'a long enough secret'
UNTIL = '2026-04-15T12:00:00Z'  # Rome, New York and Lord Howe all changed their clocks before


class House:
    def __init__(self, folder, calls, days=60):
        self.program = os.environ['TOLL_COLLECTOR']
        self.data = os.path.join(folder, 'data')
        self.made = os.path.join(folder, 'made')
        self.secret = os.path.join(folder, 'password')
        with open(self.secret, 'w', encoding='utf-8') as file:
            file.write(PASSWORD)
        os.chmod(self.secret, 0o600)
        self.process = None
        self.address = ''
        self.command('demo', f'--calls={calls}', f'--days={days}', '--seed=7', '--until=' + UNTIL,
                     '--drop=' + self.made)

    def raise_prices(self, names):
        """A mark-up and a tax on all tariffs, from the middle of the month on."""
        for name in names:
            document = json.loads(self.command('tariff', 'export', name))
            path = os.path.join(self.data, 'raised.json')
            with open(path, 'w', encoding='utf-8') as file:
                json.dump({**document, 'markup': '0.125', 'vat': '0.22'}, file)
            self.command('tariff', 'import', path, '--name=' + name, '--valid-from=2026-03-15')

    def deliver(self):
        self.command('import', *(os.path.join(self.made, name)
                                 for name in sorted(os.listdir(self.made))))

    def deliver_bad(self):
        """A file with records that nobody can read, and one that is none."""
        good = next(name for name in sorted(os.listdir(self.made)) if name.startswith('cdr_'))
        with open(os.path.join(self.made, good), encoding='utf-8', newline='') as file:
            lines = file.read().split('\n')
        for place, value in ((2, 'x'), (4, 'soon'), (2, 'y')):
            cells = lines[2].split(',')
            cells[place] = value
            lines.append(','.join(cells))
        paths = [os.path.join(self.data, name) for name in
                 ('cdr_Other_01_202603140000_1', 'cdr_Other_01_202603140100_2')]
        with open(paths[0], 'w', encoding='utf-8', newline='') as file:
            file.write('\n'.join([*lines[:2], *lines[-3:], '']))
        with open(paths[1], 'w', encoding='utf-8') as file:
            file.write('nothing that is a record\n')
        subprocess.run([self.program, 'import', *paths, '--data-dir=' + self.data], check=False,
                       capture_output=True)

    @property
    def ledger(self):
        return os.path.join(self.data, 'ledger.db')

    def command(self, *args):
        run = subprocess.run([self.program, *args, '--data-dir=' + self.data], check=False,
                             capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f'{args[0]}: {run.stderr}')
        return run.stdout

    def add_user(self, name, role, *options):
        self.command('user', 'add', name, '--role=' + role, '--password-file=' + self.secret,
                     *options)

    def serve(self):
        self.process = subprocess.Popen(
            [self.program, 'serve', '--data-dir=' + self.data, '--listen=127.0.0.1:0'],
            stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith('listening on '):
            sys.exit('serve: ' + line)
        self.address = 'http://127.0.0.1:' + line.strip().rsplit(':', 1)[1]

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait()
            self.process.stdout.close()
        self.process = None


class Viewer:
    """Somebody signed in, and what they may see."""

    def __init__(self, house, name):
        self.house = house
        self.name = name
        self.token = None
        self.token = self.ask('/session', {'username': name, 'password': PASSWORD})['token']
        me = self.ask('/me')
        self.masked_digits = me['masked_digits']
        self.departments = me['scope']['names'] if me['scope']['kind'] == 'departments' else None

    def ask(self, path, body=None):
        request = urllib.request.Request(
            self.house.address + '/api/v1' + path,
            data=json.dumps(body).encode() if body is not None else None,
            headers={'Content-Type': 'application/json',
                     **({'Authorization': 'Bearer ' + self.token} if self.token else {})})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def run(self, report, spec, limit):
        """The whole answer of a report: its pages one behind the other, of a list as one."""
        pages = [self.ask(f'/reports/{report}/run?limit={limit}&preview=true', spec)]
        while pages[-1]['next']:
            after = urllib.parse.quote(pages[-1]['next'])
            pages.append(self.ask(f'/reports/{report}/run?limit={limit}&preview=true&after={after}',
                                  spec))
        return pages

    def shown(self, number):
        """@number as this viewer sees it: the last digits of outside numbers are stars."""
        return number and number[:max(len(number) - self.masked_digits, 0)] + \
            '*' * min(self.masked_digits, len(number))
