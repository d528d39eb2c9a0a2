#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports: found in the catalogue, run, their figures opened to the calls behind them, saved."""
import os
import re
import signal

import toll_ui


def ask(stage):
    return stage.collector.ask('/reports/2.1/run', {'traffic': 'all'}, 'POST')


def a_report_is_found_and_run(stage):
    stage.collector.serve()
    stage.collector.calls(1)
    stage.sign_in()
    screen = stage.screen
    screen.click(screen.see('Reports', 'list item'))
    screen.see('Phone Bill')
    screen.keys('ctrl+f')
    screen.type('spread department')
    screen.see_gone('Phone Bill')
    screen.see('Group By Department And Extension')
    screen.keys('ctrl+a')
    screen.type('Call Status By Department')
    screen.see_gone('Group By Department And Extension')
    screen.keys('ctrl+a')
    screen.type('who answers misses')
    screen.see('Incoming By Extension')
    screen.keys('ctrl+a')
    screen.type('Which calls were made')
    screen.see_gone('Incoming By Extension')
    screen.see('2031', 'label')
    screen.keys('ctrl+a')
    screen.type('who answers misses')
    screen.see('Incoming By Extension')
    screen.see_gone('2031')
    screen.keys('Return')
    screen.see('Europe/Rome')
    screen.see(toll_ui.FACTS)


def its_rows_are_the_collectors(stage):
    answer = ask(stage)
    shown = stage.screen.wait(stage.screen.rows, 'rows')
    first = [cells for _, cells in shown][0]
    assert first[0] == str(answer['rows'][0][0]), (first, answer['rows'][0])
    assert first[1] == answer['rows'][0][1], (first, answer['rows'][0])  # whose it is
    assert first[2] == f'{answer["rows"][0][2]:,}', (first, answer['rows'][0])


def its_chart_leaves_room_for_them(stage):
    assert len(ask(stage)['rows']) > 20
    top = stage.screen.settled(stage.screen.see('Result', 'tree table'))[1]
    assert top < 650, top


def a_figure_opens_its_calls(stage):
    screen = stage.screen
    answer = ask(stage)
    extension, n_calls = answer['rows'][0][0], answer['rows'][0][2]
    row = screen.wait(screen.rows, 'rows')[0][1]
    screen.press(next(node for node in screen.nodes('push button') if node.get_name() == row[2]))
    screen.see(f'{extension} · {answer["columns"][2]["title"]}')
    shown = screen.wait(lambda: [cells for _, cells in screen.rows()], 'calls')
    assert all(extension in cells for cells in shown if cells[0] != 'Total'), shown
    assert len([cells for cells in shown if cells[0] != 'Total']) == n_calls, shown
    screen.see(re.compile(rf'^{n_calls} calls? · [\d,]+ ms$'))


def no_column_is_only_dashes(stage):
    """Calls of one line cost one currency, or none: the company has three."""
    screen = stage.screen
    extension = ask(stage)['rows'][0][0]
    answer = stage.collector.ask('/reports/1.1/run', {
        'traffic': 'all', 'where': {'field': 'extension', 'op': 'is', 'value': extension}})
    costs = [i for i, column in enumerate(answer['columns']) if column['title'] == 'Cost']
    spent = [i for i in costs if any(row[i] is not None for row in answer['rows'])]
    shown = screen.nodes('label', re.compile('^Cost'))
    assert len(costs) == 3 and len(shown) == max(len(spent), 1) < 3, (costs, spent, len(shown))


def chips_stand_beside_each_other(stage):
    screen = stage.screen
    stage.make_narrow()
    first, last = (screen.settled(screen.see(text, 'label'))
                   for text in (re.compile(r'^\d+ \w+ \d{4} – '), 'Europe/Rome'))
    x, _, width, _ = last
    assert x > first[0] + 60 and x + width <= 360, (first, last)
    stage.make_narrow(False)
    screen.keys('alt+Left')
    screen.see('Incoming By Extension')


def the_history_has_it_once(stage):
    """However often it is come back to, asked again or sorted."""
    screen = stage.screen

    def runs():
        items = stage.collector.ask('/history')['items']
        return [item for item in items if item['report_id'] == '2.1' and item['origin'] == 'screen']

    before = len(runs())
    screen.keys('F5')
    screen.pump(1)
    screen.click(screen.see('Extension', 'label'))
    screen.pump(1)
    screen.see(toll_ui.FACTS)
    assert len(runs()) == before, runs()


def what_takes_long_can_be_stopped(stage):
    """First over what is on show, then on an empty page; it is asked again as it was."""
    screen, collector = stage.screen, stage.collector.process
    screen.skips_rows = True
    for over in ('the answer of before', 'nothing'):
        collector.send_signal(signal.SIGSTOP)
        try:
            if over == 'nothing':
                screen.press(screen.see('Retry', 'push button'))
            else:
                screen.keys('F5')
            screen.press(screen.see('Cancel', 'push button'))
            screen.see('It was not waited for.')
        finally:
            collector.send_signal(signal.SIGCONT)
    assert not screen.shows(toll_ui.FACTS)
    screen.press(screen.see('Retry', 'push button'))
    screen.see(toll_ui.FACTS)
    screen.see_gone('Cancel')
    screen.skips_rows = False


