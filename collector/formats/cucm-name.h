/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CollectorCucmName: what the name of a file from Unified CM says:
 * TAG_CLUSTER_NODE_yyyymmddhhmm_SEQUENCE, the minute in UTC, the cluster with or without "_".
 * Source: Cisco, Call Reporting and Billing Administration Guide, "CDR File Name". */
typedef struct
{
  gboolean is_cmr;   /* the tag: "cmr", else "cdr" */
  char *cluster;     /* never empty */
  guint node;        /* 1-9999 */
  gint64 minute_ms;  /* UTC epoch; when the file was opened, not when calls happened */
  guint64 sequence;
} CollectorCucmName;

/* Reads the base name of a file, from the right, because the cluster is free text.
 * Returns: FALSE when it is not such a name; @name is then cleared. */
gboolean collector_cucm_name_parse (const char *file_name, CollectorCucmName *name);

void collector_cucm_name_clear (CollectorCucmName *name);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CollectorCucmName, collector_cucm_name_clear)

G_END_DECLS
