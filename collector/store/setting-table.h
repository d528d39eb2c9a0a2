/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  COLLECTOR_SETTING_TEXT,
  COLLECTOR_SETTING_SECRET, /* a text that is written and never shown */
  COLLECTOR_SETTING_ADDRESS, /* "HOST:PORT" */
  COLLECTOR_SETTING_FILE,   /* an absolute path, or "" */
  COLLECTOR_SETTING_FOLDER, /* the same */
  COLLECTOR_SETTING_INT,
  COLLECTOR_SETTING_BOOL,   /* "true" or "false" */
  COLLECTOR_SETTING_CHOICE, /* one of choices */
  COLLECTOR_SETTING_ZONE,   /* IANA; "" where the standard is "" */
  COLLECTOR_SETTING_NATION, /* ISO 3166-1 alpha-2 */
  COLLECTOR_SETTING_CURRENCY, /* ISO 4217 */
  COLLECTOR_SETTING_HOST,   /* name or address of a machine, or "" */
  COLLECTOR_SETTING_MAILBOX, /* a mail address, or "" */
  COLLECTOR_SETTING_NUMBERS, /* numbers with * and ? between blanks; only in the database, where
                              * compiled questions look them up */
  COLLECTOR_N_SETTING_KINDS
} CollectorSettingKind;

/* What a setting is about: the sections of the Settings page, in their order. */
typedef enum
{
  COLLECTOR_SETTING_COMPANY,
  COLLECTOR_SETTING_PEOPLE,
  COLLECTOR_SETTING_DIRECTORY, /* the directory server */
  COLLECTOR_SETTING_SIGN_IN,
  COLLECTOR_SETTING_PRIVACY,
  COLLECTOR_SETTING_FILES,     /* how call records come in */
  COLLECTOR_SETTING_MAIL,      /* the server mail is sent by */
  COLLECTOR_SETTING_SERVICE,
  COLLECTOR_N_SETTING_GROUPS
} CollectorSettingGroup;

/* When a change counts. */
typedef enum
{
  COLLECTOR_SETTING_AT_ONCE,    /* a running service takes it within a second or two */
  COLLECTOR_SETTING_AT_RESTART,
  COLLECTOR_SETTING_AT_BIRTH,   /* fixed when the ledger was made; then refused */
} CollectorSettingWhen;

/* CollectorSettingRow: what a key means, what it may be, what it is when nobody says otherwise.
 * Texts are static; title and help are N_(). */
typedef struct
{
  const char *key;
  CollectorSettingGroup group;
  CollectorSettingKind kind;
  CollectorSettingWhen when;
  const char *standard;
  gint64 min, max;     /* of an INT */
  const char *choices; /* of a CHOICE, separated by spaces; else NULL */
  const char *title;   /* for people */
  const char *help;    /* a sentence or two on what it does */
  gboolean uncovers;   /* by its will a hidden number can be found: for who sees numbers only */
} CollectorSettingRow;

/* The rows in the order of the table. Returns: (nullable): NULL from @index = their number on. */
const CollectorSettingRow *collector_setting_table_get (guint index);
/* Returns: (nullable): the row of @key. */
const CollectorSettingRow *collector_setting_table_lookup (const char *key);

/* Checks a value for @key as its row says. Returns: FALSE with BAD_ARGUMENT naming the key. */
gboolean collector_setting_table_check (const char *key, const char *value, GError **error);

/* The same of what lies there now where a setting names a file or a folder: for who sets it, since what
 * is set already may have become another. */
gboolean collector_setting_table_check_place (const char *key, const char *value, GError **error);

/* What is no file of records is taken away from the drop folder. Returns: FALSE with BAD_ARGUMENT when
 * @path is, or leads to, a folder where a ledger and what belongs to it is kept. */
gboolean collector_setting_check_drop (const char *path, GError **error);

/* "text", "int" …; "company" …: names on the wire. Static. */
const char *collector_setting_kind_to_name (CollectorSettingKind kind);
const char *collector_setting_group_to_name (CollectorSettingGroup group);

G_END_DECLS
