/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Passwords as argon2id (64 MiB, two passes: 50 ms of work): slow on purpose, so only on threads
 * that may be slow. */

#define COLLECTOR_PASSWORD_MIN_CHARACTERS 8
#define COLLECTOR_PASSWORD_MAX_BYTES 1024

/* Long enough, short enough, and none of those that guessers try first (a common word with digits
 * around it, a short number, a row of the alphabet, one or two characters over and over, the user
 * name, once or over and over)? BAD_ARGUMENT about @field when not. Passwords that were kept before are not asked.
 * @user_name: (nullable): whose; NULL = not known, or nobody's. */
gboolean collector_password_check (const char *password, const char *user_name, const char *field,
                                   GError **error);

/* Returns: (transfer full): what is stored; NULL with BAD_ARGUMENT for a password that
 * collector_password_check() refuses, FAILED when memory is wanting. */
char *collector_password_hash (const char *password, const char *user_name, GError **error);

/* @hash "" does the same work and answers FALSE. */
gboolean collector_password_verify (const char *hash, const char *password);

/* Takes as long as the last comparison did, but none of the work: for many who are refused at once,
 * whose names must not be told apart either. */
void collector_password_wait (void);

/* TRUE when @hash was made with less work than today's. */
gboolean collector_password_is_outdated (const char *hash);

/* Returns: (transfer full): 256 random bits as 43 letters, digits, - and _. */
char *collector_password_new_token (void);

G_END_DECLS