def a_report_is_saved_as_a_file(stage):
    screen = stage.screen
    path = os.path.join(os.environ['XDG_CONFIG_HOME'], 'answers.csv')
    screen.click(screen.see('Export', 'push button'))
    screen.press(screen.see('CSV…', 'menu item'))
    stage.focus_window('--name', '^Export the Report$')
    # Which part of the dialog has the keys is not the same every time.
    screen.keys('alt+n', 'ctrl+a')
    screen.type(path)
    screen.keys('Return')
    screen.wait(lambda: os.path.exists(path), 'the file')
    screen.see('Saved as answers.csv')
    with open(path, encoding='utf-8-sig') as file:
        lines = file.read().splitlines()
    answer = ask(stage)
    assert len(lines) >= len(answer['rows']) + 1, lines
    assert any(line.startswith(f'{answer["rows"][0][0]},{answer["rows"][0][1]},')
               for line in lines), (lines, answer['rows'][0])


def kept(stage):
    return {item['name']: item
            for item in stage.collector.ask('/personal-reports')['items']}


def a_report_is_kept_under_a_name(stage):
    screen = stage.screen
    stage.focus_window('--name', '^Tollkeeper$')
    screen.keys('ctrl+s')
    stage.focus_window('--name', '^Save Report$')
    screen.see('Save', 'push button')
    screen.write('Name', 'Who misses')
    screen.write('Description', 'Every Monday')
    screen.write('Category', 'Switchboard')
    screen.keys('Return')
    screen.see('Saved as “Who misses”')
    item = kept(stage)['Who misses']
    assert (item['description'], item['category'], item['report_id'], item['share']) \
        == ('Every Monday', 'Switchboard', '2.1', 'none'), item


def the_same_name_is_replaced_and_says_so(stage):
    screen = stage.screen
    stage.focus_window('--name', '^Tollkeeper$')
    screen.click(screen.see('Save Report', 'push button'))
    stage.focus_window('--name', '^Save Report$')
    screen.see('Replace', 'push button')
    screen.write('Description', 'Every Tuesday')
    screen.click(screen.see('Replace', 'push button'))
    screen.see_gone('Replace')
    stage.focus_window('--name', '^Tollkeeper$')
    items = kept(stage)
    assert items['Who misses']['description'] == 'Every Tuesday', items
    assert items['Who misses']['category'] == 'Switchboard', items
    assert len(items) == 1, items
    screen.click(screen.see('Reports', 'list item'))
    screen.keys('ctrl+f', 'ctrl+a')
    screen.type('misses')
    screen.see('Who misses')


def home_runs_it_again(stage):
    screen = stage.screen
    stage.focus_window('--name', '^Tollkeeper$')
    screen.click(screen.see('Home', 'list item'))
    screen.keys('F5')
    row = screen.see('Incoming By Extension', 'list item')
    screen.scroll(row, 30)
    screen.click(row)
    screen.see(toll_ui.FACTS)


def a_peak_opens_the_calls_up_then(stage):
    screen = stage.screen
    peaks = [row[1] for row in stage.collector.ask('/reports/5.9/run', {}, 'POST')['rows']]
    peak = next(n for n in peaks if n > 0)
    screen.click(screen.see('Reports', 'list item'))
    screen.keys('ctrl+f', 'ctrl+a')
    screen.type('Busy Lines By Half Hour')
    screen.see('How many lines are in use, at most and on average?')
    screen.see_gone('Phone Bill')
    screen.keys('Return')
    screen.see(toll_ui.FACTS)
    screen.wait(screen.rows, 'rows')
    screen.press(next(node for node in screen.nodes('push button')
                      if node.get_name() == str(peak)))
    screen.see(re.compile(r'\d{4} \d\d:\d\d:\d\d$'))
    shown = screen.wait(lambda: [cells for _, cells in screen.rows()], 'calls')
    assert len([cells for cells in shown if cells[0] != 'Total']) == peak, (peak, shown)


def a_list_tells_its_rows_when_one_comes_back(stage):
    screen = stage.screen
    screen.click(screen.see('Reports', 'list item'))
    screen.keys('ctrl+f', 'ctrl+a')
    screen.type('Which calls were made')
    screen.see_gone('Incoming By Extension')
    screen.keys('Return')
    screen.see(toll_ui.FACTS)
    n_rows = stage.collector.ask('/history')['items'][0]['rows']
    assert n_rows > 1
    screen.keys('alt+Left')
    screen.see(f'{n_rows:,} rows')


if __name__ == '__main__':
    toll_ui.run([a_report_is_found_and_run, its_rows_are_the_collectors,
                 its_chart_leaves_room_for_them, a_figure_opens_its_calls,
                 no_column_is_only_dashes, chips_stand_beside_each_other,
                 the_history_has_it_once, what_takes_long_can_be_stopped,
                 a_report_is_saved_as_a_file,
                 a_report_is_kept_under_a_name, the_same_name_is_replaced_and_says_so,
                 home_runs_it_again, a_peak_opens_the_calls_up_then,
                 a_list_tells_its_rows_when_one_comes_back],
                calls=600, days=12, kept_back=0)
