#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gateways and sites as an administrator keeps them: tells devices, tries numbers, edits plans."""
import re

import toll_ui

NUMBER = re.compile(r'\+39 02 6677123')  # between marks of its direction


def sites(stage):
    return {site['name']: site for site in stage.collector.ask('/sites')['items']}


def save(stage):
    stage.screen.keys('ctrl+s')
    stage.screen.see('Saved')
    stage.screen.see_gone('Saved')


def shows_what_calls_taught(stage):
    stage.collector.learn_devices('SIP-TRUNK-TURIN', 'CFB_2', 'SEP0011223344AA')
    stage.collector.serve()
    stage.collector.calls(1)
    stage.sign_in()
    screen = stage.screen
    screen.click(screen.see('Gateways and Sites', 'list item'))
    screen.see('Learned from Calls')
    screen.see('SEP0011223344AA', 'combo box')
    for name in sites(stage):
        screen.see(name, 'list item')


def a_device_is_told(stage):
    screen = stage.screen
    screen.click(screen.see('CFB_2', 'combo box'))
    screen.keys('Down', 'Down', 'Down', 'Return')
    screen.see_gone('CFB_2')
    told = stage.collector.ask('/devices?state=told')['items']
    assert ('CFB_2', 'bridge') in [(item['name'], item['kind']) for item in told], told


def a_device_becomes_a_gateway(stage):
    screen = stage.screen
    screen.click(screen.see('SIP-TRUNK-TURIN', 'combo box'))
    screen.keys('Down', 'Return')
    screen.see('New Gateway')
    assert screen.value('Device name') == 'SIP-TRUNK-TURIN'
    screen.write('Title', 'Turin')
    screen.write('Channels', '30')
    save(stage)
    made = [item for item in stage.collector.ask('/gateways')['items']
            if item['device'] == 'SIP-TRUNK-TURIN']
    assert made and made[0]['title'] == 'Turin' and made[0]['channels'] == 30, made
    screen.keys('alt+Left')
    screen.see('Turin', 'list item')
    screen.see_gone('SIP-TRUNK-TURIN')


def a_number_is_tried_while_a_site_is_made(stage):
    screen = stage.screen
    screen.press(screen.see('Add Site', 'push button'))
    screen.see('New Site')
    screen.write('Nation', 'IT')
    screen.write('Access code', '9')
    screen.write('Number to try', '9026677123')
    screen.see(NUMBER)
    screen.see(re.compile('^Italy · Mila'))
    screen.see('9 in front is left out, 39 is put there.')
    screen.write('Access code', '8')
    screen.see_gone(NUMBER)


def what_is_wrong_is_said_at_its_field(stage):
    screen = stage.screen
    screen.write('Name', 'Turin')
    screen.write('Extensions', 'many')
    screen.keys('ctrl+s')
    screen.see('Not saved: see what is marked.')
    assert 'Turin' not in sites(stage)
    screen.write('Extensions', '7000-7999')
    save(stage)
    made = sites(stage)['Turin']
    assert (made['nation'], made['access_code'], made['extension_ranges']) == \
        ('IT', '8', '7000-7999'), made
    screen.write('Number to try', '7123')
    screen.see('An extension of Turin.')


def a_site_is_removed(stage):
    screen = stage.screen
    screen.press(screen.see('Remove Site…', 'push button'))
    screen.see('Remove this site?')
    screen.press(screen.see(re.compile('Remove$'), 'push button'))
    screen.see('Removed')
    screen.see('Add Site', 'push button')
    assert 'Turin' not in sites(stage)


if __name__ == '__main__':
    toll_ui.run([shows_what_calls_taught, a_device_is_told, a_device_becomes_a_gateway,
                 a_number_is_tried_while_a_site_is_made, what_is_wrong_is_said_at_its_field,
                 a_site_is_removed])
