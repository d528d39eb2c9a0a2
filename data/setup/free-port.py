#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the first TCP port of this machine, from the one given on, that nobody listens at."""
import socket
import sys

wanted = int(sys.argv[1])
for port in list(range(wanted, wanted + 100)) + [0]:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(('127.0.0.1', port))
        except OSError:
            continue
        print(probe.getsockname()[1])
        break
