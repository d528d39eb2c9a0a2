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


def load_page(stage, link, size='1920,1080'):
    return subprocess.run(
        [BROWSER, '--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
         '--window-size=' + size, '--user-data-dir=' + stage.folder + '/browser', '--dump-dom', link],
        check=True, capture_output=True, text=True, timeout=60).stdout


def read_page(stage, link):
    """What stands on a page, and the link of the next one."""
    page = load_page(stage, link)
    follows = re.search(r'data-next="([^"]+)"', page).group(1)
    body = re.sub(r'<(style|script)\b.*?</\1>', '', page, flags=re.DOTALL)
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
    assert 'Call Status of Last 7 Days' in text and re.search(r'\d', text), text
    stage.notes['before'] = text


def the_next_page_shows_the_rest(stage):
    text, _ = read_page(stage, stage.notes['next'])
    assert 'Call Status of Last 7 Days' not in text and re.search(r'\d', text), text
    assert 'Last Calls Report' in text + stage.notes['before'], text


def figures_change_with_the_calls(stage):
    before = total_of(stage)
    stage.collector.deliver(8)
    stage.screen.wait(lambda: total_of(stage) > before, 'the calls are counted')
    after, _ = read_page(stage, stage.notes['link'])
    assert after != stage.notes['before'], after


def columns_give_way_whole(stage):
    """Where there is room for few columns the last ones are left out, not cut, and the table says so; rows
    that are left out are counted."""
    n_cut = stage.collector.ask('/reports/1.1/count', {'period': {'relative': 'today'}})['calls'] - 10
    zones = [[{'widget': 'status-7-days'}, {'widget': 'last-calls'}], [], []]
    made = stage.collector.ask('/wallboards', {'name': 'Door', 'zones': zones})
    shown = {}
    for size in ('3840,1200', '700,1000'):
        page = load_page(stage, stage.collector.address + made['path'], size)
        heads = re.findall(r'<th\b[^>]*>', page)
        shown[size] = len([head for head in heads if 'hidden' not in head])
        tables = re.findall(r'<table\b.*?</table>', page, re.DOTALL)
        assert [' hidden' in table for table in tables] \
            == [bool(re.search(r'^<table[^>]* class="fewer"', table)) for table in tables], page
        more = re.findall(r'\+(\d+) more', page)
        assert more and int(more[-1]) >= n_cut, (more, n_cut)
    assert 4 <= shown['700,1000'] < shown['3840,1200'], shown


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
                 columns_give_way_whole, no_number_is_on_it])
