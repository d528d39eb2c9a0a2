#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""People as an administrator keeps them: finds, adds, changes, is refused, leaves work unsaved."""
import os
import re
import sqlite3
import subprocess

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


def make_a_line_nobodys(stage):
    """Takes the newest line from its owner, calls and all, as if nobody had ever told of it."""
    with sqlite3.connect(os.path.join(stage.collector.data, 'ledger.db')) as ledger:
        line, extension, call = ledger.execute(
            "SELECT l.id, l.extension, max (c.call_id) FROM line l JOIN call_line c"
            " ON c.line_id = l.id WHERE l.extension <> '' GROUP BY l.id"
            " ORDER BY 3 DESC LIMIT 1").fetchone()
        ledger.execute('UPDATE call SET person_id = 0 WHERE id = ?', (call,))
        ledger.execute('DELETE FROM person_line WHERE extension = ?', (extension,))
    ledger.close()
    return extension


def lists_everybody(stage):
    stage.notes['extension'] = make_a_line_nobodys(stage)
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


def back_to_people(stage):
    stage.screen.keys('alt+Left')
    stage.screen.see('Add Person', 'push button')


def gives_an_unknown_extension_away(stage):
    screen = stage.screen
    extension = stage.notes['extension']
    heir = stage.collector.ask('/people?limit=1')['items'][0]
    screen.press(screen.see('Show Them', 'push button'))
    screen.see(extension, 'label')
    screen.shoot('unknown.png')
    screen.click(screen.see(re.compile('^' + extension + ': Give to'), 'push button'))
    screen.type(heir['user_name'])
    screen.see(heir['name'], 'list item')
    screen.keys('Return')
    screen.see('The extension is given')
    assert extension in [line['number'] for line in person(stage, heir['user_name'])['lines']]
    screen.see('Every Extension Belongs to Somebody')
    back_to_people(stage)


def adds_a_person(stage):
    screen = stage.screen
    screen.press(screen.see('Add Person', 'push button'))
    screen.see('New Person')
    screen.pump(0.3)
    screen.type('Ada')  # the keys are where one begins
    screen.wait(lambda: screen.value('First name') == 'Ada', 'the first name typed')
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
    screen.see('Not a mail address')
    screen.see('Not saved: see what is marked.')
    assert screen.value('Mail') == 'no address'
    screen.write('Mail', 'ada@example.com')
    screen.see_gone('Not a mail address')
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


def another_desk_was_there_meanwhile(stage):
    """What it changed stays; one sees it, and goes on from there."""
    screen = stage.screen
    ada = person(stage, 'ada.bell')
    stage.collector.ask(f"/people/{ada['id']}", {'last_name': 'Lovelace'}, 'PUT')
    screen.write('First name', 'Augusta')
    screen.press(screen.see('Save', 'push button'))
    screen.see('This was changed at another desk meanwhile. Discard shows it as it is now.')
    assert person(stage, 'ada.bell')['first_name'] == ada['first_name']
    screen.press(screen.see('Discard', 'push button'))
    screen.wait(lambda: screen.value('Last name') == 'Lovelace', 'the name that the other desk gave')
    screen.write('Last name', ada['last_name'])
    save(stage)
    assert person(stage, 'ada.bell')['last_name'] == ada['last_name']


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
             if item['lines'] and item['user_name'] != 'ada.bell'
             and item['lines'][0]['partition'] == ''
             and item['lines'][0]['number'] != stage.notes['extension']][0]
    screen.press(screen.see('Add Number', 'push button'))
    focus_window(stage)  # back from the dialog
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


def open_from_menu(stage, item):
    stage.screen.click(stage.screen.see('More about people', 'push button'))
    stage.screen.press(stage.screen.see(item, 'menu item'))


def departments(stage):
    return [item['name'] for item in stage.collector.ask('/departments?limit=1000')['items']]


def focus_window(stage, index=0):
    """There is no window manager: a new window is given the keys here."""
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid',
                            str(stage.console.pid)], check=True, capture_output=True,
                           text=True).stdout.split()
    subprocess.run(['xdotool', 'windowfocus', found[index]], check=True)
    stage.screen.pump(0.3)


