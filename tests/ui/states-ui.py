#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Home when there is nothing to show, when the first call comes, and when it cannot be had."""
import os
import sqlite3

import toll_ui

EXTENSION_COLUMN = 1


def open_home(stage):
    stage.open_console('--server=' + stage.collector.address, '--user=' + toll_ui.USER,
                       '--password-file=' + stage.collector.password_file)


def rename(stage, table, name):
    """A fault of the database that no request gets around."""
    with sqlite3.connect(os.path.join(stage.collector.data, 'ledger.db'), timeout=10) as ledger:
        ledger.execute(f'ALTER TABLE {table} RENAME TO {name}')
    ledger.close()


def says_what_would_fill_it(stage):
    screen = stage.screen
    stage.collector.serve()
    open_home(stage)
    screen.see('No Calls Yet')
    screen.see('live · no calls yet', 'status bar')
    screen.press(screen.see('How to connect Unified CM', 'push button'))
    screen.see('Add the billing server')
    stage.focus_window('--name', '^How to connect Unified CM$')
    screen.keys('Escape')
    screen.see_gone('Add the billing server')
    stage.focus_window('--name', '^Tollkeeper$')


def the_first_call_takes_its_place(stage):
    screen = stage.screen
    stage.collector.deliver()
    screen.wait(screen.rows, 'the first call')
    screen.see_gone('No Calls Yet')
    expected = [call['extension'] for call in stage.collector.calls(10)]
    shown = [cells[EXTENSION_COLUMN] for _, cells in screen.rows()]
    assert expected and shown == expected, (shown, expected)


def says_what_failed(stage):
    screen = stage.screen
    stage.close_console()
    rename(stage, 'totals', 'lost')
    open_home(stage)
    screen.see('Home Could Not Be Loaded')
    assert not screen.shows('calls this month')
    screen.see('live', 'status bar')


def retry_asks_again(stage):
    screen = stage.screen
    screen.press(screen.see('Retry', 'push button'))
    screen.see('Home Could Not Be Loaded')
    rename(stage, 'lost', 'totals')
    screen.press(screen.see('Retry', 'push button'))
    screen.see('calls this month')
    screen.see_gone('Home Could Not Be Loaded')


if __name__ == '__main__':
    toll_ui.run([says_what_would_fill_it, the_first_call_takes_its_place, says_what_failed,
                 retry_asks_again],
                calls=20, kept_back=1000, has_latest=False)
