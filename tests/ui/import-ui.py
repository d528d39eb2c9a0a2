#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""People from and to CSV files as an administrator sees it: another system's titles, a refused
row, the file mended, taken, and everybody exported."""
import csv
import os
import re

import toll_ui

TITLES = 'Kennung;Rufname;Zuname;Post;Apparat;Abteilung;Ausweis\n'
GOOD = ('grace.hopper;Grace;Hopper;grace@example.com;7801;Ships;17\n'
        'alan.kay;Alan;Kay;alan@example.com;7802;Ships;18\n')
WRONG = 'joan.clarke;Joan;Clarke;no address;7803;Ships;19\n'
MENDED = 'joan.clarke;Joan;Clarke;joan@example.com;7803;Ships;19\n'
OWN_FIELDS = ['', 'Badge number']  # the company calls its second field so, its first nothing


def find(stage, user_name):
    """What the collector knows of somebody."""
    items = stage.collector.ask('/people?state=active&q=' + user_name)['items']
    return items[0] if items else None


def count(stage):
    """How many people the page says there are."""
    label = stage.screen.see(re.compile('^[0-9,]+ people$'))
    return int(label.get_name().split()[0].replace(',', ''))


def write_file(stage, rows):
    path = os.path.join(stage.folder, 'from-elsewhere.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(TITLES + rows)
    return path


def focus_dialog(stage):
    stage.focus_window('--pid', str(stage.console.pid))


def open_from_menu(stage, item):
    stage.screen.click(stage.screen.see('More about people', 'push button'))
    stage.screen.press(stage.screen.see(item, 'menu item'))


FIELDS = ['Not used', 'User name', 'First name', 'Last name', 'Mail', 'Extension', 'Partition',
          'Department', 'Cost centre', 'Location', 'Manager', 'Role', 'User ID in Unified CM',
          'Language', 'Time zone', 'Masked digits', 'Site', 'Valid from', 'Valid until',
          'Aliases or direct numbers', 'Voicemail', 'Fax', 'Devices', 'Scope', 'Names of the scope',
          'Sign-in stopped', 'With us from', 'With us until', 'Custom field 1', 'Badge number']


def map_column(stage, title, field):
    """Chooses by keyboard, from the top of the list."""
    screen = stage.screen
    screen.click(screen.see(title, 'combo box'))
    screen.keys('Home', *['Down'] * FIELDS.index(field), 'Return')


def opens(stage):
    stage.collector.serve()
    stage.collector.calls(1)
    stage.collector.ask('/custom-fields', {'titles': OWN_FIELDS}, 'PUT')
    stage.collector.command('user', 'add', 'alan.kay', '--role=user',
                            '--password-file=' + stage.collector.password_file)
    stage.sign_in()
    screen = stage.screen
    screen.skips_rows = True
    screen.click(screen.see('People', 'list item'))
    screen.see('Add Person', 'push button')
    stage.notes['count'] = count(stage)
    open_from_menu(stage, 'Import from CSV…')
    screen.see('Which People?')
    screen.shoot('import-empty.png')


def shows_a_file_it_does_not_understand(stage):
    screen = stage.screen
    path = write_file(stage, GOOD + WRONG)
    screen.press(screen.see('Choose File…', 'push button'))
    focus_dialog(stage)
    screen.keys('ctrl+l')
    screen.type(path)
    screen.keys('Return')
    screen.see(re.compile('user_name.*missing'))
    stage.focus_window('--name', '^Tollkeeper$')
    assert not is_allowed(stage)
    screen.shoot('import-unknown.png')


def is_allowed(stage):
    button = stage.screen.see('Import', 'push button')
    return stage.screen.has(button, 'SENSITIVE')


def takes_the_mapping(stage):
    screen = stage.screen
    for title, field in (('Kennung', 'User name'), ('Rufname', 'First name'),
                         ('Zuname', 'Last name'), ('Post', 'Mail'), ('Apparat', 'Extension'),
                         ('Abteilung', 'Department'), ('Ausweis', 'Badge number')):
        map_column(stage, title, field)
    screen.see('Badge number', 'label')
    screen.shoot('import-mapping.png')
    screen.see(re.compile('^Line 2, grace.hopper, New$'), 'table row')
    screen.see(re.compile('^Line 4, joan.clarke, Refused$'), 'table row')


def names_the_refused_cell(stage):
    screen = stage.screen
    screen.see('Line 4, column “Post”')
    screen.see('not a mail address')
    assert not is_allowed(stage)
    assert find(stage, 'grace.hopper') is None, 'only looked at'
    screen.shoot('import-refused.png')


def reads_the_mended_file(stage):
    screen = stage.screen
    write_file(stage, GOOD + MENDED)
    screen.press(screen.see('Read the file again', 'push button'))
    screen.see_gone('not a mail address')
    screen.see(re.compile('^Line 4, joan.clarke, New$'), 'table row')
    screen.wait(lambda: is_allowed(stage), 'the button to be there')
    assert find(stage, 'grace.hopper') is None, 'only looked at'
    screen.see(re.compile("Accounts of nobody that become people's.*: alan.kay.$"))
    screen.shoot('import.png')


def imports(stage):
    screen = stage.screen
    screen.press(screen.see('Import', 'push button'))
    screen.see('Imported: 3 new, 0 changed, 0 left')
    screen.see('Add Person', 'push button')
    grace = find(stage, 'grace.hopper')
    assert grace['name'] == 'Grace Hopper' and grace['mail'] == 'grace@example.com', grace
    assert grace['department']['name'] == 'Ships' and grace['source'] == 'csv', grace
    assert [line['number'] for line in grace['lines']] == ['7801'], grace
    assert grace['custom'][:3] == ['', '17', ''], grace
    screen.wait(lambda: count(stage) == stage.notes['count'] + 3, 'the list with the new ones')


def exports(stage):
    screen = stage.screen
    path = os.path.join(stage.folder, 'everybody.csv')
    open_from_menu(stage, 'Export as CSV…')
    stage.focus_window('--name', '^Export People$')
    # Which part of the dialog has the keys is not the same every time.
    screen.keys('alt+n', 'ctrl+a')
    screen.type(path)
    screen.keys('Return')
    screen.see('Saved as everybody.csv')
    with open(path, encoding='utf-8', newline='') as file:
        rows = {row['user_name']: row for row in csv.DictReader(file)}
    assert rows['joan.clarke']['mail'] == 'joan@example.com', rows['joan.clarke']
    assert rows['joan.clarke']['extension'] == '7803', rows['joan.clarke']
    assert len(rows) == stage.notes['count'] + 3, len(rows)


def those_who_are_not_in_it_leave(stage):
    screen = stage.screen
    stage.focus_window('--name', '^Tollkeeper$')
    path = os.path.join(stage.folder, 'later.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('user_name,last_name\ngrace.hopper,Hopper-Murray\nalan.kay,Kay\n')
    open_from_menu(stage, 'Import from CSV…')
    screen.press(screen.see('Choose File…', 'push button'))
    focus_dialog(stage)
    screen.keys('ctrl+l')
    screen.type(path)
    screen.keys('Return')
    screen.see(re.compile('^Line 2, grace.hopper, Changed$'), 'table row')
    stage.focus_window('--name', '^Tollkeeper$')
    screen.click(screen.see(re.compile('^People of earlier files')))
    screen.see('Nothing is changed yet.')
    screen.wait(lambda: is_allowed(stage), 'the answer')
    screen.keys('ctrl+s')
    screen.see('Imported: 0 new, 1 changed, 1 left')
    assert find(stage, 'joan.clarke') is None
    assert find(stage, 'grace.hopper')['last_name'] == 'Hopper-Murray'
    screen.wait(lambda: count(stage) == stage.notes['count'] + 2, 'the list without who left')


if __name__ == '__main__':
    toll_ui.run([opens, shows_a_file_it_does_not_understand, takes_the_mapping,
                 names_the_refused_cell, reads_the_mended_file, imports, exports,
                 those_who_are_not_in_it_leave])
