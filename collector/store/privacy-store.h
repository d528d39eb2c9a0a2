/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/viewer.h"

G_BEGIN_DECLS

/* What the company agreed to hide, from whom, and for how long it keeps what. Any lane; changes
 * inside the caller's transaction. */

/* What makes a call private. Stored as figures: append only. */
typedef enum
{
  COLLECTOR_PRIVATE_PREFIX,  /* the digits dialled begin so */
  COLLECTOR_PRIVATE_CODE,    /* placed with this authorization (its name) or client matter code */
  COLLECTOR_PRIVATE_CONTACT, /* with this number: somebody's or everybody's contact */
  COLLECTOR_N_PRIVATE_KINDS
} CollectorPrivateKind;

/* Parts of those below: the word of whose call it is, a contact, a prefix or a code. */
#define COLLECTOR_CALL_WORD_SQL                                                                    \
  "(SELECT is_private FROM private_call WHERE call_id = c.id AND person_id = c.person_id)"
#define COLLECTOR_CALL_BY_CONTACT_SQL                                                              \
  "EXISTS (SELECT 1 FROM private_rule WHERE kind = 2 AND value = c.number"                         \
  "  AND (person_id IS NULL OR person_id = c.person_id))"
#define COLLECTOR_CALL_BY_PREFIX_SQL                                                               \
  "(c.direction IN (0, 2) AND EXISTS (SELECT 1 FROM private_rule WHERE kind = 0"                   \
  "  AND substr (c.dialled, 1, length (value)) = value))"
#define COLLECTOR_CALL_BY_CODE_SQL                                                                 \
  "((c.authorization_id <> 0 OR c.client_matter_code <> '') AND EXISTS (SELECT 1"                  \
  "  FROM private_rule WHERE kind = 1 AND value IN (c.client_matter_code,"                         \
  "  (SELECT text FROM word WHERE kind = 11 AND id = c.authorization_id))))"
#define COLLECTOR_CALL_BY_PREFIX_OR_CODE_SQL                                                       \
  "(" COLLECTOR_CALL_BY_PREFIX_SQL " OR " COLLECTOR_CALL_BY_CODE_SQL ")"

/* TRUE when whose call "c" of the call table is keeps it private, stored before the rule or after: by
 * their word, else by the rules. */
#define COLLECTOR_CALL_OWNER_KEEPS_SQL                                                             \
  "coalesce (" COLLECTOR_CALL_WORD_SQL ", " COLLECTOR_CALL_BY_CONTACT_SQL                          \
  " OR " COLLECTOR_CALL_BY_PREFIX_OR_CODE_SQL ")"
/* The same without what contacts would tell: -1 when a contact alone decides. */
#define COLLECTOR_CALL_OWNER_KEEPS_WITHOUT_CONTACTS_SQL                                            \
  "coalesce (" COLLECTOR_CALL_WORD_SQL                                                             \
  ", CASE WHEN " COLLECTOR_CALL_BY_PREFIX_OR_CODE_SQL " THEN 1 ELSE -1 END)"

/* TRUE when who was called by the internal call "c" keeps it private: by their word, else when the
 * extension that called is a contact. The plus signs let a word and a contact be looked for first:
 * there are few, and then nobody need be found. */
#define COLLECTOR_CALLED_PERSON_SQL                                                                \
  "(SELECT person_id FROM call_called WHERE line_id = c.called_line_id AND call_id = c.id)"
#define COLLECTOR_CALL_CALLED_KEEPS_SQL                                                            \
  "(c.called_line_id <> 0 AND coalesce ((SELECT is_private FROM private_call WHERE call_id = c.id" \
  "  AND +person_id = " COLLECTOR_CALLED_PERSON_SQL "), EXISTS (SELECT 1 FROM private_rule"        \
  "  WHERE kind = 2 AND value = (SELECT extension FROM line WHERE id = c.line_id)"                 \
  "  AND (person_id IS NULL OR +person_id = " COLLECTOR_CALLED_PERSON_SQL "))))"

/* TRUE when either of the two keeps the call "c" private: it is theirs alone. Every query that finds
 * or groups calls by something of the other side looks at it. */
#define COLLECTOR_CALL_IS_PRIVATE_SQL                                                              \
  "(" COLLECTOR_CALL_OWNER_KEEPS_SQL " OR " COLLECTOR_CALL_CALLED_KEEPS_SQL ")"

/* CollectorPrivacy: the switches of an agreement. */
typedef struct
{
  char *preset;                /* the one that was put last: "none", "DE", "IT" */
  gboolean purpose_required;   /* nobody sees others' calls without saying why */
  gboolean individual_reports; /* reports on single people may be run */
  gboolean incoming_free_detail; /* incoming calls that cost nothing are shown with their number */
  gint64 retention_days;       /* 0 = numbers and records are kept for ever */
  char *notice;                /* what people were told, "" */
  gint64 notice_ms;            /* when it was put last; 0 = never */
} CollectorPrivacy;

