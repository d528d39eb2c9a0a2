#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server for tests: smtpd.py PORT FOLDER [--starttls|--tls] [--auth USER:PASSWORD].

Keeps each mail it takes as FOLDER/NNNN.eml, with sender and recipient in the lines before it. What
it says to a recipient is in the address: refuse… never, later… not before FOLDER/open is there,
spam… not when it has seen the mail. FOLDER/server.pem and server.key are its certificate."""
import argparse
import asyncio
import os
import ssl

from aiosmtpd.smtp import SMTP, AuthResult

arguments = argparse.ArgumentParser()
arguments.add_argument('port', type=int)
arguments.add_argument('folder')
arguments.add_argument('--starttls', action='store_true')
arguments.add_argument('--tls', action='store_true')
arguments.add_argument('--auth', default='')
options = arguments.parse_args()


class Handler:
    def __init__(self):
        self.n_taken = len([n for n in os.listdir(options.folder) if n.endswith('.eml')])

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith('refuse'):
            return '550 5.1.1 There is no such person'
        if address.startswith('later') and not os.path.exists(f'{options.folder}/open'):
            return '451 4.7.1 Come back later'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith('spam'):
            return '554 5.7.1 This looks like spam'
        self.n_taken += 1
        path = f'{options.folder}/{self.n_taken:04}'
        head = f'{envelope.mail_from}\n{" ".join(envelope.rcpt_tos)}\n'
        with open(path + '.new', 'wb') as out:
            out.write(head.encode() + envelope.original_content)
        os.rename(path + '.new', path + '.eml')
        return f'250 2.0.0 Taken as {self.n_taken}'


def authenticate(server, session, envelope, mechanism, data):
    user, password = options.auth.split(':', 1)
    if data.login == user.encode() and data.password == password.encode():
        return AuthResult(success=True)
    return AuthResult(success=False, handled=False)


async def main():
    context = None
    if options.starttls or options.tls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(f'{options.folder}/server.pem', f'{options.folder}/server.key')
    handler = Handler()

    def make():
        return SMTP(handler, hostname='mail.prova.example',
                    tls_context=context if options.starttls else None,
                    authenticator=authenticate if options.auth else None,
                    auth_required=bool(options.auth),
                    auth_require_tls=options.starttls,
                    data_size_limit=64 << 20, loop=asyncio.get_running_loop())

    server = await asyncio.get_running_loop().create_server(
        make, '127.0.0.1', options.port, ssl=context if options.tls else None)
    async with server:
        await server.serve_forever()


asyncio.run(main())
