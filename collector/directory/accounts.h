/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/account-store.h"

G_BEGIN_DECLS

/* CollectorNewAccount: an account to be made, as an administrator says it. */
typedef struct
{
  const char *user_name;
  const char *password; /* NULL = cannot sign in until it has one */
  CollectorRole role;
  int scope;            /* CollectorScope; -1 = what the role usually has */
  int masked_digits;    /* -1 = usual: 0 for administrators, 3 for others */
  const char *language; /* (nullable) = "en" */
  const char *person;   /* (nullable): user name of the directory; NULL = the same, if it exists */
} CollectorNewAccount;

/* Makes the account in a transaction of its own. Without a scope: users see their own calls,
 * supervisors the department of their person (own calls when it has none), administrators all.
 * Takes 50 ms for the password. Writer lane.
 * Errors: CONFLICT (the name is taken), BAD_ARGUMENT, NOT_FOUND (no such person). */
gboolean collector_accounts_add (CollectorDb *db, const CollectorNewAccount *wanted,
                                 gint64 now_ms, gint64 *id, GError **error);

/* Gives an account another password and ends its sessions. NOT_FOUND for an unknown name. */
gboolean collector_accounts_set_password (CollectorDb *db, const char *user_name,
                                          const char *password, gint64 now_ms, GError **error);

/* Inside the caller's transaction: @user_name, made when new, may sign in as an administrator of
 * everything with the password of @password_hash. Sessions it had end. */
gboolean collector_accounts_make_administrator (CollectorDb *db, const char *user_name,
                                                const char *password_hash, gint64 now_ms,
                                                GError **error);

/* Another role, with the scope that is usual for it; shut out, or let in again. In a transaction
 * of their own; sessions end. NOT_FOUND for an unknown name. */
gboolean collector_accounts_set_role (CollectorDb *db, const char *user_name, CollectorRole role,
                                      gint64 now_ms, GError **error);
gboolean collector_accounts_set_disabled (CollectorDb *db, const char *user_name,
                                          gboolean disabled, gint64 now_ms, GError **error);

/* The account of a person, made with the role of a user when it has none: it cannot sign in until
 * it has a password or a bind DN. Inside the caller's transaction.
 * Returns: (transfer full): NULL with NOT_FOUND when there is no such person. */
CollectorAccount *collector_accounts_ensure (CollectorDb *db, gint64 person_id, gint64 now_ms,
                                             GError **error);

/* @has: (out): an account called @user_name has a password of its own here. Any lane. */
gboolean collector_accounts_has_password (CollectorDb *db, const char *user_name, gboolean *has,
                                          GError **error);

G_END_DECLS
