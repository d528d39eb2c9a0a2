#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A dashboard for a wall: over the whole screen, and as a link for other screens."""
import re
import urllib.error
import urllib.request

import toll_ui

TURNS_S = 20


def tiles(screen, page):
    """What is to be read on @page of the window over the screen."""
    def read():
        names = [node.get_name() for node in screen.nodes('label') if screen.place(node)[2] > 0]
        return names[names.index(page):] if page in names else None
    return screen.wait(read, page)


def it_fills_the_screen(stage):
    stage.collector.serve()
    stage.collector.calls(1)
    stage.sign_in()
    screen = stage.screen
    screen.click(screen.see('Dashboard', 'list item'))
    screen.see('Last Calls Report')
    screen.keys('F11')
    stage.to_the_window('Dashboard')
    screen.see('1 of 3')
    screen.shoot('full-screen.png')
    shown = tiles(screen, '1 of 3')
    assert 'Month Cost' in shown and 'Last Calls Report' not in shown, shown


def it_turns_by_itself(stage):
    screen = stage.screen
    screen.see('2 of 3', seconds=TURNS_S + 10)
    screen.pump(1)
    screen.shoot('full-screen-2.png')
    screen.see('3 of 3', seconds=TURNS_S + 10)
    screen.pump(1)
    screen.shoot('full-screen-3.png')


def it_follows_the_layout(stage):
    """What another desk lays out, and the same again without a card."""
    screen = stage.screen
    screen.keys('Escape')
    screen.see_gone('3 of 3')
    stage.to_the_window()
    screen.click(screen.see('Menu of Month Cost'))
    screen.press(screen.see('Minimise', 'menu item'))
    screen.click(screen.see('More'))
    screen.press(screen.see('Full Screen', 'menu item'))
    stage.to_the_window('Dashboard')
    screen.see('1 of 3')
    assert 'Month Cost' not in tiles(screen, '1 of 3')
    screen.keys('F11')
    screen.see_gone('1 of 3')
    stage.to_the_window()


def share(stage):
    screen = stage.screen
    screen.click(screen.see('More'))
    screen.press(screen.see('Share as Wallboard…', 'menu item'))
    stage.to_the_window('Share as Wallboard')
    screen.see('Hidden digits', 'text')


def a_link_is_made_and_told_once(stage):
    screen = stage.screen
    share(stage)
    assert not screen.has(screen.see('Create', 'push button'), 'SENSITIVE')
    screen.write('Name', 'Lobby')
    screen.write('Seconds for each page', '2')
    screen.press(screen.see('Create', 'push button'))
    screen.see('5 to 600 are expected')
    screen.write('Seconds for each page', '30')
    screen.press(screen.see('Create', 'push button'))
    screen.see('Link of “Lobby”')
    link = screen.see(re.compile('/wallboard/'), 'label').get_name()
    screen.shoot('wallboard.png')
    stage.notes['link'] = link
    with urllib.request.urlopen(link, timeout=10) as page:
        assert 'Lobby' in page.read().decode()
    kept = stage.collector.ask('/wallboards')['items']
    assert [(one['name'], one['rotate_s'], one['masked_digits'], one['scope']['kind'])
            for one in kept] == [('Lobby', 30, 4, 'all')], kept
    screen.keys('Escape')
    screen.see_gone('Link of “Lobby”')


def a_part_of_the_house_is_enough(stage):
    screen = stage.screen
    share(stage)
    assert not screen.shows('Link of “Lobby”')
    screen.write('Name', 'Desk')
    screen.click(screen.see('Only a part of what I may see', 'label'))
    screen.press(screen.see('Create', 'push button'))
    screen.see(re.compile('[Oo]f which ones is expected'))
    screen.click(screen.see('Choose…', 'label'))
    screen.pump(0.5)
    screen.type('Legal')
    screen.keys('Return')
    screen.see(re.compile('^Remove Legal'), 'push button')
    screen.press(screen.see('Create', 'push button'))
    screen.see('Link of “Desk”')
    desk = next(one for one in stage.collector.ask('/wallboards')['items']
                if one['name'] == 'Desk')
    assert desk['scope']['kind'] == 'departments' and len(desk['scope']['names']) == 1, desk


def a_revoked_link_shows_nothing(stage):
    screen = stage.screen
    screen.press(next(button for button in screen.nodes('push button', 'Revoke…')
                      if button.get_description() == 'Lobby'))
    screen.see('Revoke “Lobby”?')
    screen.press(stage.answer('Revoke'))
    screen.wait(lambda: [one['name'] for one in stage.collector.ask('/wallboards')['items']]
                == ['Desk'], 'it is revoked')
    try:
        urllib.request.urlopen(stage.notes['link'], timeout=10)
    except urllib.error.HTTPError as error:
        assert error.code == 404, error
        return
    raise AssertionError('it shows something')


if __name__ == '__main__':
    toll_ui.run([it_fills_the_screen, it_turns_by_itself, it_follows_the_layout,
                 a_link_is_made_and_told_once, a_part_of_the_house_is_enough,
                 a_revoked_link_shows_nothing])
