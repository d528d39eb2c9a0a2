#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Home as a person uses it by mouse: signs in, sorts, opens a call, goes back, signs out."""
import re

import toll_ui

NUMBER_COLUMN = 3  # type, extension, name, number, date, time, duration
DURATION_COLUMN = 6
# How long it was, how long it rang, or what became of a call that never rang.
DURATION = re.compile(r'^((ring )?(\d+:)?\d+:\d\d|Missed|Not answered|Busy|Failed)$')


def durations(stage):
    """The durations of the list on Home, from top to bottom."""
    texts = [cells[DURATION_COLUMN] for _, cells in stage.screen.rows()
             if len(cells) > DURATION_COLUMN]
    return [text for text in texts if DURATION.match(text)]


def seconds_of(text):
    """What the list sorts by: a call that only rang talked for nothing."""
    total = 0
    for part in text.split(':'):
        total = total * 60 + int(part) if text[0].isdigit() else 0
    return total


def talked(call):
    """What a mailbox recorded is no talk."""
    return call['talk_ms'] // 1000 if call['connect_ms'] and call['outcome'] != 'missed' else 0


def seconds(stage):
    return [seconds_of(text) for text in durations(stage)]


def refuses_a_wrong_password(stage):
    stage.collector.serve()
    stage.open_console()
    stage.screen.write('Server', stage.collector.address)
    stage.screen.write('User name', toll_ui.USER)
    stage.screen.write('Password', 'not the password')
    stage.screen.press(stage.screen.see('Sign in', 'push button'))
    stage.screen.see('User name or password is not right.')


def signs_in(stage):
    stage.screen.write('Password', toll_ui.PASSWORD)
    stage.screen.pump(0.2)
    stage.screen.press(stage.screen.see('Sign in', 'push button'))
    stage.screen.see('calls this month')
    stage.screen.wait(lambda: len(durations(stage)) >= 5, 'calls')


def shows_what_the_collector_gives(stage):
    calls = stage.collector.calls(20)
    expected = [talked(call) for call in calls]
    shown = seconds(stage)
    assert len(shown) >= 10 and shown == expected[:len(shown)], (shown, expected)
    assert stage.screen.count_rows() == len(calls), stage.screen.count_rows()


def sorts_by_a_heading(stage):
    screen = stage.screen
    everything = sorted(talked(call)
                        for call in stage.collector.calls(20))

    def shows_first(expected):
        shown = seconds(stage)
        return len(shown) >= 10 and shown == expected[:len(shown)]

    screen.click(screen.see('Duration', 'label'))
    screen.wait(lambda: shows_first(everything), 'the shortest first')
    screen.click(screen.see('Duration', 'label'))
    screen.wait(lambda: shows_first(everything[::-1]), 'the longest first')


def opens_a_call_and_goes_back(stage):
    screen = stage.screen
    before = durations(stage)
    screen.click_row(2)
    screen.see('Journey')
    screen.see('Price')
    screen.see('Call begins')
    screen.press(screen.see('Back', 'push button'))
    screen.see_gone('Journey')
    assert durations(stage) == before


def opens_the_calls_with_one_number(stage):
    screen = stage.screen
    row = [cells for _, cells in screen.rows() if cells[NUMBER_COLUMN].startswith('+')][0]
    text = row[NUMBER_COLUMN]
    screen.press(screen.see(text, 'push button'))
    screen.see('Calls with one number')
    screen.wait(lambda: screen.nodes('push button', text), 'the number in its list')
    screen.keys('Escape')
    screen.see_gone('Calls with one number')


def a_tile_opens_what_it_counts(stage):
    screen = stage.screen
    tile = screen.see(re.compile(r'^[\d.,]+ calls this month$'), 'push button')
    screen.press(tile)
    screen.see('Calls this month', 'label')
    screen.wait(screen.rows, 'its calls')
    screen.keys('Escape')
    screen.see('calls this month', 'label')


def a_long_list_goes_on_to_its_end(stage):
    screen = stage.screen
    screen.click(screen.see('Call List', 'list item'))
    screen.see('Call List', 'label')
    screen.wait(screen.rows, 'its calls')
    calls = stage.collector.ask('/calls?mine=false&limit=1000')['items']
    assert len(calls) > 250, len(calls)
    last = [talked(call) for call in calls[-8:]]

    def at_the_end():
        screen.scroll(screen.nodes('tree table')[0], 60)  # not by keys: those ask for the end
        return seconds(stage)[-8:] == last

    screen.wait(at_the_end, 'the oldest calls')
    screen.keys('Escape')
    screen.see('calls this month', 'label')


def shows_as_many_as_chosen_and_remembers(stage):
    screen = stage.screen
    screen.press(screen.see('50', 'push button'))
    screen.wait(lambda: screen.count_rows() == 50, '50 calls')
    stage.close_console()
    stage.sign_in()
    screen.wait(lambda: screen.count_rows() == 50, '50 calls again')


def signs_out(stage):
    screen = stage.screen
    screen.keys('F10')
    screen.press(screen.see('Sign Out', 'menu item'))
    screen.see_gone('calls this month')
    screen.see('Sign in to see your calls')


if __name__ == '__main__':
    toll_ui.run([refuses_a_wrong_password, signs_in, shows_what_the_collector_gives,
                 sorts_by_a_heading, opens_a_call_and_goes_back,
                 opens_the_calls_with_one_number, a_tile_opens_what_it_counts,
                 a_long_list_goes_on_to_its_end,
                 shows_as_many_as_chosen_and_remembers, signs_out])
