/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/directory/ldap-settings.h"

G_BEGIN_DECLS

/* The way to the directory server, tried step by step. */

typedef enum
{
  COLLECTOR_LDAP_STEP_OK,
  COLLECTOR_LDAP_STEP_WARNING, /* done, but somebody should look */
  COLLECTOR_LDAP_STEP_FAILED,
  COLLECTOR_LDAP_STEP_SKIPPED, /* not asked for, or one before it failed */
} CollectorLdapStepState;

#define COLLECTOR_N_LDAP_STEPS 7

typedef struct
{
  const char *id; /* "resolve", "connect", "tls", "bind", "search", "groups", "sign_in"; static */
  CollectorLdapStepState state;
  char *detail; /* what was found, or what is wrong; (nullable) */
  gint64 took_ms;
} CollectorLdapStep;

void collector_ldap_steps_clear (CollectorLdapStep steps[COLLECTOR_N_LDAP_STEPS]);
/* "ok", "warning", "failed", "skipped": static. */
const char *collector_ldap_step_state_to_name (CollectorLdapStepState state);

/* Tries all steps, in their order, and changes nothing. Blocking, each step a few seconds at most.
 * @user_name, @password: (nullable): of somebody who would sign in; @is_local: the name is that of an
 * account with a password of its own here, so that sign-in does not ask the server. */
void collector_ldap_steps_run (const CollectorLdapSettings *settings, const char *user_name,
                               const char *password, gboolean is_local,
                               CollectorLdapStep steps[COLLECTOR_N_LDAP_STEPS]);

G_END_DECLS
