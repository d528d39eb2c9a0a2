/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/viewer.h"

G_BEGIN_DECLS

/* CollectorUnusedLine: a line without a call. Texts live during the visit. */
typedef struct
{
  const char *department; /* of its owner; "" none */
  const char *extension;
  const char *partition;  /* "" = any or none */
  const char *name;       /* of its owner; "" = nobody's */
  const char *device;     /* of its last call, unless its name is a number, else one of its owner's; ""
                           * unknown */
  gint64 since_ms;        /* the owner's; G_MININT64 = always */
  gint64 last_ms;         /* start of its last call since then; 0 = none */
} CollectorUnusedLine;

typedef void (*CollectorUnusedLineFunc) (const CollectorUnusedLine *line, gpointer data);

/* The extensions of people at @to_ms, as far as @viewer looks after those people, and to who sees
 * all also those that have calls and are nobody's, but no numbers outside, without a call in [@from_ms, @to_ms): placed,
 * received, answered or not, offered first or on the way, or held. By department, then extension.
 * @mine: only the viewer's own. Any lane. */
gboolean collector_lines_visit_unused (CollectorDb *db, const CollectorViewer *viewer,
                                       gboolean mine, gint64 from_ms, gint64 to_ms,
                                       CollectorUnusedLineFunc func, gpointer data,
                                       GError **error);

/* @site: that it came in at; "" = none, or not asked for. @last_ms: start of the last call. */
typedef void (*CollectorCalledNumberFunc) (const char *dialled, const char *site, gint64 last_ms,
                                           gpointer data);

/* What was called from outside before @to_ms, wherever it went, once for each site: by the whole house,
 * for whose numbers these are no side of anybody's call. Any lane. */
gboolean collector_lines_visit_called_numbers (CollectorDb *db, gint64 to_ms,
                                               CollectorCalledNumberFunc func, gpointer data,
                                               GError **error);
/* The aliases of people who were called so by less than @n_digits: as of the call somebody had both the
 * alias and the line that it was for. Any lane. */
gboolean collector_lines_visit_called_aliases (CollectorDb *db, guint n_digits, gint64 to_ms,
                                               CollectorCalledNumberFunc func, gpointer data,
                                               GError **error);

G_END_DECLS
