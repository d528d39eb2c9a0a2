#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The directory server as an administrator sets it up: tries it, corrects it, takes people over.
A real slapd answers; skips where there is none."""
import atexit
import os
import re
import socket
import subprocess
import sys
import urllib.error

import toll_ui

SLAPD = '/usr/sbin/slapd'
N_PEOPLE = 12
CONFIGURATION = """include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {dir}/slapd.pid
TLSCertificateFile {dir}/server.pem
TLSCertificateKeyFile {dir}/server.key
access to attrs=userPassword by anonymous auth by * none
access to * by users read by * auth
database mdb
suffix dc=prova
rootdn cn=root,dc=prova
directory {dir}/data
maxsize 16777216
dbnosync
"""
TREE = """dn: dc=prova
objectClass: dcObject
objectClass: organization
o: Prova
dc: prova

dn: cn=reader,dc=prova
objectClass: applicationProcess
objectClass: simpleSecurityObject
cn: reader
userPassword: reads

dn: ou=people,dc=prova
objectClass: organizationalUnit
ou: people

dn: ou=groups,dc=prova
objectClass: organizationalUnit
ou: groups

dn: cn=heads,ou=groups,dc=prova
objectClass: groupOfNames
cn: heads
member: uid=q02,ou=people,dc=prova

"""
PERSON = """dn: uid=q{0:02},ou=people,dc=prova
objectClass: inetOrgPerson
uid: q{0:02}
cn: Person {0}
givenName: Given
sn: Family {0}
mail: q{0}@prova.example
telephoneNumber: 88{0:02}
userPassword: pw-q{0:02}

