/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/lanes.h"
#include "collector/store/viewer.h"

G_BEGIN_DECLS

/* Who looked at, carried away or changed what, in a database of its own (DATA/access.db), so that
 * neither reading nor ingest waits for the other. Each entry carries the SHA-256 of the hash before
 * it and of its own text: an entry that is changed, or missing from the middle, breaks the chain.
 *
 * What is guaranteed. An answer leaves after its entry is committed; a process that dies loses
 * none. Commits are not forced to the disk one by one: within a second, later while the ledger is
 * busy, and at the stop the log is, and its head is then put into the ledger (the anchor). A cut at
 * the end, or a chain made anew, is found up to the anchor; entries after it could be cut unnoticed
 * by somebody who may write the file, and may be lost when the machine loses its power.
 *
 * What is not: whoever may write both files as the service can (root) can write log and anchor anew
 * together. Only a copy elsewhere tells then: a backup holds both. */

#define COLLECTOR_ACCESS_LOG_NAME "access.db"

/* CollectorAccessEntry: texts are borrowed unless said otherwise, and never NULL. */
typedef struct
{
  gint64 id; /* 1, 2, 3 ...; set when it is appended */
  gint64 at_ms;
  gint64 account_id;     /* 0 = somebody on the host */
  const char *user_name;
  const char *action;    /* "GET /api/v1/calls/{id}" */
  const char *object;    /* id of what was asked for, "" = a list */
  const char *filter;    /* what was asked, numbers masked */
  const char *purpose;   /* in the viewer's words, "" = not said */
  const char *people;    /* ids of whose it was, "3 17"; "" when they are many: n_people tells */
  gint64 n_rows;         /* of others */
  gint64 n_people;       /* others */
} CollectorAccessEntry;

/* Makes or opens the log at @path, mode 0600. CONFLICT for a file that is none. */
gboolean collector_access_log_prepare (const char *path, GError **error);
/* The lanes of the log at @path, made when it is not there: one process holds them. Returns:
 * (transfer full). */
CollectorLanes *collector_access_log_open (const char *path, GError **error);
/* The log that belongs to @ledger, in the same folder, to read it on the lane of the ledger.
 * Returns: FALSE with DATABASE. @log: (out) (transfer full): NULL when no service has ever run there. */
gboolean collector_access_log_open_beside (CollectorDb *ledger, CollectorDb **log, GError **error);
/* Appends in a transaction of its own; also beside other processes. @entry's id is set. */
gboolean collector_access_log_append (CollectorDb *log, CollectorAccessEntry *entry,
                                      GError **error);

/* CollectorAccessQuery: which entries; NULL and 0 = any. */
typedef struct
{
  const char *words;     /* (nullable): in action, object, filter or purpose */
  const char *user_name; /* (nullable) */
  gint64 person_id;      /* whose data; entries about many people are not found by it */
  gint64 from_ms;
  gint64 to_ms;
  gint64 before_id;      /* 0 = from the newest */
  guint limit;
  const CollectorViewer *viewer; /* who reads: what others wrote is masked, also for words */
} CollectorAccessQuery;

/* Calls @visit for each entry, newest first; texts live during the call. Entries of others are noted
 * as seen. Where the house hides single people, no entry says whose calls it was about, else the log
 * would tell what lists do not, and a person who is asked for is FORBIDDEN. */
typedef void (*CollectorAccessVisit) (const CollectorAccessEntry *entry, gpointer data);
gboolean collector_access_log_visit (CollectorDb *log, const CollectorAccessQuery *query,
                                     CollectorAccessVisit visit, gpointer data, GError **error);

/* CollectorAccessHead: the end of the chain. */
typedef struct
{
  gint64 n_entries;
  char hash[65]; /* "" = none */
} CollectorAccessHead;

gboolean collector_access_log_get_head (CollectorDb *log, CollectorAccessHead *head,
                                        GError **error);
/* Forces the log to the disk and tells its head as of before. */
gboolean collector_access_log_settle (CollectorDb *log, CollectorAccessHead *head, GError **error);
/* The anchor in the ledger. @head: (out): nothing in it when none was put. */
gboolean collector_access_log_get_anchor (CollectorDb *ledger, CollectorAccessHead *head,
                                          GError **error);
gboolean collector_access_log_set_anchor (CollectorDb *ledger, const CollectorAccessHead *head,
                                          gint64 now_ms, GError **error);
/* TRUE when the log holds @head at its place: it is the same log, perhaps gone on. */
gboolean collector_access_log_continues (CollectorDb *log, const CollectorAccessHead *head,
                                         gboolean *does, GError **error);

/* Reads every entry and the anchor. @fault: (out) (nullable) (transfer full): the first thing that
 * is wrong, in words; NULL: the log is whole. */
gboolean collector_access_log_verify (CollectorDb *log, const CollectorAccessHead *anchor,
                                      gint64 *n_entries, char **fault, GError **error);

G_END_DECLS
