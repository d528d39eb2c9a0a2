/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "shared/wire/json-read.h"
#include "tests/support/temp-dir.h"

/* A mail server of one's own on 127.0.0.1 (see smtpd.py for what it says to whom). */
typedef struct
{
  TestTempDir *dir;  /* of its mails and certificate */
  GSubprocess *process; /* (nullable): while it runs */
  guint port;
  char *ca_file;     /* of its certificate, which signs itself */
  char *other_ca_file;
} TestSmtpd;

/* Makes one that is not running yet. Returns: (transfer full) (nullable): NULL, with the test
 * skipped, where there is no aiosmtpd. */
TestSmtpd *test_smtpd_new (void);
void test_smtpd_free (TestSmtpd *smtpd);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestSmtpd, test_smtpd_free)

/* Starts it and waits until it listens. @mode: "--starttls", "--tls" or NULL; @auth: (nullable):
 * "USER:PASSWORD". */
void test_smtpd_start (TestSmtpd *smtpd, const char *mode, const char *auth);
void test_smtpd_stop (TestSmtpd *smtpd);

/* How many mails it has taken. */
guint test_smtpd_count (TestSmtpd *smtpd);
/* Waits until it has taken @n, at most ten seconds; fails the test else. */
void test_smtpd_wait_for (TestSmtpd *smtpd, guint n);
/* Opens the mail @number, from 1, with Python's email package. Returns: (transfer full). */
TollJson *test_smtpd_open (TestSmtpd *smtpd, guint number);
