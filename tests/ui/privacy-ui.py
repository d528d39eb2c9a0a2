#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is hidden from whom: an administrator keeps the rules, and everybody their own calls."""
import re

import toll_ui


def save(stage):
    stage.screen.keys('ctrl+s')
    stage.screen.see('Saved')
    stage.screen.see_gone('Saved')


def items(stage, path):
    return stage.collector.ask(path)['items']


def choose(stage, name, steps):
    """In a list that opens over its row, so many steps down."""
    stage.screen.click(stage.screen.see(name, 'combo box'))
    stage.screen.keys(*['Down'] * steps, 'Return')


def the_page_says_who_sees_numbers_whole(stage):
    stage.collector.serve()
    stage.collector.calls(1)
    stage.sign_in()
    screen = stage.screen
    screen.click(screen.see('Settings', 'list item'))
    screen.click(screen.see('Privacy', 'list item'))
    names = stage.collector.ask('/privacy')['may_unmask']
    assert toll_ui.USER in names, names
    screen.see(re.compile(rf'^{len(names):,} accounts?;'))


def a_mask_rule_is_added(stage):
    screen = stage.screen
    screen.click(screen.see('Hidden Digits', 'list item'))
    screen.see('No rules')
    screen.press(screen.see('Add Rule', 'push button'))
    screen.see('New rule')
    screen.write('Last digits hidden', '200')
    screen.keys('ctrl+s')
    screen.see('Not saved: see what is marked.')
    screen.see(re.compile('from 1 to 99'))
    screen.write('Last digits hidden', '3')
    screen.write('When older than (days)', '30')
    save(stage)
    screen.see('Last 3 digits hidden')
    screen.shoot('mask-rules.png')
    assert items(stage, '/mask-rules') == [{'role': None, 'class': None, 'older_than_days': 30,
                                            'masked_digits': 3}], items(stage, '/mask-rules')


def it_is_for_whom_it_says(stage):
    stage.screen.click(stage.screen.see('Last 3 digits hidden'))  # it unfolds
    choose(stage, 'From whom', 2)
    choose(stage, 'Of which calls', 5)
    stage.screen.write('When older than (days)', '0')
    save(stage)
    stage.screen.see('Last 3 digits hidden')
    assert items(stage, '/mask-rules') == [{'role': 'supervisor', 'class': 'international',
                                            'older_than_days': 0, 'masked_digits': 3}]


def it_is_removed(stage):
    screen = stage.screen
    screen.press(screen.see('Remove rule', 'push button'))
    screen.see('There are changes that are not saved.')
    save(stage)
    screen.see('No rules')
    assert items(stage, '/mask-rules') == []
    screen.keys('alt+Left')


def private_rules_are_kept(stage):
    screen = stage.screen
    screen.click(screen.see('Private Calls', 'list item'))
    screen.press(screen.see('Add Rule', 'push button'))
    screen.write('Digits or code', 'no digits')
    screen.keys('ctrl+s')
    screen.see('this is no prefix')
    screen.write('Digits or code', '88')
    save(stage)
    screen.shoot('private-rules.png')
    assert items(stage, '/private-rules') == [{'kind': 'prefix', 'value': '88'}]
    screen.keys('alt+Left')
    screen.keys('alt+Left')
    screen.see('Record Files')


if __name__ == '__main__':
    toll_ui.run([the_page_says_who_sees_numbers_whole, a_mask_rule_is_added,
                 it_is_for_whom_it_says, it_is_removed, private_rules_are_kept])
