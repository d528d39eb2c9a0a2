/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A raw HTTP client for tests: sends bytes as they are, reads answers whole, pumping the default
 * main context meanwhile, so that a server on the same context answers. */
typedef struct
{
  GSocketConnection *socket;
  GIOStream *io;
  GString *buffer; /* received, not yet taken */
} TestHttp;

/* @url: of the server; https accepts any certificate. */
TestHttp *test_http_open (const char *url);
void test_http_close (TestHttp *http);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestHttp, test_http_close)

void test_http_send (TestHttp *http, const char *bytes, gssize length);

/* Pumps until @bytes stand in the buffer, the server closes, or @ms are over.
 * Returns: TRUE when they stand there. */
gboolean test_http_wait_for (TestHttp *http, const char *bytes, guint ms);
/* Pumps until the server closes. Returns: FALSE when it does not within @ms. */
gboolean test_http_wait_for_end (TestHttp *http, guint ms);
/* Pumps the main context for @ms. */
void test_pump (guint ms);

typedef struct
{
  guint status; /* 0 = the server closed without an answer */
  char *head;
  char *body;
  gsize body_bytes;
} TestAnswer;

void test_answer_free (TestAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestAnswer, test_answer_free)

/* Reads one answer with a Content-Length (or none). */
TestAnswer *test_http_read (TestHttp *http, gboolean is_head);
/* One request over an open connection. @token, @body: (nullable). */
TestAnswer *test_http_ask (TestHttp *http, const char *method, const char *path, const char *token,
                           const char *body);
/* The same over a connection of its own. */
TestAnswer *test_http_ask_once (const char *url, const char *method, const char *path,
                                const char *token, const char *body);
/* Returns: (transfer full) (nullable): the value of a header field. */
char *test_answer_dup_header (const TestAnswer *answer, const char *name);

/* How many descriptors this process has open. */
guint test_count_descriptors (void);
