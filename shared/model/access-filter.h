/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TollAccessReader: how whoever reads the access log reads. */
typedef struct
{
  /* Returns: (transfer none): @words in the reader's language. */
  const char *(*translate) (const char *words, gpointer data);
  /* Returns: (transfer full): an instant in the reader's zone; UTC epoch milliseconds. */
  char *(*dup_instant) (gint64 at_ms, gpointer data);
  gpointer data;
} TollAccessReader;

/* By what a question was narrowed, or what was changed, as the access log keeps it ("limit=100
 * filter={…}"), one fact after the other: "at most: 100 · extension: 731, 732 · today". What is not
 * known stands as it is there. Returns: (transfer full): "" for nothing. Any thread. */
char *toll_access_filter_dup_words (const char *filter, const TollAccessReader *reader);

G_END_DECLS
