# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the console's screens share: a display, a collector, the console, a person.

A test is a file with a list of steps, each a function of one Stage, run in order by run(); each
builds on the one before. The real programs run (TOLL_COLLECTOR, TOLL_CONSOLE) in a folder of
their own. Looks through AT-SPI, clicks and types through XTEST. TAP on stdout; skips where there
is no virtual display.
"""
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.request

import scenarios

SKIP = 77
USER = 'admin'
PASSWORD = 'a long enough secret'
PATIENCE_S = 30  # how fast it is, benchmarks tell
FACTS = re.compile(r'^[\d,]+ calls? · .* ms$')  # of a report: on some days it counts one
CLUSTER_FILE = re.compile(r'^c[dm]r_.*_(\d{12})_\d+$')


def outer():
    """Starts the test again inside a session bus and a display of its own. The runtime folder too
    is its own: the bus of assistive technology has one address per folder."""
    needed = ['dbus-run-session', 'xvfb-run', 'xdotool']
    missing = [name for name in needed if shutil.which(name) is None]
    try:
        import gi
        gi.require_version('Atspi', '2.0')
    except (ImportError, ValueError):
        missing.append('gir1.2-atspi-2.0')
    if missing:
        print('1..0 # SKIP missing: ' + ', '.join(missing))
        sys.exit(SKIP)
    # Fractions of a pixel and blinking make nothing easier to test.
    os.environ.update(GSK_RENDERER='cairo', SECRET_BACKEND='file')
    os.environ.setdefault('LC_ALL', 'C.UTF-8')
    size = os.environ.get('TOLL_UI_SIZE', '1280x860')
    command = ['dbus-run-session', '--', 'xvfb-run', '-a', '-s', f'-screen 0 {size}x24',
               sys.executable, sys.argv[0], '--inner', *sys.argv[1:]]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with tempfile.TemporaryDirectory(prefix='toll-ui-run-', ignore_cleanup_errors=True) as runtime, \
            subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True,
                             env={**os.environ, **own_folders(runtime)}) as run:
        try:
            for line in run.stdout:
                if not line.startswith('SpiRegistry'):  # a daemon that talks on everybody's stdout
                    print(line, end='', flush=True)
        except BaseException:
            end_group(run)
            raise
    sys.exit(run.returncode)


def own_folders(runtime):
    """A home, a runtime folder and a place for what is temporary, all within @runtime: nothing of
    a test stays behind, however it ends, and nothing comes into the home of who runs it."""
    folders = {'HOME': 'home', 'TMPDIR': 'tmp', 'XDG_CONFIG_HOME': 'home/.config',
               'XDG_CACHE_HOME': 'home/.cache', 'XDG_DATA_HOME': 'home/.local/share',
               'XDG_STATE_HOME': 'home/.local/state'}
    own = {name: os.path.join(runtime, folder) for name, folder in folders.items()}
    for path in own.values():
        os.makedirs(path, mode=0o700, exist_ok=True)
    return {**own, 'XDG_RUNTIME_DIR': runtime,
            'MESA_SHADER_CACHE_DIR': own['XDG_CACHE_HOME']}


def end_group(run):
    """Ends the bus, the display and the test, which are a group of their own."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(run.pid, number)
            run.wait(0.5)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            pass


