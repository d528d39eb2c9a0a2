# SPDX-License-Identifier: GPL-3.0-or-later
"""A real mail server beside the collector of a stage, and the mails that it took."""
import atexit
import email
import email.policy
import importlib.util
import os
import socket
import subprocess
import sys
import time

SERVER = os.path.join(os.path.dirname(__file__), '..', 'support', 'smtpd.py')


def skip_without():
    if importlib.util.find_spec('aiosmtpd') is None:
        print('1..0 # SKIP no python3-aiosmtpd')
        sys.exit(0)


class Server:
    def __init__(self, folder, collector):
        self.folder = os.path.join(folder, 'mails')
        os.makedirs(self.folder)
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            port = free.getsockname()[1]
        self.process = subprocess.Popen([sys.executable, SERVER, str(port), self.folder])
        atexit.register(self.stop)
        for key, value in (('mail_server', '127.0.0.1'), ('mail_port', str(port)),
                           ('mail_security', 'none'), ('mail_sender', 'tolls@prova.example')):
            collector.command('settings', 'set', key, value)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with socket.socket() as knock:
                if knock.connect_ex(('127.0.0.1', port)) == 0:
                    return
            time.sleep(0.05)
        sys.exit('the mail server does not listen')

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def taken(self):
        """Of each mail: to, subject, text, files as (name, content)."""
        return [self.read(os.path.join(self.folder, name))
                for name in sorted(os.listdir(self.folder)) if name.endswith('.eml')]

    @staticmethod
    def read(path):
        with open(path, 'rb') as file:
            _, to, content = file.read().split(b'\n', 2)
        mail = email.message_from_bytes(content, policy=email.policy.default)
        body = mail.get_body(('plain', 'html'))
        return {'to': to.decode(), 'subject': mail['Subject'],
                'text': body.get_content() if body is not None else '',
                'files': [(part.get_filename(), part.get_payload(decode=True))
                          for part in mail.iter_attachments()]}

    def wait(self, screen, count):
        screen.wait(lambda: len(self.taken()) >= count, f'{count} mails')
        return self.taken()
