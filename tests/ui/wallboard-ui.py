#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A wallboard as a browser on the wall shows it: the figures, the next ones when calls come, and nobody's
number. Without a browser on this machine there is nothing to try."""
import html
import re
import shutil
import subprocess
import sys
import urllib.parse

import toll_ui

BROWSER = shutil.which('chromium') or shutil.which('chromium-browser')
LAID_OUT = [[{'widget': 'status-7-days'}, {'widget': 'today-cost-hour'}, {'widget': 'busy-hours'}],
             [{'widget': 'last-calls'}, {'widget': 'week-cost-area'}, {'widget': 'month-cost'}],
             [{'widget': 'week-cost-date'}, {'widget': 'internal-top'}]]


def read_page(stage, link):
    """What stands on a page, and the link of the next one."""
    run = subprocess.run(
        [BROWSER, '--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
         '--user-data-dir=' + stage.folder + '/browser', '--dump-dom', link], check=True, capture_output=True, text=True, timeout=60)
    follows = re.search(r'data-next="([^"]+)"', run.stdout).group(1)
    body = re.sub(r'<(style|script)\b.*?</\1>', '', run.stdout, flags=re.DOTALL)
    return (re.sub(r'\s+', ' ', re.sub(r'<[^>]+>', ' ', body[body.find('<body'):])),
            urllib.parse.urljoin(link, html.unescape(follows)))


def total_of(stage):
    """The calls of today, in the first row of the table of days."""
    spec = {'period': {'relative': 'last_7_days'}, 'fields': ['calls']}
    return stage.collector.ask('/reports/1.11/run', spec)['n_calls']


def figures_are_on_it(stage):
    stage.collector.serve()
    stage.collector.calls(1)
    made = stage.collector.ask('/wallboards', {'name': 'Lobby', 'zones': LAID_OUT})
    stage.notes['link'] = stage.collector.address + made['path']
    text, stage.notes['next'] = read_page(stage, stage.notes['link'])
    assert 'Call Status of last 7 days' in text and re.search(r'\d', text), text
    stage.notes['before'] = text


def the_next_page_shows_the_rest(stage):
    text, _ = read_page(stage, stage.notes['next'])
    assert 'Call Status of last 7 days' not in text and re.search(r'\d', text), text
    assert 'Last Calls Report' in text + stage.notes['before'], text


def figures_change_with_the_calls(stage):
    before = total_of(stage)
    stage.collector.deliver(8)
    stage.screen.wait(lambda: total_of(stage) > before, 'the calls are counted')
    after, _ = read_page(stage, stage.notes['link'])
    assert after != stage.notes['before'], after


def no_number_is_on_it(stage):
    numbers = {call['number'] for call in stage.collector.calls(200) if len(call['number']) > 6}
    assert numbers
    for link in (stage.notes['link'], stage.notes['next']):
        text, _ = read_page(stage, link)
        shown = [number for number in numbers if number.lstrip('+') in text]
        assert not shown, shown


if __name__ == '__main__':
    if BROWSER is None:
        print('1..0 # SKIP there is no Chromium')
        sys.exit(0)
    toll_ui.run([figures_are_on_it, the_next_page_shows_the_rest, figures_change_with_the_calls,
                 no_number_is_on_it])
