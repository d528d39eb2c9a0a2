#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is let in, and what is remembered: the kept password, the ended session."""
import http.server
import re
import threading

import toll_ui


class Silent(http.server.BaseHTTPRequestHandler):
    """Answers 501 to whatever it is asked for."""

    def log_message(self, format, *args):  # pylint: disable=redefined-builtin
        pass


def stays_signed_in_when_asked_to(stage):
    stage.collector.serve()
    stage.open_console()
    stage.screen.press(stage.screen.see('Keep me signed in', 'check box'))
    stage.enter(stage.collector.address)
    stage.screen.see('calls this month')
    stage.close_console()
    stage.open_console()
    stage.screen.see('calls this month')


def signing_out_forgets_the_password(stage):
    stage.sign_out()
    stage.close_console()
    stage.open_console()
    stage.screen.see('Sign in', 'push button')
    stage.screen.pump(1.5)  # long enough for a password that were still kept
    assert not stage.screen.shows('calls this month')
    assert stage.screen.value('Password') == ''
    assert stage.screen.value('User name') == toll_ui.USER


def whose_days_are_over_is_told_since_when(stage):
    screen, collector = stage.screen, stage.collector
    collector.calls(1)
    gone = collector.ask('/people', {'user_name': 'gone', 'valid_to_ms': 1772496000000})
    collector.ask(f"/people/{gone['id']}/password", {'password': toll_ui.PASSWORD}, 'PUT')
    screen.write('User name', 'gone')
    stage.enter()
    screen.see(re.compile('^This account ended on .*2026.* An administrator'))
    screen.shoot('sign-in-ended.png')
    screen.write('User name', toll_ui.USER)


def an_ended_session_comes_back_to_where_it_was(stage):
    screen = stage.screen
    screen.press(screen.see('Keep me signed in', 'check box'))  # off: a person types again
    stage.enter()
    row = screen.wait(screen.rows, 'calls')[3][1]
    screen.click_row(3)
    screen.see('Journey')
    stage.collector.end_all_sessions()
    screen.keys('F5')
    screen.see('Your session has ended. Sign in again.')
    assert not screen.shows('Journey')
    stage.enter()
    screen.see('Journey')
    screen.keys('Escape')
    screen.see('calls this month')
    assert screen.rows()[3][1] == row, (screen.rows()[3], row)
    screen.see(re.compile('^live'), 'status bar')


def another_server_is_no_collector(stage):
    """One that refuses to be posted to, as most do."""
    stage.sign_out()
    with http.server.HTTPServer(('127.0.0.1', 0), Silent) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        stage.enter(f'http://127.0.0.1:{other.server_port}')
        stage.screen.see('No collector answers there. Look at what stands behind the host in the '
                         'address.')
        other.shutdown()


def the_first_administrator_is_made(stage):
    """On a ledger of nobody, with the code that the host prints."""
    screen, collector = stage.screen, stage.collector
    collector.stop()
    collector.data += '-of-nobody'
    collector.port = '0'
    collector.serve()
    code = collector.process.stdout.readline().split()[-1]
    screen.write('Server', collector.address)
    screen.write('User name', 'carla')
    screen.write('Password', toll_ui.PASSWORD)
    screen.press(screen.see('Sign in', 'push button'))
    screen.see(re.compile('^This collector has no administrator yet'))
    screen.shoot('sign-in-first.png')
    screen.write('Code from the host', 'AAAAA-AAAAA-AAAAA-AAAAA')
    screen.write('Password again', toll_ui.PASSWORD + 'x')
    screen.press(screen.see('Create Administrator', 'push button'))
    screen.see('The two passwords differ.')
    screen.write('Password again', toll_ui.PASSWORD)
    screen.press(screen.see('Create Administrator', 'push button'))
    screen.see('This code is not right, was used, or is older than a day.')
    screen.shoot('sign-in-first-refused.png')
    screen.write('Code from the host', code)
    for row in ('Password', 'Password again'):
        screen.write(row, 'password1')
    screen.press(screen.see('Create Administrator', 'push button'))
    screen.see(re.compile('take some words'))
    for row in ('Password', 'Password again'):
        screen.write(row, toll_ui.PASSWORD)
    screen.press(screen.see('Create Administrator', 'push button'))
    screen.see('calls this month')
    stage.sign_out()
    stage.close_console()
    stage.open_console('--server=' + collector.address)
    screen.see('Sign in to see your calls')


if __name__ == '__main__':
    toll_ui.run([stays_signed_in_when_asked_to, signing_out_forgets_the_password,
                 whose_days_are_over_is_told_since_when,
                 an_ended_session_comes_back_to_where_it_was,
                 another_server_is_no_collector, the_first_administrator_is_made])
