# SPDX-License-Identifier: GPL-3.0-or-later
"""The same as score.h, for tests in Python."""
import hashlib
import json
import os
import sys


def score(entry, what, figure, limit):
    """@figure must be at most @limit."""
    folder = os.environ.get('TOLL_SCORES')
    test = os.path.basename(sys.argv[0])
    print(f'# {entry}: {what}: {figure}, at most {limit}', flush=True)
    if folder:
        name = f'{entry}-{test}-{hashlib.sha256(what.encode()).hexdigest()[:8]}.json'
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
            json.dump({'id': entry, 'what': what, 'figure': figure, 'limit': limit, 'test': test},
                      file)
    assert figure <= limit, f'{entry}: {what}: {figure}, at most {limit}'