def focus_dialog(stage):
    focus_window(stage, -1)


def asks_whose_account_it_is(stage):
    """An account that was there before the person is theirs only when somebody says so."""
    screen, collector = stage.screen, stage.collector
    collector.command('user', 'add', 'old.hand', '--role=user',
                      '--password-file=' + collector.password_file)
    back_to_people(stage)
    screen.press(screen.see('Add Person', 'push button'))
    screen.see('New Person')
    screen.write('Last name', 'Hand')
    screen.write('User name', 'old.hand')
    screen.keys('ctrl+s')
    screen.see("Is it this person's account?")
    screen.shoot('person-account.png')
    screen.press(screen.see(re.compile('Cancel$'), 'push button'))
    screen.see_gone("Is it this person's account?")
    assert person(stage, 'old.hand') is None
    focus_window(stage)  # back from the question
    screen.keys('ctrl+s')
    screen.press(screen.see(re.compile('Take It Over$'), 'push button'))
    screen.see('old.hand · Source: By hand · Never signed in')
    made = person(stage, 'old.hand')
    assert made['has_password'] and made['role'] == 'user', made
    focus_window(stage)


def renames_and_merges_a_department(stage):
    screen = stage.screen
    back_to_people(stage)
    open_from_menu(stage, 'Departments, Cost Centres, Locations')
    screen.press(screen.see('Rename Zeppelin', 'push button'))
    other = [name for name in departments(stage) if name != 'Zeppelin'][0]
    screen.write('Name', other)
    screen.press(screen.see(re.compile('Rename$'), 'push button'))
    screen.see(re.compile('already|taken|exists|is there'), 'label')
    screen.shoot('groupings-refused.png')
    screen.write('Name', 'Airship')
    screen.press(screen.see(re.compile('^Rename( Rename)?$'), 'push button'))
    screen.see('Airship')
    assert 'Airship' in departments(stage) and 'Zeppelin' not in departments(stage)
    screen.shoot('groupings.png')
    screen.press(screen.see('Merge or remove Airship', 'push button'))
    screen.see('Remove Airship?')
    screen.press(screen.see(re.compile('^Remove( Remove)?$'), 'push button'))
    screen.see('Remove Airship?')  # again: somebody is there
    focus_dialog(stage)
    screen.keys('space')
    screen.type(other)
    screen.see(other, 'list item')
    screen.keys('Return')
    screen.shoot('groupings-remove.png')
    screen.press(screen.see(re.compile('^Remove( Remove)?$'), 'push button'))
    screen.see_gone('Airship')
    assert person(stage, 'ada.bell')['department']['name'] == other
    assert 'Airship' not in departments(stage)


def the_company_names_its_own_fields(stage):
    screen = stage.screen
    back_to_people(stage)
    open_from_menu(stage, 'Custom Fields')
    screen.write('Custom field 2', 'Badge number')
    save(stage)
    screen.shoot('custom-fields.png')
    assert stage.collector.ask('/custom-fields')['titles'][:3] == [None, 'Badge number', None]
    back_to_people(stage)
    screen.press(screen.see('Add Person', 'push button'))
    screen.see('Badge number')


def a_narrow_window_has_room_for_the_search(stage):
    screen = stage.screen
    back_to_people(stage)
    wide = screen.settled(screen.see('Add Person', 'push button'))[2]
    stage.make_narrow()
    add = screen.settled(screen.see('Add Person', 'push button'))[2]
    search = screen.settled(screen.see('Search people'))[2]
    assert add < 48 < wide, (add, wide)
    assert not screen.shows('Add Person', 'label')
    assert search > 120, search


if __name__ == '__main__':
    toll_ui.run([lists_everybody, gives_an_unknown_extension_away, adds_a_person,
                 says_at_the_field_what_is_wrong,
                 asks_before_work_is_lost, another_desk_was_there_meanwhile,
                 gives_a_password_and_a_pin, names_the_owner_of_a_number,
                 gives_rights, finds_by_number, asks_whose_account_it_is,
                 renames_and_merges_a_department, the_company_names_its_own_fields,
                 a_narrow_window_has_room_for_the_search])
