#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a call tells its way as somebody would who was there."""
import os
import re
import time

import scenarios
import toll_ui

MATTER = '40017'
SECRET = '701122'


def open_call(stage, row):
    stage.screen.keys('alt+Left') if stage.screen.shows('Journey') else None
    stage.screen.see('Last Calls', 'tree table')
    stage.screen.click_row(row)
    stage.screen.keys('Return')
    stage.screen.see('Journey')


def told(stage, name):
    return [node.get_name() for node in stage.screen.nodes('label', name)]


def facts(stage):
    """What the labels of the page hold; a fact's accessible name is that of what it is."""
    text = stage.screen.atspi.Text
    return [text.get_text(node, 0, text.get_character_count(node))
            for node in stage.screen.nodes('label') if node.get_text_iface() is not None]


def calls_of_several_records_come_in(stage):
    now = int(time.time())
    path = os.path.join(stage.folder, 'cdr_StandAloneCluster_01_202601010000_1')
    scenarios.write(path, {'conference': now - 1000, 'consult': now - 2000, 'codes': now - 3000,
                           'park': now - 4000, 'pickup': now - 5000})
    stage.collector.command('import', path)
    stage.collector.serve()
    stage.sign_in()


def a_conference_tells_who_was_there(stage):
    open_call(stage, 0)
    assert len(told(stage, 'Joins the conference')) == 3
    stage.screen.see(re.compile('^Pietro Romano .1004.$'))
    assert len(told(stage, re.compile('^stayed 0:06:00'))) == 2
    assert len(told(stage, re.compile('^stayed 0:05:35'))) == 1
    stage.screen.see(re.compile('^after the conference\xa0· talked 0:00:55'))
    assert not told(stage, re.compile(scenarios.BRIDGE)), told(stage, re.compile('b00'))


def a_transfer_tells_what_came_first(stage):
    open_call(stage, 1)
    steps = ['Call begins', 'Consultation', 'Transferred', 'Connected', 'Call ends']
    seen = [name for name in told(stage, None) if name in steps]
    assert seen == steps, seen
    assert len(told(stage, 'Nicola Ferrara (1001) → Elisa Donati (1002)')) == 2  # asked, given
    stage.screen.see(re.compile(r' with Elisa Donati .1002.$'))


def codes_are_on_the_page_but_not_the_secret_one(stage):
    open_call(stage, 2)
    stage.screen.see('Code entered')
    shown = facts(stage)
    assert told(stage, 'Authorisation code') and 'Board' in shown, shown
    assert told(stage, 'Client matter code') and MATTER in shown, shown
    assert not [text for text in shown if SECRET in text], shown


def the_report_tells_them_and_opens_them(stage):
    """A step opens its call, and so does the row behind the steps."""
    screen = stage.screen
    screen.click(screen.see('Reports', 'list item'))
    screen.see('Phone Bill')
    screen.keys('ctrl+f')
    screen.type('Call Journey')
    screen.see_gone('Phone Bill')
    screen.keys('Return')
    screen.see('Europe/Rome')
    shown = [cells for _, cells in screen.wait(screen.rows, 'steps')]
    steps = [cells[2] for cells in shown if cells[0] == '1']
    assert steps[0] == 'Call begins' and steps[-1] == 'Call ends', steps
    assert steps.count('Joins the conference') == 3, steps
    for row in (1, len(steps)):
        screen.click_row(row)
        screen.keys('Return')
        screen.see('Journey')
        assert len(told(stage, 'Joins the conference')) == 3
        screen.keys('alt+Left')
        screen.see('Europe/Rome')


if __name__ == '__main__':
    toll_ui.run([calls_of_several_records_come_in, a_conference_tells_who_was_there,
                 a_transfer_tells_what_came_first, codes_are_on_the_page_but_not_the_secret_one,
                 the_report_tells_them_and_opens_them],
                calls=0)
