#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The console without a mouse: every part of Home is reached, opened and left by keys."""
import datetime
import re
import subprocess

import toll_ui

TIME_COLUMN = 5
KINDS = {'Departments': '/departments', 'Cost Centres': '/cost-centres', 'Locations': '/locations'}


def focused_row(stage):
    node = stage.screen.focused()
    return node.get_name() if node and node.get_role_name() == 'table row' else None


def begins_in_the_list(stage):
    stage.collector.serve()
    stage.sign_in()
    stage.screen.wait(lambda: focused_row(stage), 'the focus in the list')


def arrows_walk_and_enter_opens(stage):
    screen = stage.screen
    first = focused_row(stage)
    screen.keys('Down', 'Down', 'Down')
    row = screen.wait(lambda: focused_row(stage) not in (None, first) and focused_row(stage),
                      'the fourth row')
    # What came of it, who, the number, when; how long it took, or why not.
    assert re.match(r'^.+, .+, .+, (Today|Yesterday|.*\d) \d\d:\d\d, .+', row), row
    screen.keys('Return')
    screen.see('Journey')
    stage.notes['row'] = row


def back_returns_to_the_row(stage):
    screen = stage.screen
    for keys in ('Escape', 'alt+Left'):
        screen.keys(keys)
        screen.see('calls this month')
        assert screen.wait(lambda: focused_row(stage), 'the row') == stage.notes['row']
        assert not screen.shows('Journey')
        screen.keys('Return')
        screen.see('Journey')
    screen.keys('Escape')
    screen.see('calls this month')


def back_keeps_the_scrolled_place(stage):
    screen = stage.screen
    screen.keys('Next')
    screen.keys('Down', 'Down')
    row, rows = screen.wait(lambda: focused_row(stage), 'a row'), screen.rows()
    screen.keys('Return')
    screen.see('Journey')
    screen.keys('alt+Left')
    screen.see('calls this month')
    screen.wait(lambda: screen.rows() == rows, 'the rows where they were')
    assert focused_row(stage) == row, (focused_row(stage), row)


def a_call_is_read_by_keys(stage):
    screen = stage.screen
    row = screen.wait(lambda: focused_row(stage), 'a row')
    screen.keys('Return')
    screen.wait(lambda: screen.focused_name() == row, 'the focus at the head of the call')
    screen.keys('Tab', 'space')
    screen.see('Copy this record')
    heading = screen.see('Journey', 'label')
    top = screen.settled(heading)
    screen.keys('Next')
    screen.wait(lambda: screen.place(heading)[1] < top[1], 'the page to scroll')
    screen.keys('Escape')
    screen.see('calls this month')


def control_enter_opens_the_number(stage):
    screen = stage.screen
    screen.keys('Home')
    while ', Withheld,' in (focused_row(stage) or ''):
        screen.keys('Down')
    screen.keys('ctrl+Return')
    screen.see('Calls with one number')
    screen.keys('Escape')
    screen.see('calls this month')


def walk(stage, key, last):
    """The names of what has the focus one after the other, up to @last."""
    names = []
    while last not in names and len(names) < 40:
        stage.screen.keys(key)
        names.append(stage.screen.focused_name() or '')
    return names


def tab_reaches_everything(stage):
    """Forward and back from the list, which is one stop, whatever its length."""
    screen = stage.screen
    before = walk(stage, 'shift+Tab', 'Mine')
    for wanted in ('Duration', 'Time', 'Refresh', '200', '50', '10', 'All I may see', 'Mine'):
        assert wanted in before, (wanted, before)
    while focused_row(stage) is None:
        screen.keys('Tab')
    after = walk(stage, 'Tab', 'Menu')
    for wanted in ('cost this month', 'calls this month', 'missed today', 'Call List', 'Home',
                   'Menu'):
        assert any(wanted in name for name in after), (wanted, after)
    assert not [name for name in after if 'call, ' in name], after


def day_of(text):
    """How many days ago, below 0: the list of the last calls may reach over midnight."""
    if text in ('Today', 'Yesterday'):
        return 0 if text == 'Today' else -1
    day = datetime.datetime.strptime(f'{text} {datetime.date.today().year}', '%d %b %Y').date()
    return (day - datetime.date.today()).days


def sorts_by_keyboard(stage):
    screen = stage.screen

    def times():
        return [(day_of(cells[TIME_COLUMN - 1]), cells[TIME_COLUMN]) for _, cells in screen.rows()]

    while focused_row(stage) is None:
        screen.keys('Tab')
    walk(stage, 'shift+Tab', 'Duration')
    screen.keys('Return')
    by_talk = screen.wait(lambda: times()[0] != times()[-1] and times(), 'calls')
    walk(stage, 'shift+Tab', 'Time')
    screen.keys('Return')
    screen.wait(lambda: len(times()) >= 10 and times() == sorted(times()), 'the earliest first')
    screen.keys('Return')
    screen.wait(lambda: len(times()) >= 10 and times() == sorted(times(), reverse=True),
                'the latest first')
    assert times() != by_talk


def f5_asks_again(stage):
    screen = stage.screen
    stage.collector.stop()
    screen.see('offline', 'status bar')
    screen.keys('F5')
    screen.see(re.compile('cannot be reached'), 'label')
    stage.collector.serve()
    screen.see(re.compile('^live'), 'status bar')


