#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A dashboard for a wall: over the whole screen, and as a link for other screens."""
import toll_ui

TURNS_S = 20


def tiles(screen, page):
    """What is to be read on @page of the window over the screen."""
    def read():
        names = [node.get_name() for node in screen.nodes('label') if screen.place(node)[2] > 0]
        return names[names.index(page):] if page in names else None
    return screen.wait(read, page)


def to_the_window(stage, name):
    """Without a window manager nobody gives the keys to a new window."""
    stage.focus_window('--name', name)


def it_fills_the_screen(stage):
    stage.collector.serve()
    stage.collector.calls(1)
    stage.sign_in()
    screen = stage.screen
    screen.click(screen.see('Dashboard', 'list item'))
    screen.see('Last Calls Report')
    screen.keys('F11')
    to_the_window(stage, '^Dashboard$')
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
    to_the_window(stage, '^Tollkeeper$')
    screen.click(screen.see('Menu of Month Cost'))
    screen.press(screen.see('Minimise', 'menu item'))
    screen.click(screen.see('More'))
    screen.press(screen.see('Full Screen', 'menu item'))
    to_the_window(stage, '^Dashboard$')
    screen.see('1 of 3')
    assert 'Month Cost' not in tiles(screen, '1 of 3')
    screen.keys('F11')
    screen.see_gone('1 of 3')
    to_the_window(stage, '^Tollkeeper$')


if __name__ == '__main__':
    toll_ui.run([it_fills_the_screen, it_turns_by_itself, it_follows_the_layout])
