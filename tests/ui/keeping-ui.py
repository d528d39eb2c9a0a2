#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept of the company, of oneself, and of who looked: settings, privacy, log, profile."""
import os
import re
import sqlite3
import subprocess
import urllib.error

import toll_ui

NEW_PASSWORD = 'another long secret'
SOMEBODY = 'a third long secret'
NOTICE = 'Calls are recorded for their cost.'


def setting(stage, key):
    return next(item['value'] for item in stage.collector.ask('/settings')['items']
                if item['key'] == key)


def save(stage):
    stage.screen.keys('ctrl+s')
    stage.screen.see('Saved')
    stage.screen.see_gone('Saved')


def settings_are_saved_whole(stage):
    stage.collector.serve()
    stage.collector.calls(1)
    stage.sign_in()
    screen = stage.screen
    screen.click(screen.see('Settings', 'list item'))
    screen.see('Record Files')
    before = setting(stage, 'company')
    screen.write('Company name', 'Bell & Sons')
    screen.write('Rescan every (seconds)', '0')
    screen.keys('ctrl+s')
    screen.see('Not saved: see what is marked.')
    screen.see(re.compile('whole number from 1 to 3600'))
    assert setting(stage, 'company') == before
    screen.write('Rescan every (seconds)', '20')
    save(stage)
    assert setting(stage, 'company') == 'Bell & Sons'
    assert setting(stage, 'rescan_s') == '20'


def what_is_fixed_says_why(stage):
    stage.screen.see(re.compile('fixed since the ledger was made'))
    zone = stage.collector.ask('/me')['zone']
    assert '/' in zone and stage.screen.value('Time zone') == zone, zone


def privacy_is_kept(stage):
    screen = stage.screen
    subprocess.run(['xdotool', 'mousemove', '700', '400', 'click', '--repeat', '60', '--delay',
                    '10', '4'], check=True)
    screen.pump(0.5)
    screen.click(screen.see('Privacy', 'list item'))
    screen.see('Purpose required')
    screen.write('Notice to employees', NOTICE)
    save(stage)
    assert stage.collector.ask('/privacy')['notice'] == NOTICE
    screen.keys('alt+Left')
    screen.see('Record Files')


def the_log_says_that_it_is_whole(stage):
    screen = stage.screen
    person = stage.collector.ask('/people?role=user&limit=1')['items'][0]
    stage.collector.ask(f"/people/{person['id']}/pin", {'pin': '123456'}, 'PUT')
    stage.notes['person'] = person['name']
    screen.click(screen.see('Access Log', 'list item'))
    screen.see(re.compile('^The log is whole: [0-9]+ entries since today, .* anchored'))
    screen.shoot('access-log.png')
    screen.see(re.compile('Changed settings'))
    screen.keys('ctrl+f')
    screen.type('settings')
    screen.see_gone(re.compile('Looked at Home'))
    screen.see(re.compile('Changed settings'))


def an_entry_names_whose_data_it_was(stage):
    screen, name = stage.screen, stage.notes['person']
    screen.keys('ctrl+f', 'ctrl+a')
    screen.type('pin')
    row = screen.see(re.compile("Set a person's PIN, " + name + '$'), 'table row')
    screen.click(row)
    screen.see('Rows shown', 'label')
    screen.see(re.compile("Set a person's PIN$"))
    screen.see(re.compile(name + '$'))
    screen.shoot('log-entry.png')
    screen.keys('alt+Left')
    screen.see_gone('Rows shown')
    # Whoever reads the log has looked at nobody.
    entries = stage.collector.ask('/access-log?limit=1000')['items']
    assert not [e for e in entries if e['action'] == 'GET /api/v1/people/{id}']


def the_log_is_a_report_as_well(stage):
    screen = stage.screen
    screen.click(screen.see('As a report, to print or send', 'push button'))
    screen.see(re.compile('^Who looked at whose calls'))
    screen.see(re.compile("Set a person's PIN"))
    screen.shoot('access-report.png')
    screen.keys('alt+Left')
    screen.see(re.compile('^The log is whole'))


