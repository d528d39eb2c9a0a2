#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of a report: chosen, counted while they are, refused by name, run, and as they were."""
import datetime
import re
from zoneinfo import ZoneInfo

import toll_ui

REPORT = '1.1'  # the list of calls
GROUPED = '3.2'


def count(stage, spec, report=REPORT):
    return stage.collector.ask(f'/reports/{report}/count', spec, 'POST')['calls']


def see_count(stage, n_calls):
    stage.screen.see(re.compile(f'^Matches {n_calls:,} calls?$'))


def shown_count(stage):
    label = stage.screen.see(re.compile(r'^Matches [0-9,]+ calls?$'))
    return int(label.get_name().split()[1].replace(',', ''))


def choose(stage, title, steps):
    """Chooses by keyboard, @steps below the first."""
    screen = stage.screen
    screen.click(screen.see(title, 'combo box'))
    screen.keys('Home', *['Down'] * steps, 'Return')


def open_options(stage, words, title):
    screen = stage.screen
    screen.keys('ctrl+f', 'ctrl+a')
    screen.type(words)
    screen.press(screen.see('Options of ' + title, 'push button'))
    screen.see('Traffic type', 'combo box')


def options_open(stage):
    stage.collector.serve()
    stage.collector.calls(1)
    stage.sign_in()
    screen = stage.screen
    screen.click(screen.see('Reports', 'list item'))
    screen.see('Phone Bill')
    title = next(item['title'] for item in stage.collector.ask('/reports')['items']
                 if item['id'] == REPORT)
    stage.notes['title'] = title
    open_options(stage, title, title)
    stage.notes['own'] = count(stage, {'limit': 0})  # a body: what the report asks by itself
    see_count(stage, stage.notes['own'])


def the_count_follows(stage):
    screen = stage.screen
    choose(stage, 'Period', 15)
    everything = count(stage, {'period': {'relative': 'everything'}})
    see_count(stage, everything)
    choose(stage, 'Traffic type', 1)
    external = count(stage, {'period': {'relative': 'everything'}, 'traffic': 'external'})
    assert 0 < external < everything, (external, everything)
    see_count(stage, external)
    screen.shoot('options-counted.png')


def names_narrow(stage):
    screen = stage.screen
    spec = {'period': {'relative': 'everything'}, 'traffic': 'external'}
    longer = {'where': {'field': 'duration', 'op': '>=', 'value': '20'}, 'fields': ['extension']}
    extension = stage.collector.ask(f'/reports/{REPORT}/run', {**spec, **longer},
                                    'POST')['rows'][0][0]  # of one who talked for a while
    spec['groups'] = {'extension': [extension]}
    screen.see('Gateway', 'text')
    screen.write('Extension', f'{extension}; ')
    see_count(stage, count(stage, spec))
    stage.notes.update(spec=spec, extension=extension)


def names_are_chosen_from_a_list(stage):
    screen = stage.screen
    screen.write('Extension', '')
    screen.click(screen.see('Extension: choose from a list', 'push button'))
    screen.see(re.compile(r'^\d+$'), 'list item')
    screen.type(stage.notes['extension'])
    screen.wait(lambda: len(screen.nodes('list item', re.compile(r'^\d+$'))) == 1, 'one name')
    screen.keys('Return', 'Escape')
    screen.wait(lambda: screen.focused_name() == 'Extension: choose from a list',
                'the keys back at the button')
    assert screen.value('Extension') == stage.notes['extension']
    see_count(stage, count(stage, stage.notes['spec']))


def a_refusal_marks_its_row(stage):
    screen = stage.screen
    screen.press(screen.see('Restriction', 'push button'))
    # The new line has the keys: from the number to the duration.
    screen.wait(lambda: screen.focused_name() == 'Field: Number', 'the keys in the new line')
    screen.keys('space')
    screen.type('Duration')
    screen.keys('Return')
    screen.write('Value', 'long')
    screen.see('Not counted: see what is marked.')
    screen.see(re.compile('a figure is expected'))
    screen.shoot('options-refused.png')


def restrictions_stand_in_groups(stage):
    screen = stage.screen
    screen.write('Value', '20')
    choose(stage, 'Comparison', 5)
    longer = {'field': 'duration', 'op': '>=', 'value': ['20']}
    spec = {**stage.notes['spec'], 'where': {'all': [longer]}}
    see_count(stage, count(stage, spec))
    screen.press(screen.see('Group', 'push button'))
    screen.wait(lambda: len(screen.nodes('text', 'Value')) == 2, 'a restriction in a group')
    values = screen.nodes('text', 'Value')
    screen.atspi.EditableText.set_text_contents(values[1], '+39026677')
    spec['where']['all'].append({'any': [{'field': 'number', 'op': 'is', 'value': ['+39026677']}]})
    see_count(stage, count(stage, spec))
    screen.press(screen.see('Remove Group', 'push button'))
    spec['where']['all'].pop()
    see_count(stage, count(stage, spec))
    stage.notes['spec'] = spec


