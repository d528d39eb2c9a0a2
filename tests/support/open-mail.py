#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens a mail that smtpd.py kept, as a reader of mail does, and tells what is in it as JSON:
open-mail.py FILE [FOLDER to keep the attachments in]."""
import email
import email.policy
import hashlib
import json
import sys

with open(sys.argv[1], 'rb') as file:
    sender, recipient = file.readline().strip(), file.readline().strip()
    raw = file.read()
message = email.message_from_bytes(raw, policy=email.policy.default)
parts = []
for part in message.walk():
    if part.is_multipart():
        continue
    content = part.get_payload(decode=True)
    name = part.get_filename() or ''
    parts.append({'type': part.get_content_type(), 'name': name, 'n_bytes': len(content),
                  'sha256': hashlib.sha256(content).hexdigest(),
                  'text': (content.decode(part.get_content_charset())
                           if part.get_content_maintype() == 'text' else '')})
    if name and len(sys.argv) > 2:
        with open(f'{sys.argv[2]}/{name}', 'wb') as out:
            out.write(content)
print(json.dumps({
    'envelope_from': sender.decode(), 'envelope_to': recipient.decode(),
    'headers': {name: str(value) for name, value in message.items()},
    'names': [name for name, _ in message.items()],
    'to': [address.addr_spec for address in message['to'].addresses],
    'from_name': message['from'].addresses[0].display_name,
    'longest_line': max(len(line) for line in raw.split(b'\n')),
    'bare_lf': raw.count(b'\n') - raw.count(b'\r\n'),
    'defects': [repr(d) for p in message.walk() for d in p.defects],
    'parts': parts}))