"""


class Slapd:
    """A directory of a dozen people with an encrypted address, in a folder of its own."""

    def __init__(self, folder):
        self.dir = os.path.join(folder, 'slapd')
        os.makedirs(os.path.join(self.dir, 'data'))
        self.ca_file = os.path.join(self.dir, 'server.pem')
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                        'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj',
                        '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout',
                        os.path.join(self.dir, 'server.key'), '-out', self.ca_file],
                       check=True, capture_output=True)
        conf = self.write('slapd.conf', CONFIGURATION.format(dir=self.dir))
        people = ''.join(PERSON.format(i) for i in range(1, N_PEOPLE + 1))
        subprocess.run(['/usr/sbin/slapadd', '-q', '-f', conf, '-l',
                        self.write('people.ldif', TREE + people)], check=True,
                       capture_output=True)
        with socket.socket() as probe:
            probe.bind(('127.0.0.1', 0))
            self.port = probe.getsockname()[1]
        self.url = f'ldaps://127.0.0.1:{self.port}'
        self.process = subprocess.Popen([SLAPD, '-d', '0', '-f', conf, '-h', self.url],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        atexit.register(self.stop)

    def write(self, name, text):
        path = os.path.join(self.dir, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return path

    def answers(self):
        with socket.socket() as probe:
            return probe.connect_ex(('127.0.0.1', self.port)) == 0

    def stop(self):
        self.process.kill()
        self.process.wait()


def settings(stage):
    return stage.collector.ask('/ldap')


def write_all(stage, texts):
    for name, text in texts.items():
        stage.screen.write(name, text)


def save(stage):
    stage.screen.keys('ctrl+s')
    stage.screen.see('Saved')
    stage.screen.see_gone('Saved')


def opens_from_people(stage):
    stage.notes['slapd'] = Slapd(stage.folder)
    stage.collector.serve()
    stage.collector.calls(1)
    stage.sign_in()
    screen = stage.screen
    screen.skips_rows = True
    screen.wait(stage.notes['slapd'].answers, 'the directory server')
    screen.click(screen.see('People', 'list item'))
    screen.click(screen.see('More about people', 'push button'))
    screen.press(screen.see('Directory Server', 'menu item'))
    screen.see('Use the directory server')
    screen.see('No runs yet')
    assert screen.value('User name') == 'sAMAccountName'
    screen.shoot('ldap-empty.png')


def says_at_the_field_what_is_wrong(stage):
    screen = stage.screen
    screen.write('Address', 'ldap://dc1.example.com')
    screen.press(screen.see('Test', 'push button'))
    screen.see(re.compile('[Pp]asswords would travel in clear'))
    screen.see('Not tried: see what is marked.')
    screen.keys('ctrl+s')
    screen.see(re.compile('[Pp]asswords would travel in clear'))
    screen.see('Not saved: see what is marked.')
    assert settings(stage)['url'] == ''
    screen.press(screen.see('Discard', 'push button'))
    screen.wait(lambda: screen.value('Address') == '', 'the address as it was')


def shows_the_step_that_fails(stage):
    screen = stage.screen
    slapd = stage.notes['slapd']
    screen.click(screen.see('Use the directory server'))
    write_all(stage, {
        'Address': slapd.url, 'Certificate authority file': slapd.ca_file,
        'Reader': 'cn=reader,dc=prova', 'Password of the reader': 'wrong',
        'Search below': 'ou=people,dc=prova', 'Filter': '(objectClass=inetOrgPerson)',
        'Search groups below': 'ou=groups,dc=prova',
        'Account is disabled when': '', 'User name': 'uid'})
    screen.press(screen.see('Test', 'push button'))
    screen.see('Sign in as the reader: Failed')
    screen.see('Connect: Done')
    screen.see('Find people: Not tried')
    screen.shoot('ldap-failed.png')
    assert settings(stage)['url'] == '', 'a test keeps nothing'


def warns_of_a_group_that_is_not_there(stage):
    screen = stage.screen
    write_all(stage, {'Password of the reader': 'reads', 'Try as user': 'q01',
                      'Password of that user': 'pw-q01'})
    screen.press(screen.see('Add Rule', 'push button'))
    screen.write('Group', 'cn=haeds,ou=groups,dc=prova')
    screen.press(screen.see('Test', 'push button'))
    screen.see('Find groups: Done with a warning')
    screen.see('Sign in as the user: Done')
    screen.shoot('ldap-warning.png')


def shows_every_step_that_works(stage):
    screen = stage.screen
    screen.write('Group', 'cn=heads,ou=groups,dc=prova')
    screen.press(screen.see('Test', 'push button'))
    screen.see('Sign in as the user: Done')
    for step in ("Find the server's address", 'Connect', 'Encrypt', 'Sign in as the reader',
                 'Find people', 'Find groups'):
        assert screen.shows(step + ': Done'), step
    screen.shoot('ldap-tested.png')


def keeps_the_password_to_itself(stage):
    screen = stage.screen
    assert not screen.shows('Is set. What is typed here replaces it.')
    # What is previewed below must not have been taken over by the clock before.
    screen.write('Take over every … minutes', '0')
    save(stage)
    screen.see('Is set. What is typed here replaces it.')
    kept = settings(stage)
    assert kept['enabled'] and kept['has_bind_password'] and 'bind_password' not in kept, kept
    assert kept['attributes']['user_name'] == 'uid', kept
    assert [rule['group'] for rule in kept['group_rules']] == ['cn=heads,ou=groups,dc=prova']
    assert screen.value('Password of the reader') == ''


def people(stage):
    return stage.collector.ask('/people?source=ldap&limit=1000')['items']


def previews_and_takes_over(stage):
    screen = stage.screen
    screen.press(screen.see('Preview', 'push button'))
    screen.see('Preview: nothing was changed')
    screen.see(f'Found: {N_PEOPLE} · New: {N_PEOPLE} · Changed: 0 · Gone: 0 · Refused: 0')
    assert not people(stage)
    screen.shoot('ldap-preview.png')
    screen.press(screen.see('Sync Now', 'push button'))
    screen.see_gone('Preview: nothing was changed')
    screen.see(re.compile('^Today'))
    assert len(people(stage)) == N_PEOPLE, people(stage)
    screen.shoot('ldap-synced.png')


def asks_before_work_is_lost(stage):
    screen = stage.screen
    screen.write('Search below', 'dc=prova')
    screen.see('There are changes that are not saved.')
    screen.keys('alt+Left')
    screen.see('Discard changes?')
    screen.press(screen.see(re.compile('Keep Editing$'), 'push button'))
    screen.see_gone('Discard changes?')
    assert screen.value('Search below') == 'dc=prova'
    screen.press(screen.see('Discard', 'push button'))
    screen.see_gone('There are changes that are not saved.')


def orders_and_removes_rules(stage):
    screen = stage.screen
    bosses = {'group': 'cn=bosses,dc=prova', 'role': 'administrator', 'scope': {'kind': 'all'}}
    stage.collector.ask('/ldap', {'group_rules': settings(stage)['group_rules'] + [bosses]}, 'PUT')
    screen.keys('F5')
    screen.see('bosses')
    screen.press(screen.nodes('push button', 'Move up')[-1])
    screen.see('There are changes that are not saved.')
    save(stage)
    assert [rule['group'] for rule in settings(stage)['group_rules']] == [
        'cn=bosses,dc=prova', 'cn=heads,ou=groups,dc=prova']
    screen.press(screen.nodes('push button', 'Remove rule')[0])
    screen.see('There are changes that are not saved.')
    save(stage)
    assert [rule['group'] for rule in settings(stage)['group_rules']] == [
        'cn=heads,ou=groups,dc=prova']


def warns_of_a_scope_of_nothing(stage):
    """A rule that names what is not there is kept, but no run comes of it."""
    screen = stage.screen
    heads = {'group': 'cn=heads,ou=groups,dc=prova', 'role': 'supervisor',
             'scope': {'kind': 'departments', 'names': ['Salse']}}
    stage.collector.ask('/ldap', {'group_rules': [heads]}, 'PUT')
    screen.keys('F5')
    screen.see(re.compile('^Rule 1: there is no department “Salse”.'))
    screen.press(screen.see('Sync Now', 'push button'))
    screen.see(re.compile("names the department 'Salse': not known here"))
    screen.shoot('ldap-scope.png')


def forgets_the_password(stage):
    screen = stage.screen
    screen.press(screen.see('Forget', 'push button'))
    screen.see('Not set')
    assert not settings(stage)['has_bind_password']


def takes_over(stage):
    try:
        return stage.collector.ask('/ldap/sync', {}, 'POST')['state'] == 'done'
    except urllib.error.HTTPError as error:
        assert error.code == 409, 'another one is under way'
        return False


def leaves_the_house_its_own(stage):
    """Of numbers the server tells extensions, of custom fields those with an attribute."""
    screen = stage.screen
    ask = stage.collector.ask
    ask('/custom-fields', {'titles': ['Full name', 'Badge number']}, 'PUT')
    ask('/ldap', {'bind_password': 'reads', 'group_rules': [],
                  'attributes': {'lines': 'telephoneNumber', 'custom_1': 'cn'}}, 'PUT')
    screen.wait(lambda: takes_over(stage), 'a run')
    path = '/people/' + ask('/people?q=q03')['items'][0]['id']
    direct = {'number': '+390677123456', 'kind': 'alias'}
    ask(path, {'lines': ask(path)['lines'] + [direct]}, 'PUT')
    screen.click(screen.see('People', 'list item'))
    screen.see('Add Person', 'push button')
    screen.keys('ctrl+f')
    screen.type('06 7712 3456')
    screen.see(re.compile('^1 person$'))
    screen.click(screen.see(re.compile('^Given Family 3,'), 'table row'))
    screen.wait(lambda: screen.value('Full name') == 'Person 3', 'the full name')
    screen.see(re.compile('^Extensions come from the directory server'))
    assert len(screen.nodes('push button', 'Remove number')) == 1
    screen.write('Full name', 'Nobody')
    screen.write('Badge number', 'B-17')
    assert screen.value('Full name') == 'Person 3'
    screen.shoot('ldap-person.png')
    screen.press(screen.see('Add Number', 'push button'))
    fields = screen.wait(lambda: screen.nodes('text', 'Number')[2:], 'the field of the number')
    screen.atspi.EditableText.set_text_contents(fields[-1], '8866')
    save(stage)
    kept = ask(path)
    assert kept['custom'][:3] == ['Person 3', 'B-17', ''], kept['custom']
    assert [(line['kind'], line['number']) for line in kept['lines']] == [
        ('extension', '8803'), ('alias', '+390677123456'), ('alias', '8866')], kept['lines']


if __name__ == '__main__':
    if not os.path.exists(SLAPD):
        print('1..0 # SKIP slapd is not there')
        sys.exit(toll_ui.SKIP)
    toll_ui.run([opens_from_people, says_at_the_field_what_is_wrong, shows_the_step_that_fails,
                 warns_of_a_group_that_is_not_there, shows_every_step_that_works,
                 keeps_the_password_to_itself,
                 previews_and_takes_over, asks_before_work_is_lost,
                 orders_and_removes_rules, warns_of_a_scope_of_nothing, forgets_the_password,
                 leaves_the_house_its_own])
