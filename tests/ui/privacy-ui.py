#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is hidden from whom: an administrator keeps the rules, and everybody their own calls."""
import os
import re

import toll_ui

SECRET = 'a third long secret'
# Whose numbers are masked is not told whether a contact makes the call private.
BUSINESS = 'A business call, unless it is with a contact.'
WHY_HIDDEN = 'A private call: only whose call it is sees the number.'


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
    screen.press(screen.see('Add Rule', 'push button'))
    screen.see('New rule')
    screen.press(screen.see('Discard', 'push button'))
    screen.see_gone('New rule')
    screen.keys('alt+Left')
    screen.see('Purpose required')


def private_rules_are_kept(stage):
    screen = stage.screen
    screen.click(screen.see('Private Calls', 'list item'))
    screen.press(screen.see('Add Rule', 'push button'))
    screen.write('Digits or code', 'no digits')
    screen.keys('ctrl+s')
    screen.see('This is no prefix')
    screen.write('Digits or code', '88')
    save(stage)
    screen.shoot('private-rules.png')
    assert items(stage, '/private-rules') == [{'kind': 'prefix', 'value': '88'}]
    screen.keys('alt+Left')
    screen.keys('alt+Left')
    screen.see('Record Files')


def own_calls(stage, user_name):
    """As that person's own client sees them."""
    admin = stage.collector.token
    stage.collector.token = None
    stage.collector.token = stage.collector.ask(
        '/session', {'username': user_name, 'password': SECRET})['token']
    calls = stage.collector.ask('/home?calls=20&mine=true')['calls']['items']
    stage.collector.token = admin
    return calls


def sign_in_as_somebody_with_calls(stage):
    """Signs in as somebody who called an outside number lately; notes whose call it is."""
    collector = stage.collector
    for call in collector.calls(200):
        found = collector.ask('/people?q=' + call['extension'])['items'] if call['name'] else []
        owner = next((person for person in found if person['name'] == call['name']
                      and person['role'] == 'user' and person['user_name']), None)
        if call['direction'] != 'outgoing' or not call['number'] or owner is None:
            continue
        collector.ask(f"/people/{owner['id']}/password", {'password': SECRET}, 'PUT')
        calls = [own['id'] for own in own_calls(stage, owner['user_name'])]
        if call['id'] in calls[:10]:
            stage.notes.update(call=call, owner=owner['user_name'], row=calls.index(call['id']))
            break
    secret = os.path.join(stage.folder, 'somebody')
    with open(secret, 'w', encoding='utf-8') as file:
        file.write(SECRET)
    os.chmod(secret, 0o600)
    stage.close_console()
    stage.open_console('--server=' + collector.address, '--user=' + stage.notes['owner'],
                       '--password-file=' + secret)


def the_call(stage):
    return stage.collector.ask('/calls/' + stage.notes['call']['id'])['call']


def ones_own_call_is_marked_as_private(stage):
    sign_in_as_somebody_with_calls(stage)
    screen = stage.screen
    screen.wait(screen.rows, 'own calls')
    screen.keys(*['Down'] * stage.notes['row'], 'Return')
    screen.see(BUSINESS)
    screen.shoot('call-masked.png')
    screen.press(screen.see('Mark as Private', 'push button'))
    screen.see('A private call: nobody else sees the number.')
    screen.see('Mark as Business', 'push button')
    screen.shoot('call-private.png')
    assert the_call(stage)['number_hidden'] == 'private', the_call(stage)


def it_says_so_in_the_list(stage):
    screen = stage.screen
    screen.keys('alt+Left')
    screen.see(re.compile('A private call: nobody else sees the number'), 'push button')
    screen.shoot('list-private.png')
    screen.keys('Return')
    screen.press(screen.see('Leave to Rules', 'push button'))
    screen.see(BUSINESS)
    assert the_call(stage)['number'] == stage.notes['call']['number'], the_call(stage)
    screen.press(screen.see('Mark as Private', 'push button'))
    screen.see('Mark as Business', 'push button')


def nobody_else_sees_its_number(stage):
    screen = stage.screen
    stage.close_console()
    stage.sign_in()
    place = [call['id'] for call in stage.collector.calls(200)].index(stage.notes['call']['id'])
    screen.click(screen.see('200'))
    screen.wait(screen.rows, 'calls')
    screen.see(re.compile(WHY_HIDDEN), 'push button')
    screen.click_row(0)
    screen.keys('alt+Left')
    screen.keys(*['Down'] * place, 'Return')
    screen.see(WHY_HIDDEN, 'label')
    screen.shoot('call-hidden.png')
    assert not screen.shows('Mark as Business', 'push button')


if __name__ == '__main__':
    toll_ui.run([the_page_says_who_sees_numbers_whole, a_mask_rule_is_added,
                 it_is_for_whom_it_says, it_is_removed, private_rules_are_kept,
                 ones_own_call_is_marked_as_private, it_says_so_in_the_list,
                 nobody_else_sees_its_number])
