#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person waits for in the console, beside an empty window, over the demo company.

The console's own parts run in bench-console (TOLL_BENCH_CONSOLE), against the real collector.
TOLL_BENCH_STARTS sets how often each is started (9), TOLL_BENCH_CONSOLE_CALLS how many calls the
company made (100,000).
"""
import os
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'ui'))
import toll_ui  # pylint: disable=wrong-import-position


def start(*args):
    """One start to its end. Returns its figures by name."""
    environment = {**os.environ, 'TOLL_BENCH_BEGAN_US': str(time.monotonic_ns() // 1000)}
    run = subprocess.run([os.environ['TOLL_BENCH_CONSOLE'], *args], env=environment, check=True,
                         capture_output=True, text=True, timeout=120)
    lines = [line.split() for line in run.stdout.splitlines()]
    return {line[0]: [float(figure) for figure in line[1:]] for line in lines}


def middle(runs, name, place=0):
    return statistics.median(run[name][place] for run in runs)


def measures(stage):
    stage.collector.serve()
    args = ['--server=' + stage.collector.address, '--user=' + toll_ui.USER,
            '--password-file=' + stage.collector.password_file]
    start()
    start(*args)  # the first of each reads the disk
    pairs = [(start(), start(*args)) for _ in range(int(os.environ.get('TOLL_BENCH_STARTS', '9')))]
    empty, console = zip(*pairs)
    first, bare = middle(console, 'frame'), middle(empty, 'frame')
    print(f'# first frame         {first:6.1f} ms, an empty window {bare:.1f} ms: '
          f'{first / bare:.2f} times (target: 2.5)')
    print(f'# sign-in to Home     {middle(console, "home"):6.1f} ms (target: 500), '
          f'{middle(console, "home", 1):.0f} ms from the start of the program')
    print(f'# a jump of 400 px    {middle(console, "jump"):6.1f} ms, '
          f'p99 {middle(console, "jump", 1):.1f}, longest {middle(console, "jump", 2):.1f} '
          '(target: 25)')
    print(f'#   of the processor  {middle(console, "jump-cpu"):6.1f} ms, '
          f'p99 {middle(console, "jump-cpu", 1):.1f}, '
          f'longest {middle(console, "jump-cpu", 2):.1f}')
    print(f'# dashboard opened    {middle(console, "dashboard"):6.1f} ms, its request included '
          '(target: 300 after the answer)', flush=True)


if __name__ == '__main__':
    toll_ui.run([measures], calls=int(os.environ.get('TOLL_BENCH_CONSOLE_CALLS', '100000')),
                days=60, kept_back=0)