def the_log_is_narrowed_by_who_looked(stage):
    screen = stage.screen
    screen.keys('ctrl+f', 'ctrl+a', 'BackSpace')
    screen.see(re.compile('Changed settings'))
    screen.click(screen.see('Filters'))
    for who, seen in (('ghost', 'Nothing Matches'), (toll_ui.USER, re.compile('Changed settings'))):
        screen.click(screen.see(re.compile('^Who looked: '), 'push button'))
        screen.type(who)
        screen.see(re.compile(who), 'list item')
        screen.keys('Return')
        screen.see(seen)
    screen.shoot('access-log-filters.png')
    screen.click(screen.see('Filters'))


def the_log_says_that_it_was_edited(stage):
    with sqlite3.connect(os.path.join(stage.collector.data, 'access.db'), timeout=10) as log:
        for name, in log.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            log.execute('DROP TRIGGER ' + name)  # as somebody on the host could
        log.execute("UPDATE entry SET user_name = 'nobody' WHERE id = 1")
    log.close()
    stage.screen.keys('F5')
    stage.screen.see(re.compile('^The log is not whole'))


def open_profile(stage):
    stage.screen.keys('F10')
    stage.screen.press(stage.screen.see('My Profile', 'menu item'))
    stage.screen.see('Signed In')


def the_password_is_changed(stage):
    screen = stage.screen
    open_profile(stage)
    screen.click(screen.see('Password', 'list item'))
    screen.write('Current one', 'not the password')
    screen.write('New one', NEW_PASSWORD)
    screen.write('New one again', 'something else')
    screen.press(screen.see('Change', 'push button'))
    screen.see('This is not the same as above.')
    screen.write('New one again', NEW_PASSWORD)
    screen.write('Current one', toll_ui.PASSWORD)
    screen.press(screen.see('Change', 'push button'))
    screen.see('Changed')
    answer = stage.collector.ask('/session', {'username': toll_ui.USER, 'password': NEW_PASSWORD})
    stage.collector.token = answer['token']


def another_session_is_ended(stage):
    screen = stage.screen
    screen.keys('F5')
    screen.press(screen.see('Sign Out', 'push button'))
    screen.see('Signed out there')
    try:
        stage.collector.ask('/me')
    except urllib.error.HTTPError as error:
        assert error.code == 401, error
    else:
        raise AssertionError('the session goes on')
    stage.collector.token = None


def a_person_reads_the_notice_and_keeps_contacts(stage):
    screen, collector = stage.screen, stage.collector
    stage.close_console()
    collector.token = collector.ask('/session', {'username': toll_ui.USER,
                                                 'password': NEW_PASSWORD})['token']
    person = next(item for item in collector.ask('/people?role=user&limit=10')['items']
                  if item['user_name'])
    collector.ask(f"/people/{person['id']}/password", {'password': SOMEBODY}, 'PUT')
    secret = os.path.join(stage.folder, 'somebody')
    with open(secret, 'w', encoding='utf-8') as file:
        file.write(SOMEBODY)
    os.chmod(secret, 0o600)
    stage.open_console('--server=' + collector.address, '--user=' + person['user_name'],
                       '--password-file=' + secret)
    screen.see('calls this month')
    assert not screen.shows('Settings', 'list item')
    screen.see(NOTICE, 'label')
    screen.press(screen.see('Understood', 'push button'))
    screen.see_gone(NOTICE)
    open_profile(stage)
    screen.see('PIN')
    screen.see(NOTICE, 'label')  # there it stays
    screen.write('Numbers', '+390266771234; +447700900123')
    screen.press(screen.see('Save Contacts', 'push button'))
    screen.see('Saved')
    collector.token = collector.ask('/session', {'username': person['user_name'],
                                                 'password': SOMEBODY})['token']
    kept = collector.ask('/me/private-contacts')['items']
    assert sorted(kept) == ['+390266771234', '+447700900123'], kept


if __name__ == '__main__':
    toll_ui.run([settings_are_saved_whole, what_is_fixed_says_why, privacy_is_kept,
                 the_log_says_that_it_is_whole, an_entry_names_whose_data_it_was,
                 the_log_is_a_report_as_well,
                 the_log_is_narrowed_by_who_looked, the_log_says_that_it_was_edited,
                 the_password_is_changed, another_session_is_ended,
                 a_person_reads_the_notice_and_keeps_contacts])
