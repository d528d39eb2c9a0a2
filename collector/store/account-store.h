/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/viewer.h"

G_BEGIN_DECLS

/* CollectorAccount: who may sign in. Texts never NULL. */
typedef struct
{
  gint64 id;
  char *user_name;
  char *password_hash; /* "" = no local password */
  char *bind_dn;       /* "" = signs in with the local password; else whom to bind as at the
                        * directory server */
  gint64 person_id;    /* 0 = nobody's */
  CollectorRole role;
  CollectorScope scope;
  guint masked_digits;
  char *language;
  char *zone;
  gboolean disabled;
  gint64 last_sign_in_ms; /* 0 = never */
} CollectorAccount;

CollectorAccount *collector_account_new (void);
void collector_account_free (CollectorAccount *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorAccount, collector_account_free)

/* Writes a new account; its id is set. CONFLICT when the user name is taken (upper and lower case
 * are the same), BAD_ARGUMENT for a name that is empty, longer than 128 characters or holds
 * control characters. */
gboolean collector_account_store_insert (CollectorDb *db, CollectorAccount *account, gint64 now_ms,
                                         GError **error);
/* Writes role, scope, mask, language, zone, person, password and state of an existing account.
 * Another role, another bind DN or being disabled ends its sessions. */
gboolean collector_account_store_update (CollectorDb *db, const CollectorAccount *account,
                                         gint64 now_ms, GError **error);
/* Replaces the set of the account's scope. */
gboolean collector_account_store_set_scope_ids (CollectorDb *db, gint64 account_id,
                                                const gint64 *ids, guint n_ids, GError **error);
/* Appends (gint64) the set of the account's scope. */
gboolean collector_account_store_load_scope_ids (CollectorDb *db, gint64 account_id, GArray *ids,
                                                 GError **error);
/* Appends (gint64) the lines in the ledger on which there may be calls of the person: theirs, whenever
 * they were, and those that calls of theirs were made on for another reason: the line's number is an
 * alias in another form, they had signed in at the phone, the device is theirs. */
gboolean collector_account_store_load_lines (CollectorDb *db, gint64 person_id, GArray *ids,
                                             GError **error);
/* Another local password, "" for none. Sessions are the caller's to end. */
gboolean collector_account_store_set_password (CollectorDb *db, gint64 account_id,
                                               const char *password_hash, gint64 now_ms,
                                               GError **error);
/* A person's PIN, "" for none. NOT_FOUND when there is no such person. */
gboolean collector_account_store_set_pin (CollectorDb *db, gint64 person_id, const char *pin_hash,
                                          GError **error);
gboolean collector_account_store_note_sign_in (CollectorDb *db, gint64 account_id, gint64 now_ms,
                                               GError **error);

/* @account: (out) (nullable): NULL when nobody is called that. */
gboolean collector_account_store_lookup (CollectorDb *db, const char *user_name,
                                         CollectorAccount **account, GError **error);
gboolean collector_account_store_lookup_id (CollectorDb *db, gint64 id,
                                            CollectorAccount **account, GError **error);
gboolean collector_account_store_lookup_person (CollectorDb *db, gint64 person_id,
                                                CollectorAccount **account, GError **error);
/* Is there somebody who can sign in as an administrator? */
gboolean collector_account_store_has_administrator (CollectorDb *db, gboolean *has,
                                                    GError **error);
/* After a change that takes somebody's way in: CONFLICT naming "role" when nobody is left who can
 * sign in as an administrator now and for good. @local_only: with a password kept here. @scope: of
 * whom it was taken; of ALL, those of a part of the house are not enough. */
gboolean collector_account_store_keep_administrator (CollectorDb *db, gboolean local_only,
                                                     CollectorScope scope, gint64 now_ms,
                                                     GError **error);
/* After a change that masks an administrator or takes their way in: CONFLICT naming "masked_digits"
 * when nobody is left who can sign in so and has no digits of numbers hidden, now and for good.
 * @scope: as above. */
gboolean collector_account_store_keep_unmasked (CollectorDb *db, CollectorScope scope,
                                                gint64 now_ms, GError **error);
/* Returns: (transfer full) (element-type CollectorAccount): by user name. */
GPtrArray *collector_account_store_list (CollectorDb *db, GError **error);

/* The account as one who looks at calls: with its lines and the set of its scope.
 * Returns: (transfer full): NULL with UNAUTHENTICATED when it is gone or disabled. */
CollectorViewer *collector_account_store_load_viewer (CollectorDb *db, gint64 account_id,
                                                      gint64 now_ms, GError **error);

G_END_DECLS
