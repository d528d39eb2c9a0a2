/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Turns a refusal of the collector into a TollError: the code of the problem document, else of
 * the HTTP @status; the document's detail (or title) as the message; its "field", when there is
 * one, to be taken back by toll_error_dup_field().
 * @body: (nullable): the answer's text; anything that is no problem document is ignored.
 * @retry_after_s: seconds a throttled client should wait; 0 = not told. */
void console_problem_set_error (GError **error, guint status, const char *body, gsize length,
                                guint retry_after_s);

/* Returns: (transfer none): the error's sentence without the field that stands before it: for
 * saying it at that field. */
const char *console_problem_get_reason (const GError *error);

G_END_DECLS
