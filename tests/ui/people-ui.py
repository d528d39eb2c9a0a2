#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""People as an administrator keeps them: finds, adds, changes, is refused, leaves work unsaved."""
import re

import toll_ui


def person(stage, user_name):
    """What the collector knows of somebody."""
    items = stage.collector.ask('/people?limit=1000')['items']
    found = [item for item in items if item['user_name'] == user_name]
    return found[0] if found else None


def field(stage, name):
    return stage.screen.see(name, 'text')


def save(stage):
    stage.screen.keys('ctrl+s')
    stage.screen.see('Saved')


def lists_everybody(stage):
    stage.collector.serve()
    stage.collector.calls(1)
    stage.sign_in()
    screen = stage.screen
    screen.skips_rows = True
    screen.click(screen.see('People', 'list item'))
    screen.see('Add Person', 'push button')
    count = len(stage.collector.ask('/people?state=active&limit=1000')['items'])
    screen.see(re.compile(rf'^{count:,} (person|people)$'))
    screen.shoot('people.png')


def adds_a_person(stage):
    screen = stage.screen
    screen.press(screen.see('Add Person', 'push button'))
    screen.see('New Person')
    screen.write('First name', 'Ada')
    screen.write('Last name', 'Bell & Sons')
    screen.write('User name', 'ada.bell')
    screen.press(screen.see('Add Number', 'push button'))
    screen.write('Number', '7999')
    screen.shoot('person-new.png')
    save(stage)
    screen.see('Ada Bell & Sons', 'label')
    made = person(stage, 'ada.bell')
    assert made['name'] == 'Ada Bell & Sons' and made['role'] == 'user', made
    assert made['zone'] and made['language'], made
    assert [line['number'] for line in made['lines']] == ['7999'], made['lines']
    screen.shoot('person.png')


def says_at_the_field_what_is_wrong(stage):
    screen = stage.screen
    screen.write('Mail', 'no address')
    screen.keys('ctrl+s')
    screen.see('not a mail address')
    screen.see('Not saved: see what is marked.')
    assert screen.value('Mail') == 'no address'
    screen.write('Mail', 'ada@example.com')
    screen.see_gone('not a mail address')
    save(stage)
    assert person(stage, 'ada.bell')['mail'] == 'ada@example.com'


def asks_before_work_is_lost(stage):
    screen = stage.screen
    screen.write('First name', 'Augusta')
    screen.see('There are changes that are not saved.')
    screen.keys('alt+Left')
    screen.see('Discard changes?')
    screen.press(screen.see(re.compile('Keep Editing$'), 'push button'))
    screen.see_gone('Discard changes?')
    assert screen.value('First name') == 'Augusta'
    screen.press(screen.see('Discard', 'push button'))
    screen.wait(lambda: screen.value('First name') == 'Ada', 'the name as it was')
    screen.see_gone('There are changes that are not saved.')


def gives_a_password_and_a_pin(stage):
    screen = stage.screen
    screen.press(screen.see('Set PIN…', 'push button'))
    screen.write('New PIN', '12')
    screen.press(screen.see('Set', 'push button'))
    screen.see('4 to 50 digits are expected')
    screen.shoot('person-pin.png')
    screen.write('New PIN', '123456')
    screen.press(screen.see('Set', 'push button'))
    screen.see('The PIN is set')
    screen.press(screen.see('Set Password…', 'push button'))
    screen.write('New password', 'a long enough secret')
    screen.press(screen.see('Set', 'push button'))
    screen.see('The password is set')
    ada = person(stage, 'ada.bell')
    assert ada['has_pin'] and ada['has_password'], ada


def names_the_owner_of_a_number(stage):
    screen = stage.screen
    owner = [item for item in stage.collector.ask('/people?limit=20')['items']
             if item['lines'] and item['user_name'] != 'ada.bell'][0]
    screen.press(screen.see('Add Number', 'push button'))
    fields = screen.wait(lambda: screen.nodes('text', 'Number'), 'the fields of numbers')
    screen.atspi.EditableText.set_text_contents(fields[-1], owner['lines'][0]['number'])
    screen.keys('ctrl+s')
    screen.see('Not saved: see what is marked.')
    screen.see(re.compile(re.escape(owner['name'])), 'label')
    screen.shoot('person-refused.png')
    assert not screen.shows('Try Now'), 'a refusal is no silence'
    screen.press(screen.see('Discard', 'push button'))
    screen.see_gone('Not saved: see what is marked.')


def gives_rights(stage):
    screen = stage.screen
    screen.click(screen.see(re.compile('^Department: '), 'push button'))
    screen.type('Zeppelin')
    screen.see('New: “Zeppelin”')
    screen.keys('Return')
    save(stage)
    assert person(stage, 'ada.bell')['department']['name'] == 'Zeppelin'


def finds_by_number(stage):
    screen = stage.screen
    screen.keys('alt+Left')
    screen.see('Add Person', 'push button')
    screen.keys('ctrl+f')
    screen.type('7999')
    screen.see(re.compile('^1 person$'))
    row = screen.see('Ada Bell & Sons, 7999, Zeppelin, User', 'table row')
    screen.click(row)
    screen.see('ada.bell · Source: By hand · Never signed in')


if __name__ == '__main__':
    toll_ui.run([lists_everybody, adds_a_person, says_at_the_field_what_is_wrong,
                 asks_before_work_is_lost, gives_a_password_and_a_pin, names_the_owner_of_a_number,
                 gives_rights, finds_by_number])
