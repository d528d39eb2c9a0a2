#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A dashboard as a person makes it: added, dragged, moved, minimised, changed, closed, brought back."""
import datetime
import re
import subprocess

import toll_ui

DAY = re.compile(r'^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [\s\d]\d [A-Z][a-z][a-z]$')


def zones(stage):
    """What the collector keeps: ids of widgets, zone by zone."""
    kept = stage.collector.ask('/dashboard')['zones']
    return [[placed['widget'] for placed in zone] for zone in kept]


def placed(stage, widget):
    kept = stage.collector.ask('/dashboard')['zones']
    return next(placed for zone in kept for placed in zone if placed['widget'] == widget)


def names(screen):
    return [node.get_name() or '' for node in screen.nodes('label')]


def menu(stage, title, item):
    screen = stage.screen
    screen.click(screen.see('Menu of ' + title))
    screen.press(screen.see(item, 'menu item'))


def begins_with_what_a_role_asks(stage):
    stage.collector.serve()
    stage.collector.calls(1)
    stage.sign_in()
    screen = stage.screen
    screen.click(screen.see('Dashboard', 'list item'))
    screen.see('Call Status of Last 7 Days')
    screen.see('When We Are Busy')
    screen.see('Last Calls Report')
    assert not stage.collector.ask('/dashboard')['is_own']


def what_adds_stands_in_the_header_bar(stage):
    screen = stage.screen
    for name in ('Add Widget', 'More'):
        at, line = (screen.settled(screen.see(which, 'push button')) for which in (name, 'Menu'))
        assert line[1] <= at[1] + at[3] // 2 <= line[1] + line[3], (name, at, line)
    screen.click(screen.see('Home', 'list item'))
    screen.see('calls this month')
    assert not screen.shows('Add Widget')
    screen.click(screen.see('Dashboard', 'list item'))
    screen.see('Add Widget', 'push button')


def cells_tell_where_they_stand(screen, day):
    """A figure without its row and column is none for who does not see the table."""
    for heading in ('Calls', '% answered'):
        screen.see(re.compile('^' + re.escape(f'{day}, {heading}') + r'[^:]*: .*\d'), 'push button')


def keys_open_the_calls_of_their_row(stage):
    """The key of a row that has calls is a link to all of them; one without calls is plain text."""
    screen = stage.screen
    rows = placed(stage, 'status-7-days')['doc']['rows']
    days = screen.wait(lambda: screen.nodes('push button', DAY), 'days with calls')
    assert len(days) == len([row for row in rows if row[1]]), (len(days), rows)
    cells_tell_where_they_stand(screen, days[0].get_name())
    screen.press(days[1])
    screen.see('Options', 'push button')
    told = datetime.date(1970, 1, 1) + datetime.timedelta(rows[1][0])
    screen.see(f'Day is {told.day} {told:%b %Y}')
    screen.keys('alt+Left')
    screen.see('Add Widget', 'push button')


def card_of(stage, title):
    """The card's frame, which is called by its title."""
    screen = stage.screen
    return screen.wait(lambda: [node for node in screen.nodes(None, title)
                                if node.get_role_name() in ('grouping', 'panel')], title)[0]


def no_figure_of_a_table_is_cut(stage):
    """Columns that find no room are left out whole; what shows ends within its card."""
    screen = stage.screen
    screen.wait(lambda: screen.nodes('push button', DAY), 'days with calls')
    for title in ('Call Status of Last 7 Days', 'Unreturned Missed Calls', 'Silent Sources'):
        card = card_of(stage, title)
        left, _, width, _ = screen.place(card)
        cells = [(node.get_name(), screen.place(node)) for node in
                 screen.nodes('push button', under=card) + screen.nodes('label', under=card)]
        shown = [cell for cell in cells if cell[1][2] > 0 and not cell[0].startswith('Menu of ')]
        assert len(shown) > 8, shown
        for name, (x, _, wide, _) in shown:
            assert x >= left + 9 and x + wide <= left + width - 9, (title, name, x, wide)


def the_wheel_over_a_table_scrolls_the_page(stage):
    screen = stage.screen
    day = screen.wait(lambda: screen.nodes('push button', DAY), 'days with calls')[0]
    before = screen.place(day)[1]
    screen.scroll(day, 2)
    assert screen.place(day)[1] < before, (before, screen.place(day))
    screen.scroll(day, -5)
    assert screen.place(day)[1] == before, (before, screen.place(day))