class Collector:
    """A collector on a small demo company, with the newest files kept back for later."""

    def __init__(self, folder, calls=300, days=4, kept_back=8, has_latest=True):
        self.program = os.environ['TOLL_COLLECTOR']
        self.data = os.path.join(folder, 'data')
        self.made = os.path.join(folder, 'made')
        self.process = None
        self.token = None
        self.scheme = 'http'
        secret = os.path.join(folder, 'password')
        with open(secret, 'w', encoding='utf-8') as file:
            file.write(PASSWORD)
        os.chmod(secret, 0o600)
        self.password_file = secret
        self.port = '0'  # whichever is free, and the same one again afterwards
        self.command('demo', f'--calls={calls}', f'--days={days}', '--seed=3', '--drop=' + self.made)
        self.command('user', 'add', USER, '--role=administrator', '--password-file=' + secret)
        files = sorted((name for name in os.listdir(self.made) if CLUSTER_FILE.match(name)),
                       key=lambda name: CLUSTER_FILE.match(name).group(1))
        self.kept_back = [name for name in files if name.startswith('cdr_')][-kept_back:] \
            if kept_back else []
        first = [os.path.join(self.made, name) for name in files if name not in self.kept_back]
        if first and calls:
            self.command('import', *first, *([self.write_latest(folder)] if has_latest else []))

    def write_latest(self, folder):
        """Calls of a minute ago: in the night, on a Sunday and on the first of a month, too, there are
        some of today and of this month."""
        path = os.path.join(folder, 'cdr_StandAloneCluster_01_202601010000_1')
        now = int(time.time())
        scenarios.write(path, {'out': now - 60, 'in': now - 70, 'missed': now - 80}, first=1000000)
        return path

    def command(self, *args):
        run = subprocess.run([self.program, *args, '--data-dir=' + self.data], check=False,
                             capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f'{args[0]}: {run.stderr}')
        return run.stdout

    @property
    def address(self):
        return f'{self.scheme}://127.0.0.1:{self.port}'

    def serve(self):
        self.process = subprocess.Popen(
            [self.program, 'serve', '--data-dir=' + self.data,
             '--listen=127.0.0.1:' + self.port], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith('listening on '):
            sys.exit('serve: ' + line)
        self.port = line.strip().rsplit(':', 1)[1]

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait()
            self.process.stdout.close()
        self.process = None

    def use_certificate(self, folder, name):
        """A certificate and key of one's own, for the next serve. Returns the fingerprint."""
        key, pem = (os.path.join(folder, name + end) for end in ('.key', '.pem'))
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                        'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj',
                        '/CN=localhost', '-keyout', key, '-out', pem], check=True,
                       capture_output=True)
        os.chmod(key, 0o600)
        self.command('settings', 'set', 'tls_certificate', pem)
        self.command('settings', 'set', 'tls_key', key)
        self.scheme = 'https'
        shown = subprocess.run(['openssl', 'x509', '-in', pem, '-noout', '-fingerprint',
                                '-sha256'], check=True, capture_output=True, text=True).stdout
        return shown.strip().split('=')[1]

    def deliver(self, count=1):
        """Unified CM delivers the oldest of the files that were kept back."""
        for name in self.kept_back[:count]:
            os.rename(os.path.join(self.made, name), os.path.join(self.data, 'drop', name))
        del self.kept_back[:count]

    def deliver_latest(self):
        """Unified CM delivers a call that ended just now."""
        made = os.path.join(self.made, 'cdr_StandAloneCluster_01_202601010000_2')
        scenarios.write(made, {'in': int(time.time()) - 49}, first=2000000)
        os.rename(made, os.path.join(self.data, 'drop', os.path.basename(made)))

    def ask(self, path, body=None, method=None):
        request = urllib.request.Request(
            self.address + '/api/v1' + path, data=json.dumps(body).encode() if body else None,
            method=method,
            headers={'Content-Type': 'application/json',
                     **({'Authorization': 'Bearer ' + self.token} if self.token else {})})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer) if answer.status != 204 else None

    def calls(self, count):
        """The newest calls, as the collector gives them to a client of its own."""
        if self.token is None:
            self.token = self.ask('/session', {'username': USER, 'password': PASSWORD})['token']
        return self.ask(f'/home?calls={count}&mine=false')['calls']['items']

    def learn_devices(self, *names):
        """What calls through devices teach of which nobody has told anything."""
        now_ms = int(time.time() * 1000)
        with sqlite3.connect(os.path.join(self.data, 'ledger.db'), timeout=10) as ledger:
            ledger.executemany(
                'INSERT INTO learned_device (name, first_seen_ms, last_seen_ms, n_records)'
                ' VALUES (?, ?, ?, ?)',
                [(name, now_ms - 86400000, now_ms, 1200 // (i + 1))
                 for i, name in enumerate(names)])
        ledger.close()

    def end_all_sessions(self):
        """What an administrator does who ends everybody's sessions."""
        with sqlite3.connect(os.path.join(self.data, 'ledger.db'), timeout=10) as ledger:
            ledger.execute('DELETE FROM session')
        ledger.close()
        self.token = None


class Screen:
    """What the console shows, as assistive technology sees it."""

    def __init__(self):
        import gi
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi, GLib
        self.atspi, self.context, self.error = Atspi, GLib.MainContext.default(), GLib.Error
        self.process = None
        self.app = None
        self.is_torn = False  # something changed while the nodes were looked through
        self.skips_rows = False  # for long lists, which take seconds to be walked through

    def attend(self, process):
        self.process, self.app = process, None

    def pump(self, seconds=0.05):
        end = time.monotonic() + seconds
        while True:
            while self.context.iteration(False):
                pass
            if time.monotonic() >= end:
                return
            time.sleep(0.01)

    def wait(self, look, what, seconds=PATIENCE_S):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.pump()
            found = look()
            if found:
                return found
            if self.process.poll() is not None:
                raise AssertionError(f'the console ended ({self.process.returncode}) while waiting for '
                                     f'{what}')
        raise AssertionError(f'not seen: {what}')

    def find_app(self):
        desktop = self.atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app is not None and app.get_process_id() == self.process.pid:
                return app
        return None

    def walk(self, node):
        """A branch that changes while it is walked through is left out."""
        yield node
        try:
            if self.skips_rows and node.get_role_name() == 'table row':
                return
            children = [node.get_child_at_index(i) for i in range(node.get_child_count())]
        except self.error:
            self.is_torn = True
            return
        for child in children:
            if child is not None:
                yield from self.walk(child)

    def is_one(self, node, role, name, state):
        try:
            return ((role is None or node.get_role_name() == role)
                    and (name is None or self.matches(name, node.get_name()))
                    and self.has(node, state))
        except self.error:
            self.is_torn = True
            return False

    def has(self, node, state):
        return node.get_state_set().contains(getattr(self.atspi.StateType, state))

    def nodes(self, role=None, name=None, state='VISIBLE', under=None):
        self.app = self.app or self.find_app()
        self.is_torn = False
        top = under or self.app
        return [node for node in self.walk(top) if self.is_one(node, role, name, state)] if top else []

    @staticmethod
    def matches(name, text):
        return bool(name.search(text or '')) if hasattr(name, 'search') else name == text

    def see(self, name, role=None, seconds=PATIENCE_S):
        return self.wait(lambda: self.nodes(role, name), name, seconds)[0]

    def see_gone(self, name, seconds=PATIENCE_S):
        self.wait(lambda: not self.nodes(name=name) and not self.is_torn, f'{name} to go', seconds)

    def shows(self, name, role=None):
        return bool(self.nodes(role, name))

    def focused(self):
        found = self.nodes(state='FOCUSED')
        return found[-1] if found else None

    def focused_name(self):
        node = self.focused()
        return node.get_name() if node else None

    def place(self, node):
        box = self.atspi.Component.get_extents(node, self.atspi.CoordType.WINDOW)
        return box.x, box.y, box.width, box.height

    def settled(self, node):
        """The place of a node once the layout is done."""
        last = []

        def same_again():
            last.append(self.place(node))
            self.pump(0.1)
            return len(last) > 1 and last[-1] == last[-2] and last[-1][2] > 0 and last[-1]
        return self.wait(same_again, 'a place to click')

    def click_at(self, x, y):
        subprocess.run(['xdotool', 'mousemove', str(x), str(y), 'sleep', '0.1', 'click', '1'],
                       check=True)
        self.pump(0.3)

    def click(self, node):
        x, y, width, height = self.settled(node)
        self.click_at(x + width // 2, y + height // 2)

    def click_row(self, index):
        """Clicks a row of the list of calls, beside its number."""
        rows = self.wait(lambda: len(self.rows()) > index and self.rows(), f'row {index}')
        left = self.place(self.nodes('tree table')[0])[0]
        self.click_at(left + 12, rows[index][0] + 12)

    def scroll(self, node, notches):
        """Turns the wheel over @node: down for positive notches."""
        x, y, width, height = self.settled(node)
        subprocess.run(['xdotool', 'mousemove', str(x + width // 2), str(y + height // 2)],
                       check=True)
        subprocess.run(['xdotool', 'click', '--repeat', str(abs(notches)), '--delay', '20',
                        '5' if notches > 0 else '4'], check=True)
        self.pump(0.5)

    def shoot(self, name):
        """A picture of the display, where pictures are wanted (TOLL_UI_SHOTS names a folder)."""
        folder = os.environ.get('TOLL_UI_SHOTS')
        if folder and shutil.which('import'):
            subprocess.run(['import', '-window', 'root', os.path.join(folder, name)],
                           check=True)

    def press(self, node):
        self.atspi.Action.do_action(node, 0)
        self.pump(0.2)

    def keys(self, *keys):
        subprocess.run(['xdotool', 'key', '--delay', '40', *keys], check=True)
        self.pump(0.3)

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--delay', '20', text], check=True)
        self.pump(0.3)

    def write(self, name, text):
        self.atspi.EditableText.set_text_contents(self.see(name, 'text'), text)

    def value(self, name):
        node = self.see(name, 'text')
        return self.atspi.Text.get_text(node, 0, self.atspi.Text.get_character_count(node))

    def rows(self):
        """The rows of the list of calls on show, from top to bottom: (y, texts of the cells).
        Asked for point by point: the list keeps rows in reserve that say they are somewhere."""
        tables = self.nodes('tree table')
        if not tables:
            return []
        left, top, _, height = self.place(tables[0])
        found = {}
        try:
            for y in range(top + 42, top + height, 12):  # below the headings
                row = self.atspi.Component.get_accessible_at_point(
                    tables[0], left + 6, y, self.atspi.CoordType.WINDOW)
                while row is not None and row.get_role_name() != 'table row':
                    row = row.get_parent()
                if row is not None:
                    found[self.place(row)[1]] = [self.cell_text(row.get_child_at_index(i))
                                                 for i in range(row.get_child_count())]
        except self.error:
            return []
        return sorted(found.items())

    def count_rows(self):
        """All rows of the list of calls, for lists that are not longer than its reserve."""
        return len(self.nodes('table row')) - 1

    def cell_text(self, cell):
        if cell is None:
            return ''
        inside = cell.get_child_at_index(0) if cell.get_child_count() else None
        return (inside or cell).get_name() or ''


class Stage:
    """One collector, one console, one person, for the length of a test."""

    def __init__(self, folder, **company):
        self.folder = folder
        self.collector = Collector(folder, **company)
        self.screen = Screen()
        self.console = None
        self.notes = {}  # what a step leaves for those after it
        os.environ.update(XDG_CONFIG_HOME=os.path.join(folder, 'config'),
                          SECRET_FILE_TEST_PATH=os.path.join(folder, 'keyring'),
                          SECRET_FILE_TEST_PASSWORD='a test')

    def open_console(self, *args, **environment):
        self.console = subprocess.Popen([os.environ['TOLL_CONSOLE'], *args],
                                        env={**os.environ, **environment})
        self.screen.attend(self.console)
        subprocess.run(['xdotool', 'windowfocus', self.windows('--pid', str(self.console.pid))[-1]],
                       check=False)
        self.screen.pump(0.2)

    def windows(self, *by):
        """Those on show, the newest last. xdotool fails when one of them goes while it looks."""
        def look():
            run = subprocess.run(['xdotool', 'search', '--onlyvisible', *by], check=False,
                                 capture_output=True, text=True, timeout=10)
            return run.stdout.split() if run.returncode == 0 else None

        return self.screen.wait(look, f'a window by {by}')

    def focus_window(self, *by):
        """There is no window manager: a new window is given the keys here."""
        subprocess.run(['xdotool', 'windowfocus', self.windows(*by)[-1]], check=True)
        self.screen.pump(0.3)

    def to_the_window(self, name='Tollkeeper'):
        """The keys go to the oldest window of the name: tips and menus are windows, too."""
        found = self.windows('--name', f'^{name}$')
        subprocess.run(['xdotool', 'windowfocus', min(found, key=int)], check=True)
        self.screen.pump(0.3)

    def make_narrow(self, is_narrow=True):
        """The window is as wide as a telephone, or as the screen."""
        window = min(self.windows('--name', '^Tollkeeper$'), key=int)
        size = ('360', '720') if is_narrow else ('1272', '852')
        subprocess.run(['xdotool', 'windowsize', window, *size], check=True)
        self.screen.pump(1)

    def close_console(self):
        """Quits as a person does; an end by anything else is a failure."""
        self.screen.keys('ctrl+q')
        assert self.console.wait(10) == 0, self.console.returncode
        self.console = None

    def sign_in(self):
        self.open_console('--server=' + self.collector.address, '--user=' + USER,
                          '--password-file=' + self.collector.password_file)
        self.screen.see('calls this month')
        self.screen.wait(lambda: len(self.screen.rows()) >= 5, 'calls on Home')

    def enter(self, server=None):
        """Types what is missing of a sign-in and presses Sign in."""
        screen = self.screen
        screen.see('Sign in', 'push button')
        if server is not None:
            screen.write('Server', server)
            screen.write('User name', USER)
        screen.write('Password', PASSWORD)
        screen.pump(0.2)
        screen.press(screen.see('Sign in', 'push button'))

    def sign_out(self):
        self.screen.keys('F10')
        self.screen.press(self.screen.see('Sign Out', 'menu item'))
        self.screen.see('Sign in to see your calls')

    def answer(self, label):
        """A button of a dialog, which has each twice: for wide and for narrow windows."""
        def on_show():
            found = self.screen.nodes('push button', re.compile(label + '$'))
            return [node for node in found if self.screen.place(node)[2] > 0]
        return self.screen.wait(on_show, label)[0]

    def clear(self):
        if self.console is not None:
            self.console.send_signal(signal.SIGTERM)
            self.console.wait()
        self.collector.stop()


def run_steps(stage, steps):
    """Each step builds on the one before; after a failure the rest is not tried."""
    failed = False
    print(f'1..{len(steps)}', flush=True)
    for number, step in enumerate(steps, 1):
        name = step.__name__.replace('_', ' ')
        if failed:
            print(f'not ok {number} {name} # not tried', flush=True)
            continue
        try:
            step(stage)
            print(f'ok {number} {name}', flush=True)
        except (AssertionError, subprocess.SubprocessError) as error:
            failed = True
            stage.screen.shoot('failed.png')
            print(f'not ok {number} {name}\n# {error}', flush=True)
            print('# ' + '# '.join(traceback.format_exc().splitlines(True)), flush=True)
    return failed


def run(steps, **company):
    """Runs the steps of a test file; @company as for Collector."""
    if '--inner' not in sys.argv:
        outer()
    folder = tempfile.mkdtemp(prefix='toll-ui-')
    stage = Stage(folder, **company)
    failed = True
    try:
        failed = run_steps(stage, steps)
    finally:
        stage.clear()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(failed)
