#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom: the table of allowed edges between rooms and towards libraries."""
import re

import lint

# A room of the collector -> the rooms it may include, beside itself and shared/.
COLLECTOR = {
    'formats': '', 'normalize': '', 'rating': '', 'export': '', 'demo': '',
    # Stores hand out the snapshots that the pure rooms work on: plan, people, book.
    'store': 'normalize rating',
    'directory': 'store normalize',
    'pipeline': 'formats normalize rating store',
    'intake': '',
    'api': 'store',
    # Reports read names, ranges and steps with the pure rooms' own readers.
    'reports': 'store notify formats normalize', 'alarms': 'store notify', 'budgets': 'store notify',
    'locks': 'store notify net', 'schedule': 'store notify reports export api', 'notify': 'store net directory',
    'dashboard': 'store reports export',
    'net': '',
    'routes': 'api reports dashboard export alarms budgets locks directory store intake notify schedule '
              'normalize rating pipeline',
    'app': '*',
    '': '*',
}

# A room of the console -> the rooms it may include.
CONSOLE = {
    'client': '', 'models': 'client', 'charts': 'models widgets', 'widgets': 'models',
    'dialogs': 'client models widgets charts', 'app': '*', '': '*',
    'pages': 'client models widgets charts dialogs',
}

# A library's header -> the folders that may see it.
LIBRARIES = {
    r'sqlite3\.h': ('collector/store/', 'tests/'),
    r'libsoup/': ('collector/api/', 'collector/net/', 'console/client/', 'tests/'),
    r'libsecret/': ('console/client/', 'tests/'),
    r'(gtk/|adwaita\.h|gdk/)': ('console/', 'tests/'),
    r'ldap\.h': ('collector/directory/', 'tests/'),
    r'curl/': ('collector/notify/', 'tests/'),
    r'xlsxwriter\.h': ('collector/export/', 'tests/'),
    r'gmime/': ('collector/notify/', 'tests/'),
    r'libxml/': ('collector/routes/', 'collector/locks/', 'tests/'),
}


def room_of(path):
    parts = path.split('/')
    return parts[0], parts[1] if len(parts) > 2 else ''


def edge(path, target):
    """Why path may not include target, or None."""
    (top, room), (to_top, to_room) = room_of(path), room_of(target)
    if top == 'tests':
        return None
    if top == 'shared':
        return None if to_top == 'shared' else f'shared may not include {target}'
    if to_top == 'shared':
        return None
    if to_top != top:
        return f'{top} may not include {target}'
    table = COLLECTOR if top == 'collector' else CONSOLE
    if room not in table:
        return f'{top}/{room} has no row in the table of allowed edges'
    if room != to_room and table[room] != '*' and to_room not in table[room].split():
        return f'{top}/{room} may not include {top}/{to_room}'
    return None


def inspect(path, text):
    found = []
    for number, line in enumerate(text.split('\n'), 1):
        own = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        if own and own.group(1) != 'config.h':
            if '/' not in own.group(1) or own.group(1).startswith('.'):
                found.append((number, f'include path does not start at the root: {own.group(1)}'))
            elif reason := edge(path, own.group(1)):
                found.append((number, reason))
        library = re.match(r'\s*#\s*include\s+<([^>]+)>', line)
        for pattern, homes in LIBRARIES.items() if library else ():
            if re.match(pattern, library.group(1)) and not path.startswith(homes):
                found.append((number, f'{library.group(1)} may not be seen here'))
    return found


lint.run('includes', inspect)
