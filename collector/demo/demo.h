/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/demo/company.h"

G_BEGIN_DECLS

/* CollectorDemo: writes the call records of the demo company as genuine Unified CM files. The
 * same options give the same bytes. Pure but for collector_demo_folder_write(); one thread at a
 * time. */
typedef struct _CollectorDemo CollectorDemo;

typedef struct
{
  guint64 seed;
  guint calls;          /* conversations of the history; noise records come on top */
  guint days;           /* length of the history, 1..3660 */
  gint64 now_ms;        /* its end, UTC epoch */
  guint columns;        /* of a CDR: 133, 131, 129 or 118; 0 = 133 */
  gboolean single_file; /* one CDR and one CMR file for the whole history */
  guint64 max_records;  /* stop after this many CDR rows; 0 = no limit */
} CollectorDemoOptions;

/* Takes a piece of a file: @name is a bare file name such as cdr_StandAloneCluster_02_...; the
 * same name again means: append. A name is finished when another one of its kind follows, or when
 * the generating call returns. Returns: FALSE with @error to stop. */
typedef gboolean (*CollectorDemoWriter) (const char *name, const char *bytes, gsize n_bytes,
                                         gpointer data, GError **error);

typedef struct
{
  guint64 calls;    /* conversations begun */
  guint64 records;  /* CDR rows written */
  guint64 noise;    /* of them recording, monitoring, lamp and off-hook rows */
  guint64 qualities; /* CMR rows written */
  guint64 files;
} CollectorDemoCounts;

/* @company: borrowed, must outlive the demo.
 * Returns: (transfer full): NULL with TOLL_ERROR_BAD_ARGUMENT naming the option. */
CollectorDemo *collector_demo_new (const CollectorDemoCompany *company,
                                   const CollectorDemoOptions *options, GError **error);
void collector_demo_free (CollectorDemo *demo);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorDemo, collector_demo_free)

/* Writes exactly options.calls conversations begun in the days before now; records of calls that
 * still go on at now are written by the live part, if there is one. */
gboolean collector_demo_run_history (CollectorDemo *demo, CollectorDemoWriter write,
                                     gpointer data, GError **error);

/* Writes the records that ended in [@from_ms, @to_ms), at @rate conversations a minute in steady
 * state from the first moment on. Successive calls must continue where the last one ended; works
 * with or without a history before. */
gboolean collector_demo_live_next (CollectorDemo *demo, gint64 from_ms, gint64 to_ms, double rate,
                                   CollectorDemoWriter write, gpointer data, GError **error);

void collector_demo_get_counts (const CollectorDemo *demo, CollectorDemoCounts *counts);

/* A CollectorDemoWriter: @data is a (const char *) folder. A new file is written under a hidden
 * name and renamed, as an SFTP server's user would see it; a known name is appended to.
 * Returns: FALSE with TOLL_ERROR_IO naming the file. */
gboolean collector_demo_folder_write (const char *name, const char *bytes, gsize n_bytes,
                                      gpointer data, GError **error);

G_END_DECLS
