/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Texts of mails: a subject and a body with places to fill, [[NAME]]. Those of the program are
 * data/mail/LANGUAGE/NAME.txt, kept in the program; people write others. Pure; any thread. */

/* CollectorFilling: what a place is filled with. */
typedef struct
{
  const char *name; /* "FILTER" */
  const char *text;
} CollectorFilling;

/* How what is filled in is written. */
typedef enum
{
  COLLECTOR_FILL_TEXT, /* as it is */
  COLLECTOR_FILL_LINE, /* without line breaks and other control characters: for a header */
  COLLECTOR_FILL_HTML, /* escaped, lines as <br> */
} CollectorFill;

/* FALSE with BAD_ARGUMENT naming @field and the place when @text has one that is not among @names
 * (NULL-terminated), or a "[[" that does not end. */
gboolean collector_template_check (const char *text, const char *const *names, const char *field,
                                   GError **error);

/* Returns: (transfer full): @text with its places filled; for HTML the text itself is escaped too,
 * its empty lines begin paragraphs. What is not among @places stays as it stands; what is filled in
 * is not looked at again. @places ends with name NULL. */
char *collector_template_fill (const char *text, const CollectorFilling *places, CollectorFill how);

/* The program's text @name in @language, English where there is none. @subject, @body: (out)
 * (transfer full). Returns: FALSE with FAILED for a name that is none. */
gboolean collector_template_load (const char *name, const char *language, char **subject,
                                  char **body, GError **error);

G_END_DECLS
