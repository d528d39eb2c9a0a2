#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a purpose is asked for: it is asked once, everything carries it, and nothing is a dead end."""
import os
import re
import sqlite3

import toll_ui

FIRST = 'Complaint of a customer'
SECOND = 'Ticket 4711, für Rosa'


def logged(stage, action):
    """The purposes of what was logged of @action."""
    with sqlite3.connect(os.path.join(stage.collector.data, 'access.db'), timeout=10) as log:
        rows = log.execute('SELECT purpose FROM entry WHERE action = ?', (action,)).fetchall()
    log.close()
    return [row[0] for row in rows]


def is_asked_at_the_first_refusal(stage):
    stage.collector.serve()
    stage.collector.calls(1)
    stage.collector.ask('/privacy', {'preset': 'DE'}, 'PUT')
    stage.open_console('--server=' + stage.collector.address, '--user=' + toll_ui.USER,
                       '--password-file=' + stage.collector.password_file)
    screen = stage.screen
    screen.see('Suggestions')
    assert not screen.has(screen.see('State', 'push button'), 'SENSITIVE')
    screen.shoot('purpose.png')


def cancelled_says_what_is_missing(stage):
    screen = stage.screen
    screen.press(screen.see('Cancel', 'push button'))
    screen.see_gone('Suggestions')
    screen.see('A Purpose Is Missing')
    screen.see('no purpose stated')
    assert not screen.shows('Try Now'), 'a refusal is no silence'
    screen.shoot('purpose-missing.png')


def ones_own_calls_need_none(stage):
    screen = stage.screen
    screen.click(screen.see('Mine'))
    screen.see('No Calls of Your Own')
    screen.see(re.compile('^live'))
    screen.press(screen.see('All I May See', 'push button'))
    screen.see('A Purpose Is Missing')
    assert not screen.shows('Suggestions'), 'asked again'


def stated_it_loads_what_was_refused(stage):
    screen = stage.screen
    screen.press(screen.see('State a Purpose', 'push button'))
    screen.click(screen.see(FIRST, 'list item'))
    screen.wait(lambda: screen.value('Purpose') == FIRST, 'the suggestion in the entry')
    screen.press(screen.see('State', 'push button'))
    screen.see('Purpose: ' + FIRST)
    screen.wait(lambda: len(screen.rows()) >= 5, 'calls on Home')
    screen.see(re.compile('^live'))
    screen.shoot('purpose-stated.png')


def everything_carries_it(stage):
    before = stage.screen.rows()[0]
    stage.collector.deliver_latest()
    stage.screen.wait(lambda: stage.screen.rows()[:1] != [before], 'a new call')
    for action in ('GET /api/v1/home', 'GET /api/v1/events'):
        assert FIRST in logged(stage, action), (action, logged(stage, action))


def is_changed_from_the_menu(stage):
    screen = stage.screen
    screen.keys('F10')
    screen.press(screen.see('Purpose…', 'menu item'))
    screen.wait(lambda: screen.value('Purpose') == FIRST, 'the purpose as it was')
    screen.write('Purpose', ' ' + SECOND + 'x' * 300)
    assert len(screen.value('Purpose')) == 200, screen.value('Purpose')
    screen.write('Purpose', ' ' + SECOND + ' ')
    screen.press(screen.see('State', 'push button'))
    screen.see('Purpose: ' + SECOND)
    screen.keys('F5')
    screen.wait(lambda: SECOND in logged(stage, 'GET /api/v1/home'), 'Home asked for it')
    screen.wait(lambda: SECOND in logged(stage, 'GET /api/v1/events'), 'events asked for it')
    stage.close_console()


if __name__ == '__main__':
    toll_ui.run([is_asked_at_the_first_refusal, cancelled_says_what_is_missing,
                 ones_own_calls_need_none, stated_it_loads_what_was_refused,
                 everything_carries_it, is_changed_from_the_menu])