def the_rest_of_a_chart_opens_its_report(stage):
    screen = stage.screen
    screen.click(screen.see('This Week Top Costs by Area', 'label'))
    screen.keys('Tab', 'Tab', 'End')
    screen.wait(lambda: re.match(r'Other .*\nOpens the report with all its rows$',
                                 screen.focused_name() or ''), 'what the rest opens')
    screen.keys('Return')
    screen.see('Options', 'push button')
    rows = stage.collector.ask('/reports/3.2/run', {'period': {'relative': 'this_week'}})['rows']
    assert len(rows) > 7, rows
    screen.wait(lambda: screen.count_rows() >= len(rows), 'all rows')
    screen.keys('alt+Left')
    screen.see('Add Widget', 'push button')


def back_to_the_cards(screen):
    screen.see('Options', 'push button')
    screen.keys('alt+Left')
    screen.see('Add Widget', 'push button')


def a_headline_opens_its_calls(stage):
    """The largest figure of the card, and the columns that it has no room for."""
    screen = stage.screen
    doc = placed(stage, 'month-cost')['doc']
    cost = doc['totals'][[column['id'] for column in doc['columns']].index('cost')]
    cents = (cost + 5000) // 10000  # halves up: no float, which rounds 262.835 down
    screen.press(screen.see(f'€\xa0{cents // 100:,}.{cents % 100:02}', 'push button'))
    back_to_the_cards(screen)


def what_has_no_room_is_in_the_report(stage):
    screen = stage.screen
    headings = [name for name in names(screen) if name.startswith('%')]
    assert headings, names(screen)
    screen.press(screen.see('More columns in the report', 'push button'))
    back_to_the_cards(screen)


def only_charts_that_can_be_drawn_are_offered(stage):
    screen = stage.screen
    for title, is_offered in (('Month Cost', True), ('Call Status of Last 7 Days', False)):
        menu(stage, title, 'Change…')
        screen.see('Period', 'combo box')
        assert screen.shows('Chart', 'combo box') == is_offered, title
        stage.focus_window('--name', '^' + title + '$')
        screen.keys('Escape')
        screen.see_gone('Apply')
        stage.to_the_window()


def widgets_are_added_from_the_gallery(stage):
    screen = stage.screen
    screen.press(screen.see('Add Widget', 'push button'))
    screen.see('Add Widgets')
    screen.shoot('gallery.png')
    assert not screen.has(screen.see('OK', 'push button'), 'SENSITIVE')
    screen.click(screen.see('Today Top % Costs by Destination', 'check box'))
    screen.press(screen.see('OK', 'push button'))
    screen.see_gone('Add Widgets')
    stage.to_the_window()
    screen.see('Today Top % Costs by Destination')
    screen.wait(lambda: 'today-share-destination' in sum(zones(stage), []), 'it is kept')
    assert stage.collector.ask('/dashboard')['is_own']


def a_widget_is_minimised_to_a_line(stage):
    screen = stage.screen
    menu(stage, 'When We Are Busy', 'Minimise')
    screen.wait(lambda: placed(stage, 'busy-hours')['minimised'], 'it is kept')
    assert 'doc' not in placed(stage, 'busy-hours')
    menu(stage, 'When We Are Busy', 'Show Whole')
    screen.wait(lambda: not placed(stage, 'busy-hours')['minimised'], 'it is whole')


def a_widget_is_moved_by_keyboard(stage):
    screen = stage.screen
    before = zones(stage)
    assert before[0].index('status-7-days') == 1, before
    screen.click(screen.see('Call Status of Last 7 Days', 'label'))
    screen.wait(lambda: screen.focused_name() == 'Call Status of Last 7 Days', 'the card is focused')
    screen.keys('ctrl+Down')
    screen.wait(lambda: zones(stage)[0][2] == 'status-7-days', 'a place lower')
    screen.keys('ctrl+Right')
    screen.wait(lambda: 'status-7-days' in zones(stage)[1], 'a zone further')
    screen.keys('ctrl+Left', 'ctrl+Up')
    screen.wait(lambda: zones(stage) == before, 'back where it was')


