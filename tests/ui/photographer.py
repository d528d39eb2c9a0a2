# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes pictures of a console that works with a collector of its own."""
import os
import re
import shutil
import subprocess
import tempfile

import toll_ui

WIDE = (1272, 852)
NARROW = (360, 720)
LARGE_TEXT = os.path.join(tempfile.gettempdir(), 'toll-large-text')
LOOKS = (  # what a picture's name ends with, the window, the console's environment
    ('', WIDE, {}), ('-narrow', NARROW, {}),
    ('-dark', WIDE, {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}), ('-rtl', WIDE, {'LANGUAGE': 'ar'}),
    ('-large', WIDE, {'XENVIRONMENT': LARGE_TEXT}))


class Photographer:
    """One company after the other, one console after the other."""

    def __init__(self, folder):
        self.folder = folder
        self.stage = None
        self.place = None
        self.size = WIDE

    def open(self, calls, days=12):
        self.place = tempfile.mkdtemp(prefix='toll-shots-')
        self.stage = toll_ui.Stage(self.place, calls=calls, days=days, kept_back=0)
        self.stage.collector.serve()
        fonts = os.path.join(os.environ['XDG_CONFIG_HOME'], 'gtk-4.0')
        os.makedirs(fonts)
        with open(os.path.join(fonts, 'settings.ini'), 'w', encoding='utf-8') as file:
            file.write('[Settings]\ngtk-font-name=Cantarell 11\n')
        with open(LARGE_TEXT, 'w', encoding='utf-8') as file:
            file.write('Xft.dpi: 192\n')

    def close(self):
        self.stage.clear()
        shutil.rmtree(self.place, ignore_errors=True)

    def console(self, size=WIDE, signed_in=True, **environment):
        stage = self.stage
        if stage.console is not None:
            stage.close_console()
        args = ['--server=' + stage.collector.address, '--user=' + toll_ui.USER,
                '--password-file=' + stage.collector.password_file] if signed_in else []
        stage.open_console(*args, **environment)
        self.resize(size)

    def window(self):
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid',
                                str(self.stage.console.pid)], check=True, capture_output=True,
                               text=True).stdout.split()
        return found[-1]

    def resize(self, size):
        self.size = size
        subprocess.run(['xdotool', 'windowsize', self.window(), *map(str, size)], check=True)
        subprocess.run(['xdotool', 'mousemove', '1279', '859'], check=True)
        self.stage.screen.pump(0.8)

    def scroll(self, notches):
        middle = str(self.size[0] // 2)
        subprocess.run(['xdotool', 'mousemove', middle, '400', 'click', '--repeat', str(notches),
                        '--delay', '20', '5'], check=True)
        subprocess.run(['xdotool', 'mousemove', '1279', '859'], check=True)

    def shoot(self, name):
        """Without the frame that a window has where nothing draws its shadow."""
        self.stage.screen.pump(0.5)
        width, height = self.size
        subprocess.run(['import', '-window', self.window(), '-crop',
                        f'{width - 8}x{height - 8}+4+4', '+repage', '-strip',
                        os.path.join(self.folder, name + '.png')], check=True)
        print(name, flush=True)


def looks(camera):  # the console opened anew in each; what its pictures are called by
    for suffix, size, environment in LOOKS:
        camera.console(size=size, **environment)
        yield suffix


def open_go_to(camera):
    screen = camera.stage.screen
    screen.see(re.compile('^live'))
    screen.keys('ctrl+k')
    found = subprocess.run(['xdotool', 'search', '--sync', '--onlyvisible', '--name', '^Go to$'],
                           check=True, capture_output=True, text=True).stdout.split()
    subprocess.run(['xdotool', 'windowfocus', found[-1]], check=True)
    screen.pump(0.3)


def go_to(camera, page):
    """By the keys, as a narrow window shows no sidebar."""
    screen = camera.stage.screen
    open_go_to(camera)
    screen.type(page)
    screen.keys('Return')
    screen.pump(0.3)
    subprocess.run(['xdotool', 'windowfocus', camera.window()], check=True)
