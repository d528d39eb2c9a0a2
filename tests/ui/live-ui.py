#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls that arrive while somebody looks, and a collector that goes away and comes back."""
import datetime
import os
import re
import zoneinfo

import toll_ui

TIME_COLUMN = 5  # type, extension, name, number, date, time
TIME = re.compile(r'^\d\d:\d\d:\d\d$')
AWAY = re.compile('^The collector (is away|at .* cannot be reached)')


def shown_times(stage):
    return [cells[TIME_COLUMN] for _, cells in stage.screen.rows()
            if len(cells) > TIME_COLUMN and TIME.match(cells[TIME_COLUMN])]


def given_times(stage):
    """The same by the collector, to a client of the test's own."""
    calls = stage.collector.calls(200)
    zone = zoneinfo.ZoneInfo(stage.collector.ask('/me')['zone'])
    return [datetime.datetime.fromtimestamp(call['start_ms'] / 1000, zone).strftime('%H:%M:%S')
            for call in calls]


def top_is_right(stage):
    """Whether the list on show is the collector's from its first call on: no gap, no double."""
    shown = shown_times(stage)
    return len(shown) >= 10 and shown == given_times(stage)[:len(shown)]


def deliver(stage):
    """One more file of records; returns when the collector has stored its calls. Some hours have
    files whose records belong to older calls: then the next one."""
    before = given_times(stage)
    for _ in range(3):
        stage.collector.deliver()
        try:
            stage.screen.wait(lambda: given_times(stage)[:20] != before[:20],
                              'a call to be stored', 10)
            return
        except AssertionError:
            continue
    raise AssertionError('not seen: a call to be stored')


def shows_50_calls(stage):
    stage.collector.serve()
    stage.sign_in()
    stage.screen.press(stage.screen.see('50', 'push button'))
    stage.screen.wait(lambda: top_is_right(stage), 'the newest calls')


def a_new_call_slides_in_at_the_top(stage):
    deliver(stage)
    stage.screen.wait(lambda: top_is_right(stage), 'the new call on top')


def in_sight(stage):
    """The rows well inside the list, with their places."""
    screen = stage.screen
    table = screen.place(screen.see('Last Calls', 'tree table'))
    return [row for row in screen.rows()
            if table[1] + 40 <= row[0] <= table[1] + table[3] - 40]


def reads_while_calls_come(stage):
    """Scrolls down, has two files delivered; returns the button about the new calls."""
    screen, collector = stage.screen, stage.collector
    screen.scroll(screen.see('Last Calls', 'tree table'), 6)
    before, known = in_sight(stage), [call['id'] for call in collector.calls(200)]
    deliver(stage)
    deliver(stage)
    n_new = len([call for call in collector.calls(200) if call['id'] not in known])
    button = screen.see(f'{n_new} new calls' if n_new > 1 else '1 new call', 'push button')
    screen.pump(0.5)  # and all is drawn
    assert in_sight(stage) == before, (before[0], in_sight(stage)[0])
    return button


def what_is_read_does_not_move(stage):
    screen = stage.screen
    newest = shown_times(stage)[0]
    screen.press(reads_while_calls_come(stage))
    screen.wait(lambda: top_is_right(stage), 'the new calls above')
    assert newest != shown_times(stage)[0]
    screen.see_gone(re.compile('new calls?$'))


def scrolling_up_takes_new_calls_in(stage):
    screen = stage.screen
    reads_while_calls_come(stage)
    screen.scroll(screen.see('Last Calls', 'tree table'), -40)
    screen.wait(lambda: top_is_right(stage), 'the new calls above')
    screen.see_gone(re.compile('new calls?$'))


def one_comes_back_to_the_call_one_left(stage):
    screen, left = stage.screen, shown_times(stage)[3]
    screen.click_row(3)
    screen.see('Journey')
    while left in given_times(stage)[:16]:  # more than the list has room for
        deliver(stage)
    screen.press(screen.see('Back', 'push button'))
    screen.see_gone('Journey')

    def selected():
        return [row.get_child_at_index(TIME_COLUMN)
                for row in screen.nodes('table row', state='SELECTED')]
    screen.wait(lambda: [screen.cell_text(cell) for cell in selected()] == [left]
                and left in shown_times(stage), 'the call that was left')
    assert shown_times(stage)[0] != given_times(stage)[0]
    screen.scroll(screen.see('Last Calls', 'tree table'), -40)
    screen.wait(lambda: top_is_right(stage), 'the newest calls')


def so_it_is_in_any_order(stage):
    screen = stage.screen
    screen.click(screen.see('Duration'))
    screen.pump(0.5)
    button = reads_while_calls_come(stage)
    read = shown_times(stage)
    screen.press(button)
    screen.wait(lambda: shown_times(stage) and shown_times(stage)[0] not in read, 'the top')
    screen.see_gone(re.compile('new calls?$'))
    for _ in range(2):  # the earliest first, then the latest
        screen.click(screen.see('Time'))
        screen.pump(0.3)
    screen.wait(lambda: top_is_right(stage), 'the newest calls')


def says_that_the_collector_is_away(stage):
    screen = stage.screen
    before = shown_times(stage)
    stage.collector.stop()
    screen.see(AWAY)
    screen.see('offline', 'status bar')
    screen.pump(0.5)
    said = len(screen.nodes('label', AWAY))
    screen.keys('F5')
    screen.pump(1)
    assert said == 1 and len(screen.nodes('label', AWAY)) == said, 'told in the banner only'
    # The banner takes some room from below; the top stays.
    screen.wait(lambda: len(shown_times(stage)) >= 10
                and shown_times(stage) == before[:len(shown_times(stage))], 'the list as it was')


def catches_up_by_itself(stage):
    screen = stage.screen
    collector = stage.collector
    names, collector.kept_back = collector.kept_back[:3], collector.kept_back[3:]
    collector.command('import', *[os.path.join(collector.made, name) for name in names])
    collector.serve()
    screen.see_gone(AWAY)
    screen.see(re.compile('^live'), 'status bar')
    screen.wait(lambda: top_is_right(stage), 'what was missed')


def lives_on_afterwards(stage):
    deliver(stage)
    stage.screen.wait(lambda: top_is_right(stage), 'one more call on top')


if __name__ == '__main__':
    toll_ui.run([shows_50_calls, a_new_call_slides_in_at_the_top, what_is_read_does_not_move,
                 scrolling_up_takes_new_calls_in, one_comes_back_to_the_call_one_left,
                 so_it_is_in_any_order,
                 says_that_the_collector_is_away, catches_up_by_itself, lives_on_afterwards],
                kept_back=40, has_latest=False)  # files that come are the newest