def a_widget_is_dragged(stage):
    screen = stage.screen
    x, y, width, height = screen.place(screen.see('Call Status of Last 7 Days', 'label'))
    to_x, to_y, _, _ = screen.place(screen.see('This Week Top Costs by Area', 'label'))
    steps = ['mousemove', str(x + 20), str(y + height // 2), 'mousedown', '1']
    for part in range(1, 11):
        steps += ['mousemove', str(x + 20 + (to_x + 20 - x) * part // 10),
                  str(y + height // 2 + (to_y - y) * part // 10), 'sleep', '0.05']
    subprocess.run(['xdotool', *steps, 'sleep', '0.2', 'mouseup', '1'], check=True)
    screen.wait(lambda: zones(stage)[1][0] == 'status-7-days', 'it is dropped above the other')
    assert 'status-7-days' not in zones(stage)[0]


def a_widget_is_changed(stage):
    screen = stage.screen
    menu(stage, 'This Week Top Costs by Area', 'Change…')
    screen.write('Title', 'Where the money goes')
    screen.click(screen.see('Period', 'combo box'))
    screen.keys('Home', *['Down'] * 5, 'Return')
    screen.write('Time zone', 'Asia/Nowhere')
    screen.press(screen.see('Apply', 'push button'))
    screen.see('There is no time zone of this name.')
    screen.write('Time zone', 'Asia/Kolkata')
    screen.press(screen.see('Apply', 'push button'))
    stage.to_the_window()
    screen.see('Where the money goes')
    screen.wait(lambda: any(name.endswith(' · Asia/Kolkata') for name in names(screen)),
                'the zone that it is of')
    screen.wait(lambda: placed(stage, 'week-cost-area')['title'] == 'Where the money goes', 'kept')
    kept = placed(stage, 'week-cost-area')
    assert kept['spec'] == {'period': {'relative': 'last_month'}, 'zone': 'Asia/Kolkata'}, kept
    assert kept['doc']['zone'] == 'Asia/Kolkata'
    assert kept['doc']['title'] == 'Group Cost By Area'


def a_closed_widget_is_brought_back(stage):
    screen = stage.screen
    before = zones(stage)
    menu(stage, 'Unreturned Missed Calls', 'Close')
    screen.click(screen.see('Undo'))
    screen.see_gone('“Unreturned Missed Calls” is closed')
    screen.see('Unreturned Missed Calls', 'label')
    screen.wait(lambda: zones(stage) == before, 'back at its place')


def what_is_closed_one_after_the_other_comes_back(stage):
    """Each message waits on its own, the oldest first."""
    screen = stage.screen
    before = zones(stage)
    menu(stage, 'Unreturned Missed Calls', 'Close')
    menu(stage, 'When We Are Busy', 'Close')
    screen.wait(lambda: len(screen.nodes('push button', 'Undo')) == 2, 'both')
    for title in ('Unreturned Missed Calls', 'When We Are Busy'):
        screen.click(screen.see('Undo', 'push button'))
        screen.see_gone(f'“{title}” is closed')
        screen.see(title, 'label')
    screen.wait(lambda: zones(stage) == before, 'back at their places')


def what_another_desk_did_is_not_undone(stage):
    """A card that is closed on a layout of before stays: nothing says that it is gone, or brings it back
    twice, and what is done next is kept."""
    screen = stage.screen
    before = zones(stage)
    layout = [[{key: one[key] for key in ('id', 'widget', 'title', 'spec', 'minimised')}
               for one in zone] for zone in stage.collector.ask('/dashboard')['zones']]
    layout[2].reverse()
    stage.collector.ask('/dashboard', {'zones': layout}, 'PUT')
    menu(stage, 'Unreturned Missed Calls', 'Close')
    screen.see(re.compile('^The dashboard was changed at another desk'))
    screen.see_gone('“Unreturned Missed Calls” is closed')
    assert not screen.shows('Undo')
    screen.see('Unreturned Missed Calls', 'label')
    assert zones(stage) == [*before[:2], before[2][::-1]]
    stage.collector.ask('/dashboard', {'zones': [*layout[:2], layout[2][::-1]]}, 'PUT')
    screen.keys('F5')
    screen.wait(lambda: zones(stage) == before, 'as it was')
    screen.pump(1)


def a_new_call_is_seen(stage):
    screen = stage.screen

    def rows():
        return placed(stage, 'last-calls')['doc']['rows']
    before = rows()[:1]
    stage.collector.deliver_latest()
    screen.wait(lambda: rows()[:1] != before, 'the call is stored')

    def shows_the_newest():
        number = next(row[2] for row in rows() if row[2])
        pattern = re.compile(r'^\D*' + r'\D*'.join(re.sub(r'\D', '', number)) + r'\D*$')
        return screen.nodes('push button', pattern)
    screen.wait(shows_the_newest, 'its number on the card')


def it_opens_as_a_report(stage):
    screen = stage.screen
    menu(stage, 'Where the money goes', 'Open as Report')
    screen.see('Options', 'push button')
    stage.to_the_window()
    screen.keys('alt+Left')
    screen.see_gone('Options')
    screen.see('Add Widget', 'push button')
    screen.pump(1)


def another_desk_has_the_same(stage):
    screen = stage.screen
    before = zones(stage)
    stage.to_the_window()

    stage.close_console()
    stage.open_console()
    stage.enter()
    screen.click(screen.see('Dashboard', 'list item'))
    screen.see('Where the money goes')
    assert zones(stage) == before


def place_report(stage, name, report_id, period, spec):
    """A personal report on a card of its own, the first. Returns: its id, and its widget's."""
    report = stage.collector.ask('/personal-reports', {
        'name': name, 'report_id': report_id,
        'spec': {'period': {'relative': period}, 'chart': 'none'}})
    layout = [[{key: one[key] for key in ('id', 'widget', 'title', 'spec', 'minimised')}
               for one in zone] for zone in stage.collector.ask('/dashboard')['zones']]
    widget = f'personal:{report["id"]}'
    layout[0].insert(0, {'widget': widget, **spec})
    stage.collector.ask('/dashboard', {'zones': layout}, 'PUT')
    stage.screen.keys('F5')
    return report['id'], widget


def a_card_outlives_its_report(stage):
    """It keeps the name, says what happened in the reader's words, and can be taken away."""
    screen = stage.screen
    before = zones(stage)
    report_id, _ = place_report(stage, 'By department', '1.6', 'last_30_days', {})
    screen.see('By department', 'label')
    stage.collector.ask(f'/personal-reports/{report_id}', method='DELETE')
    screen.keys('F5')
    screen.see('This report was deleted, or it is no longer shared with you.', 'label')
    screen.see('By department', 'label')
    screen.shoot('gone-report.png')
    screen.press(screen.see('Remove', 'push button'))
    screen.see_gone('By department')
    screen.wait(lambda: zones(stage) == before, 'it is gone')


def a_table_says_how_many_more_rows_there_are(stage):
    screen = stage.screen
    before = zones(stage)
    _, widget = place_report(stage, 'All extensions', '2.1', 'everything', {'spec': {'chart': 'none'}})
    doc = placed(stage, widget)['doc']
    n_rows, n_cut = len(doc['rows']), doc['n_cut']
    assert n_rows > 10, n_rows
    more = screen.see(f'+{n_rows - 10 + max(n_cut, 0)} more', 'push button')
    screen.shoot('more-rows.png')
    screen.press(more)
    screen.see('Options', 'push button')
    screen.keys('alt+Left')
    screen.see('Add Widget', 'push button')
    menu(stage, 'All extensions', 'Close')
    screen.wait(lambda: zones(stage) == before, 'it is closed')


def the_standard_comes_back(stage):
    screen = stage.screen
    before = zones(stage)
    screen.click(screen.see('More'))
    screen.press(screen.see('Bring Back the Standard', 'menu item'))
    screen.see('This Week Top Costs by Area')
    screen.wait(lambda: not stage.collector.ask('/dashboard')['is_own'], 'the standard')
    screen.see_gone(re.compile('is closed$'))
    screen.click(screen.see('Undo'))
    screen.see('Where the money goes')
    screen.wait(lambda: zones(stage) == before, 'one\'s own again')


def an_administrator_makes_the_standard(stage):
    screen = stage.screen
    screen.click(screen.see('More'))
    screen.press(screen.see('Make This the Standard of Users', 'menu item'))
    screen.see('Who made no dashboard of their own begins with this one')
    standard = stage.collector.ask('/dashboard/defaults/user')
    assert standard['is_own'], standard
    assert [[placed['widget'] for placed in zone] for zone in standard['zones']] == zones(stage)


if __name__ == '__main__':
    toll_ui.run([
        begins_with_what_a_role_asks, what_adds_stands_in_the_header_bar, keys_open_the_calls_of_their_row,
        no_figure_of_a_table_is_cut, the_wheel_over_a_table_scrolls_the_page,
        the_rest_of_a_chart_opens_its_report, a_headline_opens_its_calls,
        what_has_no_room_is_in_the_report, only_charts_that_can_be_drawn_are_offered,
        widgets_are_added_from_the_gallery,
        a_widget_is_minimised_to_a_line, a_widget_is_moved_by_keyboard, a_widget_is_dragged,
        a_widget_is_changed, a_closed_widget_is_brought_back,
        what_is_closed_one_after_the_other_comes_back, what_another_desk_did_is_not_undone,
        a_new_call_is_seen,
        it_opens_as_a_report, another_desk_has_the_same, a_card_outlives_its_report,
        a_table_says_how_many_more_rows_there_are, the_standard_comes_back,
        an_administrator_makes_the_standard,
    ])
