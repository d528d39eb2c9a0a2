#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls and words that product code does without."""
import re

import lint

# What is forbidden, where (path prefixes), and what to do instead.
EVERYWHERE = ('shared/', 'collector/', 'console/')
RULES = (
    (r'\b(system|popen)\s*\(', EVERYWHERE, 'runs a shell: use GSubprocess with an argument array'),
    (r'\b(v?sprintf|strcpy|strcat|gets|strtok)\s*\(', EVERYWHERE, 'has no bounds: use g_snprintf'),
    (r'\b(atoi|atol|atoll|atof)\s*\(', EVERYWHERE, 'hides errors: use g_ascii_string_to_*'),
    (r'\b(strtod|strtof|g_strtod|g_ascii_strtod)\s*\(', ('shared/', 'collector/'),
     'reads money through floating point: use toll_money_parse'),
    (r'\b(g_assert\w*|g_error|abort)\s*\(', ('shared/', 'collector/'),
     'ends the service: return a GError'),
    (r'\bgoto\s+\w+\s*;', EVERYWHERE, 'goto: use g_autoptr'),
    (r'\bG_(IO|FILE|MARKUP|CONVERT|KEY_FILE)_ERROR\b\s*,', ('shared/', 'collector/'), None),
)


def inspect(path, text):
    found = []
    for number, line in enumerate(lint.bare(text).split('\n'), 1):
        for pattern, homes, advice in RULES:
            match = re.search(pattern, line)
            if match and advice and path.startswith(homes):
                found.append((number, f'{match.group(0).strip()} {advice}'))
    for number, line in enumerate(text.split('\n'), 1):
        if re.search(r'\b(TODO|FIXME|XXX)\b[ :]', line):
            found.append((number, 'a note to oneself: do it or open an issue'))
    return found


lint.run('calls', inspect, ('.c', '.h'), ('shared', 'collector', 'console'))
