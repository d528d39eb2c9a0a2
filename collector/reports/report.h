/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/query/query.h"
#include "shared/model/report-doc.h"
#include "shared/model/report-spec.h"

G_BEGIN_DECLS

/* CollectorReportRun: one answer on its way: whose question, when, in which frame. */
typedef struct _CollectorReportRun CollectorReportRun;

/* CollectorReport: a row of the catalogue. Texts are untranslated. */
typedef struct
{
  const char *id;       /* "3.2"; fixed once published */
  const char *title;
  const char *question;
  CollectorRole role;   /* the least that may run it */
  const char *spec;     /* what it asks when nothing else is said: JSON of a spec; a list of calls
                         * when it groups by nothing */
  const char *columns;  /* ids of figures, or of facts for a list, between spaces */
  TollChartKind chart;
  const char *series;   /* ids of columns that are drawn, between spaces */
  /* (nullable): makes the document otherwise than by one list or one grouping. */
  gboolean (*build) (CollectorReportRun *run, GError **error);
  const char *basis;    /* (nullable): what is counted, when that is not what all reports count */
  guint average;        /* LINE: see TollReportChart */
  gboolean is_table;    /* built of something else than calls: takes no restrictions on them */
  gboolean tells_steps; /* a list: a row for each step of a call, and one behind them for the call;
                         * @columns are facts of steps */
  const char *over;     /* (nullable): of a list in sections: what is drawn over it is grouped by
                         * these, between spaces; else by the section; @series are figures then */
  /* (nullable): says in run->only what else must hold, which only the ledger tells. */
  gboolean (*narrow) (CollectorReportRun *run, GError **error);
  gboolean tells_users;  /* what people did with the program: by account, whatever the scope; for no
                          * wall */
  gboolean needs_number; /* it is about one number, which whoever asks has to say */
  guint least_calls;     /* of groups by number: those with fewer calls are left out, as behind a limit:
                          * totals are of all */
} CollectorReport;

/* CollectorReportCategory: reports that belong together, in the order of the catalogue. */
typedef struct
{
  const char *id;    /* "3" */
  const char *title; /* untranslated */
  const CollectorReport *reports; /* ends with id NULL */
} CollectorReportCategory;

/* The catalogue; ends with id NULL. */
extern const CollectorReportCategory collector_report_categories[];

/* Returns: (transfer none) (nullable). */
const CollectorReport *collector_report_lookup (const char *id);

struct _CollectorReportRun
{
  CollectorDb *db;
  const CollectorViewer *viewer;
  const CollectorReport *report;
  TollReportSpec *spec;    /* owned; the report's with what was asked put over it */
  const TollZone *zone;
  const char *language;    /* whose words tell what narrows it; the viewer's, or who it is made for */
  gint64 now_ms;
  gint64 from_ms;          /* of the spec's period */
  gint64 to_ms;
  const char *after;       /* (nullable): where a list goes on */
  guint page;              /* rows of a list at most */
  TollReportDoc *doc;      /* owned */
  TollArena *names_arena;  /* of @names, which a page's document borrows from */
  CollectorNames *names;   /* over all pages */
  gboolean is_narrowed;    /* by the report itself */
  TollCondition *only;     /* (nullable): what the report narrows itself to: beside the spec's own
                            * while it is answered, so that the spec can be asked of another period;
                            * the drills say it */
  TollCondition *asked;    /* (nullable): the spec's own, meanwhile */
  GArray *currencies;      /* (nullable): owned: of CollectorCurrency: those that a list has columns
                            * for, on all its pages; their codes are in @names_arena */
  guint first_row;         /* of groups: that whoever asks draws, */
  guint n_drawn;           /* and how many they draw; 0 = all */
  gboolean cuts_currencies; /* of groups: the limit, which left rows out, is that of each currency */
  gint64 n_all;            /* of a list with a limit: calls that it would have without; 0 = not counted */
  guint n_pages;           /* taken by collector_report_run_next_page() */
  gint64 n_rows;           /* of them */
  char *next;              /* (nullable): owned: where they ended */
};

/* A run of @report with @object (nullable: what it asks by itself) put over its spec. @company_zone:
 * whose days count when neither spec nor viewer says.
 * Returns: (transfer full): NULL with BAD_ARGUMENT naming the member, or FORBIDDEN for a report
 * above the viewer's role. */
CollectorReportRun *collector_report_run_new (const CollectorReport *report, CollectorDb *db,
                                              const CollectorViewer *viewer,
                                              const TollJsonValue *object, gint64 now_ms,
                                              GError **error);
void collector_report_run_free (CollectorReportRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorReportRun, collector_report_run_free)

/* Answers into run->doc: rows of at most @page calls for a list, all groups else. */
gboolean collector_report_run_answer (CollectorReportRun *run, GError **error);
/* For whoever takes the whole answer in bounded memory: the first page, then the next in its place;
 * the spec's limit holds over all pages. @run: CollectorReportRun, as what exporters are given.
 * Returns: (transfer none) (nullable): valid until the next call; NULL without @error: that was
 * all; CANCELLED, TIMEOUT when the connection says so. */
const TollReportDoc *collector_report_run_next_page (gpointer run, GError **error);
/* How many calls it is about. */
gboolean collector_report_run_count (CollectorReportRun *run, gint64 *n_calls, GError **error);
/* @touches: (out): TRUE when at least one of the calls @ids (gint64) counts in the answer or may tell
 * what became of a missed one in it, or when it is made of something else than calls. */
gboolean collector_report_run_touches (CollectorReportRun *run, const GArray *ids,
                                       gboolean *touches, GError **error);
/* FORBIDDEN for a question, or a column asked for by name, of single people where the house hides them
 * from the viewer: for what is kept, to be run later. */
gboolean collector_report_run_check_individuals (const CollectorReportRun *run, GError **error);
/* NUMBER_REQUIRED for a report about one number that is asked without one. */
gboolean collector_report_run_check_number (const CollectorReportRun *run, GError **error);
/* TRUE when it counts calls that are up at once: its columns are those of occupancy.h, its groups
 * times and one thing besides. */
gboolean collector_report_counts_at_once (const CollectorReport *report);
/* TRUE when it lists calls. */
gboolean collector_report_run_is_list (const CollectorReportRun *run);

/* The access log hears how many of its rows told of others: of a list each was counted as it was
 * read; of groups @n_rows are counted by this. */
void collector_report_run_note_rows (const CollectorReportRun *run, gint64 n_rows);
/* The same log's words for whose calls it can be about: "own", "all", "departments Sales, Support".
 * Returns: (transfer full). */
char *collector_report_run_dup_scope (const CollectorReportRun *run);

/* For build functions. */

/* The query of the run, over [@from_ms, @to_ms). */
CollectorQuery collector_report_run_get_query (const CollectorReportRun *run);

G_END_DECLS
