#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the console as a person would: signs in, reads, sorts, opens a call, goes back.

Runs against a collector of its own (TOLL_COLLECTOR) on a demo company, or against the one at
TOLL_UI_SERVER (user and password from TOLL_UI_USER and TOLL_UI_PASSWORD). Looks through AT-SPI,
clicks and types through XTEST. Skips where there is no virtual display. TAP on stdout.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

SKIP = 77
USER = os.environ.get('TOLL_UI_USER', 'admin')
PASSWORD = os.environ.get('TOLL_UI_PASSWORD', 'a long enough secret')
DURATION_COLUMN = 6  # type, extension, name, number, date, time, duration
DURATION = re.compile(r'^(ring )?(\d+:)?\d+:\d\d$')


def outer():
    """Starts this file again inside a session bus and a display of its own."""
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
    os.environ.update(GSK_RENDERER='cairo', LC_ALL='C.UTF-8', SECRET_BACKEND='file')
    command = ['dbus-run-session', '--', 'xvfb-run', '-a', '-s', '-screen 0 1280x860x24',
               sys.executable, __file__, '--inner']
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        for line in run.stdout:
            if not line.startswith('SpiRegistry'):  # a daemon that talks on everybody's stdout
                print(line, end='', flush=True)
    sys.exit(run.returncode)


