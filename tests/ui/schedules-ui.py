#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports by mail: sent at once, scheduled, run now, edited, removed and brought back."""
import datetime
import re
import zoneinfo

import toll_ui
import toll_mail


def schedules(stage):
    return stage.collector.ask('/schedules')['items']


def mail_actions(stage, label):
    screen = stage.screen
    screen.click(screen.see('Mail', 'push button'))
    screen.press(screen.see(label, 'menu item'))


def a_refusal_is_at_its_field(stage):
    stage.notes['mail'] = toll_mail.Server(stage.folder, stage.collector)
    stage.collector.serve()
    stage.collector.calls(1)
    stage.sign_in()
    screen = stage.screen
    screen.click(screen.see('Reports', 'list item'))
    screen.see('Phone Bill')
    screen.keys('ctrl+f')
    screen.type('who answers misses')
    screen.see('Incoming By Extension')
    screen.keys('Return')
    screen.see('Europe/Rome')
    screen.skips_rows = True
    mail_actions(stage, 'Send Now…')
    screen.see('Send Report')
    screen.write('To', 'not an address')
    screen.press(screen.see('Send', 'push button'))
    screen.see(re.compile('address', re.I), 'label')
    assert schedules(stage) == [] and stage.notes['mail'].taken() == []


def what_the_mail_server_refuses_is_said(stage):
    screen = stage.screen
    screen.write('To', 'refuse@prova.example')
    screen.press(screen.see('Send', 'push button'))
    screen.see(re.compile('There is no such person'))
    screen.wait(lambda: schedules(stage) == [], 'no schedule left')


def a_report_is_sent(stage):
    screen = stage.screen
    screen.write('To', 'boss@prova.example; anna@prova.example')
    screen.write('Subject', 'How we answer')
    screen.press(screen.see('Send', 'push button'))
    screen.see('Sent to 2 addresses')
    screen.see_gone('Send Report')
    mails = stage.notes['mail'].wait(screen, 2)
    assert {m['to'] for m in mails} == {'boss@prova.example', 'anna@prova.example'}, mails
    assert all(m['subject'] == 'How we answer' for m in mails), mails
    assert all(m['files'] and m['files'][0][1].startswith(b'%PDF') for m in mails), mails
    screen.wait(lambda: schedules(stage) == [], 'no schedule left')


def a_report_is_scheduled(stage):
    screen = stage.screen
    mail_actions(stage, 'Schedule…')
    screen.see('New Schedule')
    screen.write('To', 'boss@prova.example')
    screen.click(screen.see('Message: insert', 'push button'))
    screen.press(screen.see('Filters in words', 'menu item'))
    screen.write('Every how many', '3')
    screen.keys('ctrl+s')
    screen.see('Saved')
    kept, = schedules(stage)
    assert kept['body'] == '[[FILTER]]' and kept['every_n'] == 3, kept
    assert kept['every_unit'] == 'days' and kept['start'].endswith('T08:00'), kept
    assert kept['report_id'] == '2.1', kept
    stage.notes['id'] = kept['id']


def it_is_in_the_list(stage):
    screen = stage.screen
    screen.click(screen.see('Scheduled Reports', 'list item'))
    screen.see('Every 3 days at 08:00\xa0· PDF to boss@prova.example')
    screen.see(re.compile('^Incoming By Extension( · |$)'), 'label')
    screen.see('Has not run yet')
    screen.see(re.compile('^Next: .*8:00'))
    screen.see(toll_ui.USER, 'label')


def it_runs_now(stage):
    screen = stage.screen
    screen.press(screen.see('Run Incoming By Extension now', 'push button'))
    screen.see(re.compile('^Sent today at [0-9]{2}:[0-9]{2}$'))
    mail = stage.notes['mail'].wait(screen, 3)[2]
    assert mail['to'] == 'boss@prova.example' and mail['files'][0][1].startswith(b'%PDF'), mail
    assert '[[FILTER]]' not in mail['text'], mail['text']


def it_is_edited(stage):
    screen = stage.screen
    screen.press(screen.see('Incoming By Extension: active'))
    screen.see('Not active')
    assert not schedules(stage)[0]['enabled']
    screen.click(screen.see('Incoming By Extension', 'label'))
    screen.see('Next runs')
    screen.press(screen.see('Open', 'push button'))
    screen.see('Options', 'push button')
    screen.keys('alt+Left')
    screen.see('Next runs')
    screen.write('To', 'refuse@prova.example')
    screen.write('Every how many', '0')
    screen.see('A start, a time zone and how often are needed.')
    screen.keys('ctrl+s')
    screen.see('Not saved: see what is marked.')
    screen.write('Every how many', '2')
    screen.see_gone('A start, a time zone and how often are needed.')
    screen.keys('ctrl+s')
    screen.see('Saved')
    kept, = schedules(stage)
    assert kept['every_n'] == 2 and kept['recipients'] == ['refuse@prova.example'], kept


def what_it_asks_is_changed(stage):
    screen = stage.screen
    before, = schedules(stage)
    screen.press(screen.see('Options…', 'push button'))
    screen.click(screen.see('Period', 'combo box'))
    screen.keys('Home', 'Down', 'Return')
    screen.see(re.compile('^Matches '))
    screen.press(screen.see('Save', 'push button'))
    screen.see('The schedule asks so from now on')
    screen.see('Next runs')
    kept, = schedules(stage)
    assert kept['spec']['period'] == {'relative': 'yesterday'}, kept
    assert {**kept, 'spec': None} == {**before, 'spec': None}, (kept, before)
    told = datetime.datetime.now(zoneinfo.ZoneInfo(kept['zone'])) - datetime.timedelta(1)
    screen.press(screen.see('Open', 'push button'))
    screen.see(f'{told.day} {told:%b %Y}')
    screen.keys('alt+Left')
    screen.see('Next runs')


def a_failure_is_told_in_the_servers_words(stage):
    screen = stage.screen
    screen.keys('alt+Left')
    screen.see('Every 2 days at 08:00\xa0· PDF to refuse@prova.example')
    screen.press(screen.see('Run Incoming By Extension now', 'push button'))
    screen.see(re.compile('^Failed today at [0-9]{2}:[0-9]{2}: .*There is no such person'))
    assert len(stage.notes['mail'].taken()) == 3


def it_is_removed_and_brought_back(stage):
    screen = stage.screen
    before, = schedules(stage)
    screen.press(screen.see('Remove Incoming By Extension', 'push button'))
    screen.see('Nothing Is Scheduled')
    assert schedules(stage) == []
    screen.click(screen.see('Undo'))
    screen.see('Every 2 days at 08:00\xa0· PDF to refuse@prova.example')
    after, = schedules(stage)
    for name in ('name', 'spec', 'recipients', 'body', 'enabled', 'start', 'zone'):
        assert after[name] == before[name], (name, before, after)


def a_collector_that_is_away_is_said(stage):
    stage.notes['mail'].stop()
    stage.collector.stop()
    stage.screen.keys('F5')
    stage.screen.see(re.compile('be reached'))


if __name__ == '__main__':
    toll_mail.skip_without()
    toll_ui.run([
        a_refusal_is_at_its_field,
        what_the_mail_server_refuses_is_said,
        a_report_is_sent,
        a_report_is_scheduled,
        it_is_in_the_list,
        it_runs_now,
        it_is_edited,
        what_it_asks_is_changed,
        a_failure_is_told_in_the_servers_words,
        it_is_removed_and_brought_back,
        a_collector_that_is_away_is_said,
    ], calls=600, days=12, kept_back=0)
