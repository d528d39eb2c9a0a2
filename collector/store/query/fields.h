/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/totals/totals.h"
#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* CollectorField: something calls are found, grouped and sorted by: a row of the table in
 * query/fields.c. The call table is "c" in its SQL. */

/* How a field's key becomes what people read, and what conditions compare. */
typedef enum
{
  COLLECTOR_FIELD_NAMED,  /* key = id of a row of @source (id, text); 0 = none */
  COLLECTOR_FIELD_TEXT,   /* key = the text itself; "" = none */
  COLLECTOR_FIELD_FIGURE, /* key = a figure; conditions give it with @decimals more */
  COLLECTOR_FIELD_ENUM,   /* key = value of an enumeration; words by @name_of */
  COLLECTOR_FIELD_LOCAL,  /* key = made of the local time of the start */
  COLLECTOR_FIELD_INSTANT, /* key = UTC ms; conditions are dates and times of the zone */
} CollectorFieldShape;

/* How the key of a FIGURE or an INSTANT says that the call has none. */
typedef enum
{
  COLLECTOR_LACK_NEVER,    /* every call has one */
  COLLECTOR_LACK_NEGATIVE, /* -1 */
  COLLECTOR_LACK_ZERO,     /* 0, which is no value */
} CollectorFieldLack;

typedef enum
{
  COLLECTOR_FIELD_OTHER_SIDE = 1 << 0, /* tells of the other side: hidden with private calls */
  COLLECTOR_FIELD_UNMASKED = 1 << 1,   /* holds numbers whole: not for viewers with a mask */
  COLLECTOR_FIELD_KEY = 1 << 2,        /* rows may be grouped by it */
  COLLECTOR_FIELD_FREE_TEXT = 1 << 3,  /* NAMED: people wrote it, numbers too: long runs of digits
                                        * are not for viewers with a mask */
  COLLECTOR_FIELD_PLACER = 1 << 4,     /* told by who placed the call, or of them: empty for who sees
                                        * it for its called side alone */
  COLLECTOR_FIELD_NUMBER = 1 << 5,     /* TEXT: the number of the other side: rows of it are told
                                        * apart by the whole of it, whatever of it is shown */
  COLLECTOR_FIELD_PERSONAL = 1 << 6,   /* stands for one person of the house: who asks by it asks of
                                        * single people */
  COLLECTOR_FIELD_DEVICE = 1 << 7,     /* FREE_TEXT: names of devices: addresses among them are
                                        * told */
  COLLECTOR_FIELD_REACHED = 1 << 8,    /* DEVICE: by which the other side was reached, named by its
                                        * number perhaps */
  COLLECTOR_FIELD_LINE = 1 << 9,       /* NAMED: a line, which may be a number outside: see
                                        * COLLECTOR_IS_STRANGE_SQL() */
} CollectorFieldFlags;

typedef struct
{
  const char *id;
  const char *title;    /* untranslated */
  TollCellKind kind;
  CollectorFieldShape shape;
  guint flags;          /* CollectorFieldFlags */
  const char *key;      /* SQL; "%L" = local ms of the start, "%N" = the other side's number as
                         * its viewer may see it; "%D" = the same of what was dialled, of an incoming
                         * call; "%O" = whether by age as much is hidden of the
                         * later call o; "%P" = what keeps others' private calls from being later ones */
  const char *source;   /* NAMED; of a TEXT (nullable): where its texts are known from */
  int cube;             /* CollectorCube whose keys are this field's; -1 = none */
  guint n_values;       /* ENUM */
  const char *(*name_of) (int value);
  guint decimals;       /* FIGURE */
  const char *unit;     /* of a column: "day", "week", "month"; "" */
  const char *called;   /* (nullable): SQL; the same of who was called by an internal call */
  const char *also;     /* NAMED (nullable): rows (id, text): what else conditions find it by */
  const char *full;     /* NAMED (nullable): the same: names in full, found by the whole or by a part
                         * with a slash */
  CollectorFieldLack lack; /* FIGURE, INSTANT: no comparison but "empty" finds calls without one */
} CollectorField;

/* Returns: (transfer none) (nullable): by id or by one of its other names. */
const CollectorField *collector_field_lookup (const char *id);
/* All of them, for catalogues and tests. */
const CollectorField *collector_field_list (guint *n_fields);

/* Returns: (transfer none): the rows (id, text) of a NAMED field, or the texts of another, for who sees
 * numbers whole or, @masks, does not: strange lines have no digits then. */
const char *collector_field_get_source (const CollectorField *field, gboolean masks);
/* Returns: (transfer none): @text, as a name or in a restriction of @field (nullable), with what may be
 * a number hidden. */
const char *collector_field_mask (const CollectorField *field, const char *text, TollArena *arena);

/* Returns: which custom field of people it is, from 1; 0 = none. */
guint collector_field_get_custom (const char *id);
/* What people call the field or fact @id: the title the company gave it when it is one of its own,
 * else @title, which says of those that they have none.
 * Returns: untranslated, static or in @arena. field-title.c, as the one before */
const char *collector_field_find_title (CollectorDb *db, const char *id, const char *title,
                                        TollArena *arena);

/* What a cause of Q.850 says; "" for one that nobody uses. Untranslated. */
const char *collector_cause_to_text (int cause);

G_END_DECLS
