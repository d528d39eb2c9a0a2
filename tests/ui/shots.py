#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the console, taken of the real programs on the demo company: shots.py FOLDER [SCENE…].

Nothing is tested. `meson compile screenshots` renews the one of README.md (scene `readme`); the
others are for whoever changes how the console looks.
"""
import os
import re
import sqlite3
import sys
import time

import scenarios
import toll_mail
import toll_ui
from photographer import LOOKS, NARROW, WIDE, Photographer, go_to, looks, open_go_to

def sign_in_shots(camera):
    screen, collector = camera.stage.screen, camera.stage.collector
    camera.console(signed_in=False)
    screen.see('Sign in', 'push button')
    camera.shoot('sign-in')
    screen.write('Server', collector.address)
    screen.write('User name', 'anna')
    screen.write('Password', 'not the password')
    screen.press(screen.see('Sign in', 'push button'))
    screen.see('User name or password is not right.')
    camera.shoot('sign-in-refused')
    camera.resize(NARROW)
    camera.shoot('sign-in-narrow')
    collector.stop()
    collector.use_certificate(camera.place, 'first')
    collector.serve()
    camera.resize(WIDE)
    screen.write('Server', collector.address)
    screen.press(screen.see('Sign in', 'push button'))
    screen.see('Is this your collector?')
    camera.shoot('certificate')
    screen.click(camera.stage.answer('Trust It'))
    screen.see('User name or password is not right.')
    collector.stop()
    collector.use_certificate(camera.place, 'second')
    collector.serve()
    camera.resize(NARROW)
    screen.press(screen.see('Sign in', 'push button'))
    screen.see('Is this still your collector?')
    camera.shoot('certificate-changed')
    screen.keys('Escape')


def readme_shots(camera):
    camera.console()
    camera.stage.screen.see('calls this month')
    camera.stage.screen.wait(camera.stage.screen.rows, 'calls')
    camera.shoot('home')


def home_shots(camera):
    screen = camera.stage.screen
    for suffix in looks(camera):
        screen.see('calls this month')
        screen.wait(screen.rows, 'calls')
        camera.shoot('home' + suffix)


def call_shots(camera):
    screen = camera.stage.screen
    for suffix in looks(camera):
        screen.see('calls this month')
        rows = screen.wait(screen.rows, 'calls')
        chosen = next((i for i, (_, cells) in enumerate(rows)
                       if any(re.match('^[€£$]', cell) for cell in cells)), 0)
        screen.keys(*['Down'] * chosen, 'Return')
        screen.see('Journey')
        camera.shoot('call' + suffix)
        camera.scroll(7)
        camera.shoot('call-middle' + suffix)
        camera.scroll(40)
        screen.keys('Tab', 'space')
        camera.scroll(40)
        camera.shoot('call-records' + suffix)


def search_shots(camera):
    screen = camera.stage.screen
    for suffix in looks(camera):
        open_go_to(camera)
        screen.type('cost')
        camera.shoot('search' + suffix)
        screen.type('xyzzy')
        screen.see('Nothing is called so')
        camera.shoot('search-nothing' + suffix)
        screen.keys('Escape')
        camera.stage.focus_window('--name', '^Tollkeeper$')


def sites_shots(camera):
    screen = camera.stage.screen
    camera.stage.collector.learn_devices('SIP-TRUNK-TURIN', 'CFB_2', 'SEP0011223344AA')
    for suffix in looks(camera):
        go_to(camera, 'Gateways')
        screen.see('Learned from Calls')
        camera.shoot('sites' + suffix)
        screen.press(screen.see('Add Site', 'push button'))
        screen.see('Number to try')
        camera.shoot('site-new' + suffix)
        screen.keys('alt+Left')
        screen.pump(0.5)
        camera.scroll(60)
        screen.pump(0.5)
        screen.click(screen.see('London', 'list item'))
        screen.see('How People Dial')
        screen.write('Number to try', '0026677123')
        camera.shoot('site' + suffix)
        screen.keys('alt+Left')
        screen.pump(0.5)
        screen.press(screen.see('Add Gateway', 'push button'))
        screen.see('Device name')
        camera.shoot('gateway-new' + suffix)


def keeping_shots(camera):
    screen = camera.stage.screen
    for suffix in looks(camera):
        for page, seen in (('Settings', 'Record Files'), ('Access', re.compile('^The log is whole')),
                           ('My Prof', 'Signed In')):
            go_to(camera, page)
            screen.see(seen)
            camera.shoot(page.split()[-1].lower() + suffix)
            if page == 'Access':
                screen.click(screen.see('Filters'))
                camera.scroll(1)  # takes the pointer, and so the tooltip, away
                screen.pump(0.5)
                camera.shoot('access-filters' + suffix)
                screen.click(screen.see('Filters'))
                screen.click(screen.see(re.compile('Looked at Home'), 'table row'))
                screen.see('Rows shown')
                camera.shoot('access-entry' + suffix)
                screen.keys('alt+Left')


def privacy_shots(camera):
    screen, collector = camera.stage.screen, camera.stage.collector
    collector.calls(1)
    collector.ask('/privacy', {'preset': 'DE', 'purpose_required': False,
                               'notice': 'Calls are recorded for their cost.'}, 'PUT')
    collector.ask('/private-rules', {'items': [{'kind': 'prefix', 'value': '88'},
                                               {'kind': 'contact', 'value': '+390266771234'}]},
                  'PUT')
    for suffix in looks(camera):
        go_to(camera, 'Settings')
        screen.click(screen.see('Privacy', 'list item'))
        screen.see('Purpose required')
        camera.shoot('privacy' + suffix)
        for title, name in (('Hidden Digits', 'mask-rules'), ('Private Calls', 'private-rules')):
            screen.click(screen.see(title, 'list item'))
            screen.press(screen.see('Add Rule', 'push button'))
            screen.see('New rule')
            camera.shoot(name + suffix)
            screen.press(screen.see('Discard', 'push button'))
            screen.see_gone('New rule')
            screen.keys('alt+Left')
            screen.see('Purpose required')


def masked_shots(camera):
    """What an administrator from whom numbers are hidden is told."""
    screen, collector = camera.stage.screen, camera.stage.collector
    with sqlite3.connect(os.path.join(collector.data, 'ledger.db'), timeout=10) as ledger:
        ledger.execute('UPDATE account SET masked_digits = 4')
    collector.learn_devices('SIP-TRUNK-TURIN')
    camera.console()
    go_to(camera, 'Settings')
    screen.see('Record Files')
    camera.shoot('masked-settings')
    go_to(camera, 'Gateways')
    screen.see('Learned from Calls')
    camera.scroll(60)
    screen.pump(0.5)
    screen.click(screen.see('London', 'list item'))
    screen.see('How People Dial')
    screen.write('Area code', '21')
    screen.keys('ctrl+s')
    screen.see(re.compile('hidden from you'))
    camera.shoot('masked-site')


def purpose_shots(camera):
    screen, collector = camera.stage.screen, camera.stage.collector
    collector.calls(1)
    collector.ask('/privacy', {'preset': 'DE'}, 'PUT')
    for suffix, size, environment in LOOKS:
        camera.console(size=size, **environment)
        screen.press(screen.see('Cancel', 'push button'))
        screen.see('A Purpose Is Missing')
        camera.resize(size)  # the window, now that no dialog is over it
        camera.shoot('purpose-missing' + suffix)
        screen.press(screen.see('State a Purpose', 'push button'))
        screen.see('Suggestions')
        camera.shoot('purpose' + suffix)
        screen.click(screen.see('Checking the bill', 'list item'))
        screen.press(screen.see('State', 'push button'))
        screen.see('Purpose: Checking the bill')
        screen.wait(screen.rows, 'calls')
        camera.shoot('purpose-stated' + suffix)


def open_from_menu(camera, item):
    screen = camera.stage.screen
    screen.click(screen.see('More about people', 'push button'))
    screen.press(screen.see(item, 'menu item'))


def discard(camera):
    camera.stage.screen.press(camera.stage.screen.see('Discard', 'push button'))
    camera.stage.screen.see_gone('Discard')


def go_back(camera):
    camera.stage.screen.keys('alt+Left')
    camera.stage.screen.see('Add Person', 'push button')


def people_shots(camera):
    screen = camera.stage.screen
    camera.stage.collector.calls(1)
    camera.stage.collector.ask('/custom-fields', {'titles': ['', 'Badge number']}, 'PUT')
    file = os.path.join(camera.place, 'people.csv')
    with open(file, 'w', encoding='utf-8') as people:
        people.write('user_name;custom_1;custom_2\nada.bell;MI 1;17\n')
    for suffix in looks(camera):
        go_to(camera, 'People')
        screen.see('Add Person', 'push button')
        camera.shoot('people' + suffix)
        screen.press(screen.see('Add Person', 'push button'))
        screen.see('New Person')
        camera.shoot('person-new' + suffix)
        go_back(camera)
        screen.click(screen.see(re.compile(', User$'), 'table row'))
        screen.see('Place in the Company')
        screen.write('Mail', 'no address')
        screen.keys('ctrl+s')
        screen.see('Not a mail address')
        camera.shoot('person' + suffix)
        discard(camera)
        go_back(camera)
        for item, name in (('Departments, Cost Centres, Locations', 'groupings'),
                           ('Unknown Extensions', 'unknown'), ('Custom Fields', 'custom-fields')):
            open_from_menu(camera, item)
            screen.pump(0.5)
            camera.shoot(name + suffix)
            go_back(camera)
        open_from_menu(camera, 'Directory Server')
        screen.write('Address', 'ldap://dc1.example.com')
        screen.press(screen.see('Test', 'push button'))
        screen.see('Not tried: see what is marked.')
        camera.shoot('ldap' + suffix)
        discard(camera)
        go_back(camera)
        open_from_menu(camera, 'Import from CSV…')
        screen.press(screen.see('Choose File…', 'push button'))
        camera.stage.focus_window('--pid', str(camera.stage.console.pid))
        screen.keys('ctrl+l')
        screen.type(file)
        screen.keys('Return')
        screen.click(screen.see(re.compile('are used$')))
        camera.shoot('import' + suffix)


def trouble_shots(camera):
    screen, collector = camera.stage.screen, camera.stage.collector
    camera.console()
    screen.see('calls this month')
    collector.stop()
    screen.see(re.compile('^The collector (is away|at)'))
    camera.shoot('home-offline')
    collector.serve()
    with sqlite3.connect(os.path.join(collector.data, 'ledger.db'), timeout=10) as ledger:
        ledger.execute('ALTER TABLE totals RENAME TO lost')
    ledger.close()
    camera.console()
    screen.pump(3)
    camera.shoot('home-failed')


def empty_shots(camera):
    screen = camera.stage.screen
    camera.console()
    screen.see('No Calls Yet')
    camera.shoot('home-empty')


def shoot_results(camera, suffix, rows):
    """Each report is found by some words on the page of reports, and run."""
    screen = camera.stage.screen
    for words, name in rows:
        screen.keys('ctrl+f', 'ctrl+a')
        screen.type(words)
        screen.pump(0.6)
        screen.keys('Return')
        screen.see(re.compile('^Europe/Rome$'))
        camera.shoot(name + suffix)
        screen.keys('alt+Left')
        screen.pump(0.5)


def reports_shots(camera):
    screen = camera.stage.screen
    for suffix in looks(camera):
        go_to(camera, 'Reports')
        screen.see('Phone Bill')
        camera.shoot('reports' + suffix)
        shoot_results(camera, suffix, (('Cost By Department', 'result'),
                                       ('Hour Weekday', 'result-heat'),
                                       ('Call List', 'result-list')))
        screen.keys('ctrl+f', 'ctrl+a')
        screen.type('nothing like it')
        screen.see('Nothing Found')
        camera.shoot('reports-none' + suffix)
        screen.keys('ctrl+a')
        screen.type('Watch-List')
        screen.pump(0.6)
        screen.keys('Return')
        screen.see('No Calls')
        camera.shoot('result-empty' + suffix)
        camera.stage.collector.stop()
        screen.keys('F5')
        screen.see(re.compile('it is being tried again'))
        camera.shoot('result-offline' + suffix)
        camera.stage.collector.serve()


def layouts_shots(camera):
    """Lists in sections with what is drawn over them."""
    screen = camera.stage.screen
    for suffix in looks(camera):
        go_to(camera, 'Reports')
        screen.see('Phone Bill')
        shoot_results(camera, suffix, (('Phone Bill', 'bill'), ('Premium And', 'premium'),
                                       ('Out-Of-Hours Outgoing', 'out-of-hours'),
                                       ('Cost Per Minute', 'per-minute'),
                                       ('Hunt Member', 'members'),
                                       ('Department Statement', 'statement'),
                                       ('Period Comparison', 'comparison')))
        screen.keys('ctrl+f', 'ctrl+a')
        screen.type('Calls With One')
        screen.pump(0.6)
        screen.keys('Return')
        screen.see('Which Number?')
        camera.shoot('which-number' + suffix)
        screen.type('1522')
        screen.keys('Return')
        camera.stage.focus_window('--name', '^Tollkeeper$')
        screen.see(re.compile('^Europe/Rome$'))
        camera.shoot('one-number' + suffix)


def schedules_shots(camera):
    screen, collector = camera.stage.screen, camera.stage.collector
    collector.stop()
    mail = toll_mail.Server(camera.place, collector)
    collector.serve()
    collector.calls(1)
    camera.console()
    go_to(camera, 'Scheduled')
    screen.see('Nothing Is Scheduled')
    camera.shoot('schedules-empty')
    for name, to, unit, n, form in (
            ('Call costs of the month', ['boss@prova.example'], 'months', 1, 'pdf'),
            ('Missed calls', ['refuse@prova.example', 'desk@prova.example'], 'working_days', 1, 'xlsx'),
            ('Unused extensions', ['anna@prova.example'], 'weeks', 2, 'csv')):
        kept = collector.ask('/schedules', {
            'name': name, 'report_id': '2.1', 'start': '2026-01-31T17:30', 'every_unit': unit,
            'every_n': n, 'recipients': to, 'format': form, 'enabled': n == 1})
        if unit != 'weeks':
            collector.ask(f"/schedules/{kept['id']}/run", method='POST')
    for suffix in looks(camera):
        go_to(camera, 'Scheduled')
        screen.see('Missed calls', 'label')
        screen.see(re.compile('There is no such person'))
        camera.shoot('schedules' + suffix)
        screen.click(screen.see('Missed calls', 'label'))
        screen.pump(1.5)
        camera.shoot('schedule' + suffix)
        camera.scroll(12)
        camera.shoot('schedule-end' + suffix)
        screen.keys('alt+Left')  # a narrow page says nothing of what is live
        go_to(camera, 'Reports')
        screen.see('Phone Bill')
        screen.keys('ctrl+f', 'ctrl+a')
        screen.type('Cost By Department')
        screen.pump(0.6)
        screen.keys('Return')
        screen.see(re.compile('^Europe/Rome$'))
        camera.shoot('result-mail' + suffix)
        screen.click(screen.see('Mail', 'push button'))
        screen.press(screen.see('Send Now…', 'menu item'))
        screen.see('Send Report')
        camera.shoot('send' + suffix)
        screen.keys('Escape')
    mail.stop()


def options_shots(camera):
    screen = camera.stage.screen
    for suffix in looks(camera):
        go_to(camera, 'Reports')
        screen.see('Phone Bill')
        for words, title, name in (('Call List', 'Call List', 'options-list'),
                                   ('Cost By Department', 'Group Cost By Department', 'options')):
            screen.keys('ctrl+f', 'ctrl+a')
            screen.type(words)
            screen.pump(0.6)
            screen.press(screen.see('Options of ' + title, 'push button'))
            screen.see(re.compile('^Matches '))
            camera.shoot(name + suffix)
            screen.click(screen.see('Period', 'combo box'))
            screen.keys('Home', *['Down'] * 14, 'Return')
            camera.shoot(name + '-period' + suffix)
            camera.scroll(8)
            screen.press(screen.see('Restriction', 'push button'))
            screen.press(screen.see('Group', 'push button'))
            screen.write('Value', 'x')
            screen.pump(1)
            camera.shoot(name + '-middle' + suffix)
            camera.scroll(60)
            camera.shoot(name + '-end' + suffix)
            screen.keys('alt+Left')
            screen.pump(0.5)


def journey_shots(camera):
    """Each way a call can go, on its page, and all of them in the report."""
    screen, collector = camera.stage.screen, camera.stage.collector
    path = os.path.join(camera.place, 'cdr_StandAloneCluster_01_202601010000_1')
    now = int(time.time())
    scenarios.write(path, {name: now - 1000 * (i + 1)
                           for i, name in enumerate(scenarios.SCENARIOS)})
    collector.stop()
    collector.command('import', path)
    collector.serve()
    for suffix, size, environment in LOOKS:
        camera.console(size=size, **environment)
        screen.see('calls this month')
        screen.wait(screen.rows, 'calls')
        for row, name in enumerate(scenarios.SCENARIOS):
            screen.keys('Home', *['Down'] * row, 'Return')
            screen.see('Journey')
            camera.scroll(2 if size == WIDE else 12)
            camera.shoot('journey-' + name + suffix)
            screen.keys('alt+Left')
            screen.pump(0.5)
        go_to(camera, 'Reports')
        screen.see('Phone Bill')
        shoot_results(camera, suffix, (('Call Journey', 'journeys'),))


def dashboard_shots(camera):
    screen = camera.stage.screen
    for suffix in looks(camera):
        go_to(camera, 'Dashboard')
        screen.see('Last Calls Report')
        camera.shoot('dashboard' + suffix)
        screen.click(screen.see(re.compile('^Menu of '), 'push button'))
        screen.press(screen.see('Close', 'menu item'))
        screen.see('Undo')
        camera.shoot('dashboard-undo' + suffix)
        screen.click(screen.see('Undo'))
        camera.scroll(20)
        camera.shoot('dashboard-low' + suffix)
        screen.press(screen.see('Add Widget', 'push button'))
        camera.shoot('gallery' + suffix)
        screen.press(screen.see('Cancel', 'push button'))
        camera.stage.focus_window('--name', '^Tollkeeper$')


SCENES = {  # name: calls of the company, what is shot of it
    'readme': (6000, readme_shots),
    'sign-in': (6000, sign_in_shots),
    'home': (6000, home_shots),
    'dashboard': (6000, dashboard_shots),
    'call': (6000, call_shots),
    'journeys': (0, journey_shots),
    'sites': (6000, sites_shots),
    'search': (6000, search_shots),
    'keeping': (6000, keeping_shots),
    'privacy': (6000, privacy_shots),
    'purpose': (6000, purpose_shots),
    'masked': (6000, masked_shots),
    'people': (6000, people_shots),
    'reports': (6000, reports_shots),
    'layouts': (6000, layouts_shots),
    'schedules': (6000, schedules_shots),
    'options': (6000, options_shots),
    'trouble': (6000, trouble_shots),
    'empty': (0, empty_shots),
}

DAYS = {'layouts': 75}  # what is about the month before needs more


def main():
    folder, *scenes = [arg for arg in sys.argv[1:] if arg != '--inner'] or sys.exit(__doc__)
    if '--inner' not in sys.argv:
        toll_ui.outer()
    camera = Photographer(folder)
    for scene in scenes or [name for name in SCENES if name != 'readme']:
        calls, shoot = SCENES[scene]
        camera.open(calls, DAYS.get(scene, 12))
        try:
            shoot(camera)
        finally:
            camera.close()


if __name__ == '__main__':
    main()
