#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates that no authority vouches for: asked about once, and again when another comes."""
import datetime
import os
import re

import toll_ui

FINGERPRINT = re.compile('^([0-9A-F]{2}[:\n]){31}[0-9A-F]{2}$')
CHANGED = re.compile('shows another certificate than the one accepted before')
REFUSED = 'The certificate was not accepted; nothing was sent.'
LOOK = 'Look at the Certificate…'


def restart_with(stage, name):
    """The collector comes back with another certificate."""
    stage.collector.stop()
    stage.notes[name] = stage.collector.use_certificate(stage.folder, name)
    stage.collector.serve()


def see_fingerprints(stage, *names):
    """Those of these certificates, from top to bottom, and no others."""
    def shown():
        return [node.get_name().replace('\n', ':')
                for node in stage.screen.nodes('label', FINGERPRINT)]
    expected = [stage.notes[name] for name in names]
    stage.screen.wait(lambda: shown() == expected, f'{expected}, not {shown()}')


def accepted(stage):
    """What the console keeps of the collector's host."""
    path = os.path.join(os.environ['XDG_CONFIG_HOME'], 'tollkeeper', 'console.ini')
    with open(path, encoding='utf-8') as file:
        return [line.split('=')[1].split(';')[0] for line in file
                if line.startswith('127.0.0.1:' + stage.collector.port + '=')]


def an_unknown_one_is_asked_about(stage):
    screen = stage.screen
    restart_with(stage, 'first')
    stage.open_console()
    stage.enter(stage.collector.address)
    screen.see('Is this your collector?')
    see_fingerprints(stage, 'first')
    screen.see(re.compile('^CN=localhost, valid from .*20.* to '))
    screen.click(stage.answer('Cancel'))
    screen.see(REFUSED)
    assert not screen.shows('calls this month')


def an_accepted_one_is_remembered(stage):
    screen = stage.screen
    stage.enter()
    screen.see('Is this your collector?')
    screen.click(stage.answer('Trust It'))
    screen.see('calls this month')
    stage.close_console()
    stage.open_console()
    stage.enter()
    screen.see('calls this month')
    assert not screen.shows('Is this your collector?')


def a_console_at_work_says_that_it_changed(stage):
    screen = stage.screen
    screen.wait(screen.rows, 'calls')
    screen.click_row(3)
    screen.see('Journey')
    restart_with(stage, 'second')
    screen.see(re.compile(CHANGED.pattern + '. Nothing is sent there until'), 'alert')
    screen.see('other certificate', 'status bar')
    screen.press(screen.see(LOOK, 'push button'))
    screen.see('Is this still your collector?')
    screen.see(re.compile(r'^Accepted on .*\b' + str(datetime.date.today().year)))
    see_fingerprints(stage, 'first', 'second')
    screen.shoot('certificate-changed.png')
    screen.click(stage.answer('Cancel'))
    screen.see_gone('Is this still your collector?')
    assert accepted(stage) == [stage.notes['first']]
    screen.see(CHANGED, 'alert')


def trusting_it_goes_on_where_it_was(stage):
    screen = stage.screen
    screen.press(screen.see(LOOK, 'push button'))
    screen.click(stage.answer('Trust the New One'))
    screen.see(re.compile('^live'), 'status bar')
    screen.see_gone(CHANGED)
    screen.see('Journey')
    assert accepted(stage) == [stage.notes['second']]


def at_sign_in_the_safe_answer_comes_first(stage):
    screen = stage.screen
    stage.sign_out()
    restart_with(stage, 'third')
    stage.enter()
    screen.see('Is this still your collector?')
    see_fingerprints(stage, 'second', 'third')
    stage.focus_window('--name', '^Is this still your collector')
    screen.keys('Return')
    screen.see(REFUSED)
    assert accepted(stage) == [stage.notes['second']]
    assert not screen.shows('calls this month')


def a_renewed_one_is_accepted_and_remembered(stage):
    screen = stage.screen
    stage.focus_window('--name', '^Tollkeeper$')
    stage.enter()
    screen.click(stage.answer('Trust the New One'))
    screen.see('calls this month')
    assert accepted(stage) == [stage.notes['third']]
    stage.close_console()
    stage.open_console()
    stage.enter()
    screen.see('calls this month')
    assert not screen.shows('Is this still your collector?')


if __name__ == '__main__':
    toll_ui.run([an_unknown_one_is_asked_about, an_accepted_one_is_remembered,
                 a_console_at_work_says_that_it_changed, trusting_it_goes_on_where_it_was,
                 at_sign_in_the_safe_answer_comes_first,
                 a_renewed_one_is_accepted_and_remembered])