CollectorPrivacy *collector_privacy_new (void);
void collector_privacy_free (CollectorPrivacy *privacy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorPrivacy, collector_privacy_free)

/* Returns: (transfer full): every switch with its value, for the access log. */
char *collector_privacy_describe (const CollectorPrivacy *privacy);

/* Returns: (transfer full): NULL with DATABASE. */
CollectorPrivacy *collector_privacy_store_load (CollectorDb *db, GError **error);
gboolean collector_privacy_store_save (CollectorDb *db, const CollectorPrivacy *privacy,
                                       GError **error);
/* Sets every switch of @privacy (the notice stays) and replaces the mask rules. @preset: "none",
 * "DE", "IT"; BAD_ARGUMENT for others. */
gboolean collector_privacy_store_apply (CollectorDb *db, CollectorPrivacy *privacy,
                                        const char *preset, GError **error);
/* @is_changed: (out): whether something of what the preset set is otherwise now. */
gboolean collector_privacy_store_compare (CollectorDb *db, const CollectorPrivacy *privacy,
                                          gboolean *is_changed, GError **error);
/* The names of the presets, NULL-terminated. */
const char *const *collector_privacy_list_presets (void);
/* Returns: (transfer full): user names of those who may sign in and see numbers whole: of some calls
 * at least, since no mask of their own and no rule hides all of them; sorted. */
char **collector_privacy_store_list_unmasked (CollectorDb *db, gint64 now_ms, GError **error);

/* CollectorMaskRow: a mask rule and whose it is. */
typedef struct
{
  int role; /* CollectorRole; -1 = any */
  CollectorMaskRule rule;
} CollectorMaskRow;

/* Appends (CollectorMaskRow). */
gboolean collector_privacy_store_list_masks (CollectorDb *db, GArray *rows, GError **error);
gboolean collector_privacy_store_set_masks (CollectorDb *db, const CollectorMaskRow *rows,
                                            guint n_rows, GError **error);
/* Returns: (transfer full): which rules (CollectorMaskRow) @rows adds to the stored @before and
 * takes away, for the access log. */
char *collector_privacy_store_describe_masks (const GArray *before, const GArray *rows);

/* CollectorPrivateRow: a rule. Texts are owned by the array when its clear function is
 * collector_private_row_clear(). */
typedef struct
{
  CollectorPrivateKind kind;
  char *value;
} CollectorPrivateRow;

void collector_private_row_clear (gpointer row);
const char *collector_private_kind_to_name (CollectorPrivateKind kind); /* "prefix" ... */
gboolean collector_private_kind_from_name (const char *name, CollectorPrivateKind *kind);

/* @person_id: whose contacts; 0 = the rules that hold for everybody. Appends
 * (CollectorPrivateRow). */
gboolean collector_privacy_store_list_private (CollectorDb *db, gint64 person_id, GArray *rows,
                                               GError **error);
/* Replaces them. BAD_ARGUMENT for a value that can be none: a prefix and a contact are digits, a
 * contact may lead with +, spaces are taken out. */
gboolean collector_privacy_store_set_private (CollectorDb *db, gint64 person_id,
                                              const CollectorPrivateRow *rows, guint n_rows,
                                              GError **error);

/* How many digits a rule holds that a viewer with masked numbers may still set or take away. */
#define COLLECTOR_PRIVATE_OPEN_DIGITS 4

/* Returns: (transfer full): its value for viewers with masked numbers: without its digits when it is a
 * contact or has more of them than COLLECTOR_PRIVATE_OPEN_DIGITS. */
char *collector_private_row_dup_masked (const CollectorPrivateRow *row);
/* Puts the stored values into those of @rows, by a viewer with masked numbers, that stand for them.
 * FORBIDDEN, naming "items[N]" or the place of the stored rule that is missing, when @rows would set
 * one that such a viewer does not see, or take it away: what it hides would tell a masked number. */
gboolean collector_privacy_store_settle_masked (CollectorDb *db, const GArray *rows,
                                                GError **error);
/* Returns: (transfer full): which rules for everybody @rows adds to the stored @before and takes
 * away, for the access log. */
char *collector_privacy_store_describe_change (const GArray *before, const GArray *rows);

/* The word on a call of whose it is, or of who was called: 1 private, 0 business whatever the rules
 * say, -1 = the rules decide. */
gboolean collector_privacy_store_tag_call (CollectorDb *db, gint64 call_id, gint64 person_id,
                                           int is_private, gint64 now_ms, GError **error);

/* Puts what the agreement says about @viewer's role into it. */
gboolean collector_privacy_store_fill_viewer (CollectorDb *db, CollectorViewer *viewer,
                                              gint64 now_ms, GError **error);

G_END_DECLS