class Collector:
    """A collector on a small demo company, serving on a port of its own choice."""

    def __init__(self, folder):
        self.process = None
        self.address = os.environ.get('TOLL_UI_SERVER')
        if self.address is None:
            self.start(folder)

    def start(self, folder):
        program = os.environ['TOLL_COLLECTOR']
        data = os.path.join(folder, 'data')
        secret = os.path.join(folder, 'password')
        with open(secret, 'w', encoding='utf-8') as file:
            file.write(PASSWORD)
        os.chmod(secret, 0o600)
        port = subprocess.run(
            [sys.executable, os.path.join(os.environ['TOLL_DATADIR'], 'setup/free-port.py'),
             '18380'], check=True, capture_output=True, text=True).stdout.strip()
        for args in (['demo', '--calls=300', '--days=4', '--seed=3'],
                     ['user', 'add', USER, '--role=administrator', '--password-file=' + secret]):
            run = subprocess.run([program, *args, '--data-dir=' + data], check=False,
                                 capture_output=True, text=True)
            if run.returncode != 0:
                sys.exit(f'{args[0]}: {run.stderr}')
        self.process = subprocess.Popen(
            [program, 'serve', '--data-dir=' + data, '--listen=127.0.0.1:' + port],
            stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.address = line.split()[-1] if line.startswith('listening on ') else sys.exit(line)
        time.sleep(6)  # the demo's files settle and are read

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait()


class Screen:
    """What the console shows, as assistive technology sees it."""

    def __init__(self, process):
        import gi
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi, GLib
        self.atspi, self.context = Atspi, GLib.MainContext.default()
        self.process = process
        self.app = None

    def pump(self, seconds=0.05):
        end = time.monotonic() + seconds
        while True:
            while self.context.iteration(False):
                pass
            if time.monotonic() >= end:
                return
            time.sleep(0.01)

    def wait(self, look, what, seconds=8):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.pump()
            found = look()
            if found:
                return found
            if self.process.poll() is not None:
                raise AssertionError(f'the console ended while waiting for {what}')
        raise AssertionError(f'not seen: {what}')

    def find_app(self):
        desktop = self.atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app is not None and app.get_process_id() == self.process.pid:
                return app
        return None

    def walk(self, node):
        yield node
        for i in range(node.get_child_count()):
            child = node.get_child_at_index(i)
            if child is not None:
                yield from self.walk(child)

    def nodes(self, role=None, name=None):
        from gi.repository import GLib
        self.app = self.app or self.find_app()
        found = []
        try:
            for node in self.walk(self.app) if self.app else ():
                if role is not None and node.get_role_name() != role:
                    continue
                if name is not None and node.get_name() != name:
                    continue
                if node.get_state_set().contains(self.atspi.StateType.VISIBLE):
                    found.append(node)
        except GLib.Error:
            return []  # it changed while being read; whoever asked asks again
        return found

    def see(self, name, role=None):
        return self.wait(lambda: self.nodes(role, name), name)[0]

    def see_gone(self, name):
        self.wait(lambda: not self.nodes(name=name), name + ' to go')

    def place(self, node):
        box = self.atspi.Component.get_extents(node, self.atspi.CoordType.WINDOW)
        return box.x, box.y, box.width, box.height

    def click(self, node):
        x, y, width, height = self.place(node)
        subprocess.run(['xdotool', 'mousemove', str(x + width // 2), str(y + height // 2),
                        'sleep', '0.1', 'click', '1'], check=True)
        self.pump(1)

    def press(self, node):
        self.atspi.Action.do_action(node, 0)
        self.pump(0.2)

    def keys(self, *keys):
        subprocess.run(['xdotool', 'key', *keys], check=True)
        self.pump(0.4)

    def write(self, name, text):
        field = self.see(name, 'text')
        self.atspi.EditableText.set_text_contents(field, text)

    def durations(self):
        """The durations of the list on Home, from top to bottom."""
        texts = []
        for row in self.nodes('table row'):
            cells = [row.get_child_at_index(i) for i in range(row.get_child_count())]
            if len(cells) > DURATION_COLUMN:
                label = cells[DURATION_COLUMN].get_child_at_index(0)
                texts.append(label.get_name() if label else '')
        return [text for text in texts if DURATION.match(text)]


def seconds_of(text):
    if text.startswith('ring '):
        return 0
    total = 0
    for part in text.split(':'):
        total = total * 60 + int(part)
    return total


def refuses_a_wrong_password(screen, collector):
    screen.write('Server', collector.address)
    screen.write('User name', USER)
    screen.write('Password', 'not the password')
    screen.press(screen.see('Sign in', 'push button'))
    screen.see('User name or password is not right.')


def signs_in(screen, _collector):
    screen.write('Password', PASSWORD)
    screen.pump(0.2)
    screen.press(screen.see('Sign in', 'push button'))
    screen.see('calls this month')
    assert len(screen.durations()) >= 5, screen.durations()


def sorts_by_a_header(screen, _collector):
    header = [node for node in screen.nodes(name='Duration')][0]
    screen.click(header)
    rising = screen.wait(lambda: screen.durations(), 'durations')
    assert [seconds_of(text) for text in rising] == sorted(map(seconds_of, rising)), rising
    screen.click([node for node in screen.nodes(name='Duration')][0])
    falling = screen.durations()
    assert [seconds_of(text) for text in falling] == sorted(map(seconds_of, falling),
                                                            reverse=True), falling
    assert falling != rising


def opens_a_call_and_goes_back(screen, _collector):
    before = screen.durations()
    cell = [node for node in screen.nodes('label') if node.get_name() == before[2]][0]
    screen.click(cell)
    screen.see('Journey')
    screen.see('Price')
    screen.see('Call begins')
    screen.keys('Escape')
    screen.see_gone('Journey')
    assert screen.durations() == before


def opens_the_calls_with_one_number(screen, _collector):
    number = screen.wait(lambda: [node for node in screen.nodes('push button')
                                  if node.get_name().startswith('+')], 'a number')[0]
    text = number.get_name()
    screen.press(number)
    screen.see('Calls with one number')
    screen.wait(lambda: len(screen.nodes('push button', text)) > 0, 'the number in its list')
    screen.keys('alt+Left')
    screen.see_gone('Calls with one number')


def signs_out(screen, _collector):
    screen.keys('F10')
    screen.press(screen.see('Sign Out', 'menu item'))
    screen.see_gone('calls this month')


STEPS = [refuses_a_wrong_password, signs_in, sorts_by_a_header, opens_a_call_and_goes_back,
         opens_the_calls_with_one_number, signs_out]


def run_steps(screen, collector):
    """Each step builds on the one before; after a failure the rest is not tried."""
    failed = False
    print(f'1..{len(STEPS)}', flush=True)
    for number, step in enumerate(STEPS, 1):
        name = step.__name__.replace('_', ' ')
        if failed:
            print(f'not ok {number} {name} # not tried', flush=True)
            continue
        try:
            step(screen, collector)
            print(f'ok {number} {name}', flush=True)
        except AssertionError as error:
            failed = True
            print(f'not ok {number} {name}\n# {error}', flush=True)
    return failed


def inner():
    folder = tempfile.mkdtemp(prefix='toll-ui-')
    collector = Collector(folder)
    os.environ['XDG_CONFIG_HOME'] = os.path.join(folder, 'config')
    begun = time.monotonic()
    console = subprocess.Popen([os.environ['TOLL_CONSOLE']])
    failed = True
    try:
        subprocess.run(['xdotool', 'search', '--sync', '--onlyvisible', '--name', '^Tollkeeper$'],
                       check=True, timeout=30, stdout=subprocess.DEVNULL)
        print(f'# window on screen after {(time.monotonic() - begun) * 1000:.0f} ms')
        failed = run_steps(Screen(console), collector)
    finally:
        console.terminate()
        console.wait()
        collector.stop()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(failed)


if __name__ == '__main__':
    inner() if '--inner' in sys.argv else outer()