def control_k_goes_to_a_number(stage):
    screen = stage.screen
    screen.keys('ctrl+k')
    screen.see('Go to', 'frame')
    stage.focus_window('--name', '^Go to$')
    screen.type('+44')
    screen.type('20')
    screen.see(re.compile('^Calls with'), 'list item')
    screen.keys('Return')
    screen.see_gone('Go to')
    stage.focus_window('--name', '^Tollkeeper$')
    screen.see(re.compile('^Calls with'), 'label')
    screen.keys('Escape')
    screen.see('calls this month')


def see_chosen(screen, title):
    """What Return opens: rows below it are listed before all that was typed has been searched for."""
    screen.wait(lambda: title in [row.get_name() for row in screen.nodes('list item')
                                  if screen.has(row, 'SELECTED')], title)


def return_opens_what_was_typed(stage):
    """However soon it follows: the page that was chosen before it is not what was asked for, and a
    person is found a moment later. A report is called by its number, too."""
    screen = stage.screen
    person = stage.collector.ask('/people?limit=1')['items'][0]['name']
    for typed, seen in (('call status by area', toll_ui.FACTS), (person, person),
                        ('10.2', 'Unused Numbers')):
        screen.keys('ctrl+k')
        screen.see('Go to', 'frame')
        stage.focus_window('--name', '^Go to$')
        screen.see('Call Status By Area', 'list item')
        subprocess.run(['xdotool', 'type', '--delay', '20', '--args', '1', typed, 'key', 'Return'],
                       check=True)
        screen.see_gone('Go to')
        stage.focus_window('--name', '^Tollkeeper$')
        screen.see(seen)
        screen.keys('Escape')
        screen.see('calls this month')


def search_finds_reports_and_people(stage):
    screen = stage.screen
    person = stage.collector.ask('/people?limit=1')['items'][0]
    for typed, row, title in (('call status by area', 'Call Status By Area', None),
                              (person['name'], person['name'], person['name'])):
        screen.keys('ctrl+k')
        screen.see('Go to', 'frame')
        stage.focus_window('--name', '^Go to$')
        screen.type(typed)
        see_chosen(screen, row)
        screen.keys('Return')
        screen.see_gone('Go to')
        stage.focus_window('--name', '^Tollkeeper$')
        screen.see(title or toll_ui.FACTS)
        screen.keys('Escape')
        screen.see('calls this month')


def what_finds_nothing_says_so(stage):
    screen = stage.screen
    screen.keys('ctrl+k')
    screen.see('Go to', 'frame')
    stage.focus_window('--name', '^Go to$')
    screen.type('xyzzy')
    screen.see('Nothing is called so', 'label')
    screen.keys('Escape')
    screen.see_gone('Go to')
    stage.focus_window('--name', '^Tollkeeper$')


def search_finds_the_pages_behind_pages(stage):
    screen = stage.screen
    stage.collector.calls(1)
    for typed, title in (('cost', 'Cost Centres'), ('location', 'Locations'),
                         ('depart', 'Departments'), ('report', 'Reports'),
                         ('directory', 'Directory Server'), ('hidden', 'Hidden Digits')):
        screen.press(screen.see('Search', 'push button'))
        screen.see('Go to', 'frame')
        stage.focus_window('--name', '^Go to$')
        screen.type(typed)
        see_chosen(screen, title)
        screen.keys('Return')
        screen.see_gone('Go to')
        stage.focus_window('--name', '^Tollkeeper$')
        kind = KINDS.get(title)
        screen.see(stage.collector.ask(kind)['items'][0]['name'] if kind else title, 'label')
    screen.click(screen.see('Home', 'list item'))
    screen.see('calls this month')


def a_page_without_a_row_takes_the_focus(stage):
    """A row of the sidebar that kept it would look like where one is."""
    screen = stage.screen
    screen.click(screen.see('Home', 'list item'))
    screen.keys('ctrl+k')
    screen.see('Go to', 'frame')
    stage.focus_window('--name', '^Go to$')
    screen.type('profile')
    screen.wait(lambda: 'My Profile' in [row.get_name() for row in screen.nodes('list item')
                                         if screen.has(row, 'SELECTED')], 'My Profile')
    screen.keys('Return')
    screen.see_gone('Go to')
    stage.focus_window('--name', '^Tollkeeper$')
    screen.see('Signed In')
    screen.wait(lambda: screen.focused_name() not in (None, 'Home'), 'the focus on the page')
    screen.click(screen.see('Home', 'list item'))
    screen.see('calls this month')


def f1_tells_the_keys(stage):
    screen = stage.screen
    screen.keys('F1')
    screen.see('Moving about')
    screen.see('F5', 'label')
    stage.focus_window('--pid', str(stage.console.pid))
    screen.keys('Escape')
    screen.see_gone('Moving about')


if __name__ == '__main__':
    toll_ui.run([begins_in_the_list, arrows_walk_and_enter_opens, back_returns_to_the_row,
                 back_keeps_the_scrolled_place, a_call_is_read_by_keys,
                 control_enter_opens_the_number,
                 tab_reaches_everything, sorts_by_keyboard, f5_asks_again,
                 control_k_goes_to_a_number,
                 search_finds_the_pages_behind_pages, search_finds_reports_and_people,
                 return_opens_what_was_typed, what_finds_nothing_says_so,
                 a_page_without_a_row_takes_the_focus, f1_tells_the_keys])
