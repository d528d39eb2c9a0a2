#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is let in, and what is remembered: the kept password, the certificate, the ended session."""
import os
import re

import toll_ui

CHANGED = re.compile('shows another certificate than the one accepted before')


def enter(stage, server=None):
    """Types what is missing and presses Sign in."""
    screen = stage.screen
    screen.see('Sign in', 'push button')
    if server is not None:
        screen.write('Server', server)
        screen.write('User name', toll_ui.USER)
    screen.write('Password', toll_ui.PASSWORD)
    screen.pump(0.2)
    screen.press(screen.see('Sign in', 'push button'))


def answer(stage, label):
    """A button of a dialog, which has each twice: for wide and for narrow windows."""
    def on_show():
        found = stage.screen.nodes('push button', re.compile(label + '$'))
        return [node for node in found if stage.screen.place(node)[2] > 0]
    return stage.screen.wait(on_show, label)[0]


def sign_out(stage):
    stage.screen.keys('F10')
    stage.screen.press(stage.screen.see('Sign Out', 'menu item'))
    stage.screen.see('Sign in to see your calls')


def stays_signed_in_when_asked_to(stage):
    stage.collector.serve()
    stage.open_console()
    stage.screen.press(stage.screen.see('Keep me signed in', 'check box'))
    enter(stage, stage.collector.address)
    stage.screen.see('calls this month')
    stage.close_console()
    stage.open_console()
    stage.screen.see('calls this month')


def signing_out_forgets_the_password(stage):
    sign_out(stage)
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
    enter(stage)
    screen.see(re.compile('^This account ended on .*2026.* An administrator'))
    screen.shoot('sign-in-ended.png')
    screen.write('User name', toll_ui.USER)


def an_ended_session_comes_back_to_where_it_was(stage):
    screen = stage.screen
    screen.press(screen.see('Keep me signed in', 'check box'))  # off: a person types again
    enter(stage)
    row = screen.wait(screen.rows, 'calls')[3][1]
    screen.click_row(3)
    screen.see('Journey')
    stage.collector.end_all_sessions()
    screen.keys('F5')
    screen.see('Your session has ended. Sign in again.')
    assert not screen.shows('Journey')
    enter(stage)
    screen.see('Journey')
    screen.keys('Escape')
    screen.see('calls this month')
    assert screen.rows()[3][1] == row, (screen.rows()[3], row)
    screen.see(re.compile('^live'), 'status bar')


def an_unknown_certificate_is_asked_about(stage):
    screen = stage.screen
    sign_out(stage)
    stage.collector.stop()
    fingerprint = stage.collector.use_certificate(stage.folder, 'first')
    stage.collector.serve()
    enter(stage, stage.collector.address)
    screen.see('Is this your collector?')
    shown = screen.see(re.compile('^([0-9A-F]{2}[:\n])+[0-9A-F]{2}$'), 'label').get_name()
    assert shown.replace('\n', ':') == fingerprint, (shown, fingerprint)
    screen.click(answer(stage, 'Cancel'))
    screen.see('The certificate was not accepted; nothing was sent.')
    assert not screen.shows('calls this month')


def an_accepted_certificate_is_remembered(stage):
    screen = stage.screen
    enter(stage)
    screen.see('Is this your collector?')
    screen.click(answer(stage, 'Trust and Sign In'))
    screen.see('calls this month')
    stage.close_console()
    stage.open_console()
    enter(stage)
    screen.see('calls this month')
    assert not screen.shows('Is this your collector?')


def a_changed_certificate_is_refused(stage):
    screen = stage.screen
    sign_out(stage)
    stage.collector.stop()
    stage.collector.use_certificate(stage.folder, 'second')
    stage.collector.serve()
    enter(stage)
    screen.see(CHANGED)
    assert not screen.shows('Is this your collector?')
    assert not screen.shows('calls this month')


def a_renewed_certificate_is_asked_about_without_the_old(stage):
    """As the manual page tells."""
    stage.close_console()
    path = os.path.join(os.environ['XDG_CONFIG_HOME'], 'tollkeeper', 'console.ini')
    with open(path, encoding='utf-8') as file:
        lines = file.readlines()
    kept = [line for line in lines if not line.startswith('127.0.0.1:')]
    assert len(kept) == len(lines) - 1, lines
    with open(path, 'w', encoding='utf-8') as file:
        file.writelines(kept)
    stage.open_console()
    enter(stage)
    stage.screen.see('Is this your collector?')
    stage.screen.click(answer(stage, 'Trust and Sign In'))
    stage.screen.see('calls this month')


if __name__ == '__main__':
    toll_ui.run([stays_signed_in_when_asked_to, signing_out_forgets_the_password,
                 whose_days_are_over_is_told_since_when,
                 an_ended_session_comes_back_to_where_it_was,
                 an_unknown_certificate_is_asked_about, an_accepted_certificate_is_remembered,
                 a_changed_certificate_is_refused,
                 a_renewed_certificate_is_asked_about_without_the_old])