def fields_move_by_keys(stage):
    screen = stage.screen
    columns = stage.collector.ask(f'/reports/{REPORT}/columns')['items']
    first, second = [column['title'] for column in columns if column['is_chosen']][:2]
    screen.press(screen.see(f'Move {second} up', 'push button'))
    screen.wait(lambda: not screen.has(screen.see(f'Move {second} up', 'push button'), 'SENSITIVE'),
                'the second column first')
    stage.notes['columns'] = [second, first]


def the_result_says_so(stage):
    screen = stage.screen
    screen.press(screen.see('Run', 'push button'))
    screen.see('Everything')
    screen.see('external')
    screen.see('Extension: ' + stage.notes['extension'])
    screen.see('Duration is at least 0:00:20')
    places = [screen.settled(screen.see(title))[0] for title in stage.notes['columns']]
    assert places == sorted(places), places
    rows = screen.wait(screen.rows, 'calls')
    assert rows[0][1][0] == stage.notes['extension'], rows
    screen.shoot('options-result.png')


def the_result_leads_back(stage):
    screen = stage.screen
    screen.press(screen.see('Options', 'push button'))
    see_count(stage, count(stage, stage.notes['spec']))
    screen.press(screen.see('Reset', 'push button'))
    see_count(stage, stage.notes['own'])
    assert not screen.shows('Value', 'text')


def a_period_has_hours(stage):
    screen = stage.screen
    choose(stage, 'Period', 14)
    screen.write('From: time of day', '8h')
    screen.see('A time of day such as 18:30 is expected.')
    screen.write('From: time of day', '08:30')
    screen.see_gone('A time of day such as 18:30 is expected.')
    today = datetime.datetime.now(ZoneInfo('Europe/Rome')).replace(hour=0, minute=0, second=0,
                                                                   microsecond=0)
    first = today.replace(day=1, hour=8, minute=30)
    period = {'from_ms': int(first.timestamp()) * 1000,
              'to_ms': int((today + datetime.timedelta(days=1)).timestamp()) * 1000}
    see_count(stage, count(stage, {'period': period}))
    assert screen.value('Until: time of day') == '24:00'
    screen.shoot('options-period.png')


def sections_are_chosen(stage):
    screen = stage.screen
    choose(stage, 'Period', 15)
    screen.scroll(screen.see('Period', 'combo box'), 90)
    assert not screen.shows('Last section first')
    screen.click(screen.see('Keep together by: Nothing', 'push button'))
    screen.type('Direction')
    screen.keys('Return')
    screen.see('Keep together by: Direction', 'push button')
    screen.see('Last section first')
    screen.press(screen.see('Run', 'push button'))
    spec = {'period': {'relative': 'everything'}, 'section': 'direction', 'limit': 1}
    wanted = stage.collector.ask(f'/reports/{REPORT}/run', spec, 'POST')
    rows = screen.wait(screen.rows, 'calls')
    assert len(rows) > 8 and {row[1][0] for row in rows} == {wanted['rows'][0][0]}, rows
    screen.shoot('options-sections.png')
    screen.keys('alt+Left')
    screen.see('Keep together by: Direction', 'push button')


def groups_are_chosen(stage):
    screen = stage.screen
    screen.keys('alt+Left')
    screen.see('external')
    screen.keys('alt+Left')
    screen.see('Traffic type', 'combo box')
    screen.keys('alt+Left')
    title = next(item['title'] for item in stage.collector.ask('/reports')['items']
                 if item['id'] == GROUPED)
    open_options(stage, title, title)
    screen.scroll(screen.see('Period', 'combo box'), 60)
    screen.click(screen.see('Then by: Nothing more', 'push button'))
    screen.type('Weekday')
    screen.keys('Return')
    screen.see('Then by: Weekday', 'push button')
    screen.press(screen.see('Run', 'push button'))
    screen.see('Weekday')


if __name__ == '__main__':
    toll_ui.run([options_open, the_count_follows, names_narrow, names_are_chosen_from_a_list,
                 a_refusal_marks_its_row, restrictions_stand_in_groups, fields_move_by_keys,
                 the_result_says_so, the_result_leads_back, a_period_has_hours,
                 sections_are_chosen, groups_are_chosen],
                calls=600, days=12, kept_back=0)
