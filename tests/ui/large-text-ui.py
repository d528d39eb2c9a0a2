#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What changes for who reads texts of twice the size: charts grow whole, and a window has the places of
one half as wide."""
import os

import toll_ui

HEAT_PX = 7 * 26 + 60  # what the picture of a week takes


def open_report(stage, **environment):
    """Returns the height of its chart."""
    screen = stage.screen
    stage.open_console('--server=' + stage.collector.address, '--user=' + toll_ui.USER,
                       '--password-file=' + stage.collector.password_file, **environment)
    screen.see('calls this month')
    screen.keys('ctrl+k')
    stage.focus_window('--name', '^Go to$')
    screen.type('Hour And Weekday')
    screen.keys('Return')
    stage.to_the_window()
    return screen.settled(screen.see('Chart; the arrow keys walk through its figures', 'image'))[3]


def a_chart_is_as_high_as_it_was(stage):
    fonts = os.path.join(os.environ['XDG_CONFIG_HOME'], 'gtk-4.0')
    os.makedirs(fonts)
    with open(os.path.join(fonts, 'settings.ini'), 'w', encoding='utf-8') as file:
        file.write('[Settings]\ngtk-font-name=Sans 11\n')
    stage.collector.serve()
    height = open_report(stage)
    assert height == HEAT_PX, height
    stage.screen.see('Ctrl+K', 'label')
    stage.close_console()


def at_twice_the_size_it_is_twice_as_high(stage):
    resources = os.path.join(stage.folder, 'resources')
    with open(resources, 'w', encoding='utf-8') as file:
        file.write('Xft.dpi: 192\n')
    height = open_report(stage, XENVIRONMENT=resources)
    assert height == 2 * HEAT_PX, height


def the_search_gives_its_words_to_the_title(stage):
    stage.screen.keys('alt+Left')
    stage.screen.see('calls this month')
    assert not stage.screen.shows('Ctrl+K', 'label')


if __name__ == '__main__':
    toll_ui.run([a_chart_is_as_high_as_it_was, at_twice_the_size_it_is_twice_as_high,
                 the_search_gives_its_words_to_the_title], calls=600)
