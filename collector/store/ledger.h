/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/glossary.h"
#include "collector/store/names.h"
#include "collector/store/totals/totals.h"
#include "shared/model/call.h"
#include "shared/model/leg.h"
#include "shared/model/quality.h"

G_BEGIN_DECLS

/* CollectorLedger: the writing side of the ledger: what must be changed together. All functions
 * run on the writer lane, between begin and commit; after a rollback nothing of the transaction is
 * left, in memory either. Errors: DATABASE (and what SQLite adds). */
typedef struct _CollectorLedger CollectorLedger;

CollectorLedger *collector_ledger_new (CollectorDb *db, GError **error);
void collector_ledger_free (CollectorLedger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorLedger, collector_ledger_free)

gboolean collector_ledger_begin (CollectorLedger *ledger, GError **error);
/* Writes the totals and the learned devices, then commits. */
gboolean collector_ledger_commit (CollectorLedger *ledger, GError **error);
void collector_ledger_rollback (CollectorLedger *ledger);
/* Returns: (transfer none): of gint64: calls of which something was heard in what was committed last,
 * as they may have been stored before it. */
const GArray *collector_ledger_get_heard (const CollectorLedger *ledger);

CollectorDb *collector_ledger_get_db (CollectorLedger *ledger);
CollectorWords *collector_ledger_get_words (CollectorLedger *ledger);

/* -- calls.c -- */

/* A call's id begins with the second of its start: between which ids calls that start in the
 * second of an instant lie. */
gint64 collector_call_first_id (gint64 start_ms);
gint64 collector_call_last_id (gint64 start_ms);
/* The second a call with this id starts in. */
gint64 collector_call_start_ms (gint64 id);

/* CollectorCallPut: a call to be stored, its words, and a leg of it, where looking for its legs
 * begins. */
typedef struct
{
  TollCall *call;
  const CollectorCallWords *words;
  gint64 node_id;
  guint32 global_call_id;
} CollectorCallPut;

/* Stores calls, best in the order of their ids, and adds them to the totals. An id that is taken
 * moves to the next free one. */
gboolean collector_ledger_insert_calls (CollectorLedger *ledger, const CollectorCallPut *rows,
                                        guint n_rows, GError **error);

/* The same of one call. */
gboolean collector_ledger_insert_call (CollectorLedger *ledger, TollCall *call, gint64 node_id,
                                       guint32 global_call_id, GError **error);

/* Takes a call out, of the totals too. NOT_FOUND when there is none with this id. */
gboolean collector_ledger_delete_call (CollectorLedger *ledger, gint64 id, GError **error);

/* Stores another person, department, cost centre and location for a stored call, and for the called
 * side of an internal one; the totals follow. */
gboolean collector_ledger_reown_call (CollectorLedger *ledger, const TollCall *after,
                                      GError **error);

/* What the totals count a call under, as columns of the call table; figures in this order fill a
 * call and its keys. */
#define COLLECTOR_COUNTED_COLUMNS                                                                 \
  "start_ms, ring_ms, talk_ms, direction, outcome, dest_class, department_id, cost_centre_id,"    \
  " location_id, rating_state, cost_micro, line_id, nation_id, area_id, gateway_id, operator_id," \
  " site_id, currency_id, person_id"
#define COLLECTOR_N_COUNTED_COLUMNS 19
void collector_ledger_fill_counted (const gint64 *figures, TollCall *call,
                                    CollectorTotalsKeys *keys);

/* Of the called side of the call table "c", which only internal calls have: nothing is looked up
 * for the others. */
#define COLLECTOR_CALLED_SQL(sql) "CASE c.called_line_id WHEN 0 THEN NULL ELSE " sql " END"
#define COLLECTOR_CALLED_ID_SQL(column)                                                           \
  COLLECTOR_CALLED_SQL ("(SELECT " column " FROM call_called WHERE line_id = c.called_line_id"    \
                        " AND call_id = c.id)")

/* What is selected to read a call with collector_ledger_read_call(); the call table is "c".
 * Append WHERE, ORDER BY and LIMIT: "SELECT " COLLECTOR_CALL_COLUMNS " FROM call c WHERE ...". */
#define COLLECTOR_CALL_COLUMNS                                                                    \
  "c.id, c.start_ms, c.connect_ms, c.end_ms, c.ring_ms, c.talk_ms, c.queue_ms, c.direction,"      \
  " c.outcome, c.dest_class, c.flags, c.cause, c.n_legs, c.person_id, c.department_id,"           \
  " c.cost_centre_id, c.location_id, c.number, c.caller_e164, c.callee_e164, c.dialled,"          \
  " c.client_matter_code, c.rating_state, c.reason, c.cost_micro, c.tariff_version_id,"           \
  " coalesce (c.charged_from_ms, c.connect_ms), coalesce (c.charged_ms, c.talk_ms),"              \
  " (SELECT extension FROM line WHERE id = c.line_id),"                                           \
  " (SELECT partition FROM line WHERE id = c.line_id),"                                           \
  " (SELECT extension FROM line WHERE id = c.last_line_id),"                                      \
  " (SELECT extension FROM line WHERE id = c.first_line_id),"                                     \
  " (SELECT text FROM word WHERE kind = 3 AND id = c.device_id),"                                 \
  " (SELECT text FROM word WHERE kind = 4 AND id = c.login_id),"                                  \
  " (SELECT text FROM word WHERE kind = 5 AND id = c.hunt_pilot_id),"                             \
  " (SELECT text FROM word WHERE kind = 6 AND id = c.nation_id),"                                 \
  " (SELECT text FROM word WHERE kind = 7 AND id = c.area_id),"                                   \
  " (SELECT text FROM word WHERE kind = 8 AND id = c.operator_id),"                               \
  " (SELECT text FROM word WHERE kind = 9 AND id = c.gateway_id),"                                \
  " (SELECT text FROM word WHERE kind = 10 AND id = c.site_id),"                                  \
  " (SELECT text FROM word WHERE kind = 11 AND id = c.authorization_id),"                         \
  " (SELECT text FROM word WHERE kind = 12 AND id = c.currency_id),"                              \
  " (SELECT text FROM word WHERE kind = 13 AND id = c.prefix_id),"                                \
  COLLECTOR_CALLED_SQL ("(SELECT extension FROM line WHERE id = c.called_line_id)") ", "          \
  COLLECTOR_CALLED_SQL ("(SELECT partition FROM line WHERE id = c.called_line_id)") ", "          \
  COLLECTOR_CALLED_SQL ("(SELECT text FROM word JOIN call_called ON word.id = device_id"          \
                        " WHERE kind = 3 AND line_id = c.called_line_id AND call_id = c.id)") ", " \
  COLLECTOR_CALLED_SQL ("(SELECT text FROM word JOIN call_called ON word.id = login_id"           \
                        " WHERE kind = 4 AND line_id = c.called_line_id AND call_id = c.id)") ", " \
  COLLECTOR_CALLED_ID_SQL ("person_id") ", " COLLECTOR_CALLED_ID_SQL ("department_id") ", "       \
  COLLECTOR_CALLED_ID_SQL ("cost_centre_id") ", " COLLECTOR_CALLED_ID_SQL ("location_id")

/* Fills @call from the current row; texts are copied into @arena. Any lane. */
void collector_ledger_read_call (CollectorStmt *stmt, TollArena *arena, TollCall *call);
/* Appends (TollCall) all rows of @stmt, and resets it. */
gboolean collector_ledger_read_calls (CollectorStmt *stmt, TollArena *arena, GArray *calls,
                                      GError **error);

/* For lists: ids instead of names, whose texts CollectorNames knows. First what most lists show: who,
 * with whom, when, how long, by which trunk and for how much. */
#define COLLECTOR_CALL_LEAN_COLUMNS                                                               \
  "c.id, c.start_ms, c.talk_ms, c.direction, c.outcome, c.dest_class, c.person_id,"               \
  " c.department_id, c.cost_centre_id, c.location_id, c.number, c.rating_state, c.cost_micro,"    \
  " c.line_id, c.gateway_id, c.currency_id, c.called_line_id"
#define COLLECTOR_CALL_N_LEAN_COLUMNS 17
/* Then the rest. */
#define COLLECTOR_CALL_REST_COLUMNS                                                               \
  "c.connect_ms, c.end_ms, c.ring_ms, c.queue_ms, c.flags, c.cause, c.n_legs, c.caller_e164,"     \
  " c.callee_e164, c.dialled, c.client_matter_code, c.reason, c.tariff_version_id,"               \
  " coalesce (c.charged_from_ms, c.connect_ms), coalesce (c.charged_ms, c.talk_ms),"              \
  " c.last_line_id, c.first_line_id, c.device_id, c.login_id, c.hunt_pilot_id, c.nation_id,"      \
  " c.area_id, c.operator_id, c.site_id, c.authorization_id, c.prefix_id, c.node_id,"             \
  " c.global_call_id"
#define COLLECTOR_CALL_N_REST_COLUMNS 28

/* Fill @call from such columns of the current row, the first of which is @at; texts live in @arena
 * and in that of @names. The lean ones come first, and leave the rest empty. @asks_called: who was
 * called by an internal call, with what device, which costs a look at another table. */
void collector_ledger_read_lean (CollectorStmt *stmt, int at, CollectorNames *names,
                                 gboolean asks_called, TollArena *arena, TollCall *call);
void collector_ledger_read_rest (CollectorStmt *stmt, int at, CollectorNames *names,
                                 TollArena *arena, TollCall *call);

/* -- legs.c -- */

/* CollectorLegRow: a leg as it is stored. */
typedef struct
{
  gint64 node_id;
  gint64 cluster_id;
  guint32 global_call_id;
  gint64 record_key;
  gint64 setup_s;
  gint64 call_id;  /* 0 = noise */
  gint64 noise_id; /* word 'noise' */
  gint64 file_id;
  guint32 line;
  gint64 byte_offset;
  guint32 byte_length;
  gint64 content_hash;
  const guint8 *body; /* toll_leg_pack(); NULL when only the key was read */
  gsize n_body;
} CollectorLegRow;

/* Stores legs, best in key order. @links: (array length=n_rows): the leg of a row that is found by
 * its leg ids, too; NULL for the others. */
gboolean collector_ledger_insert_legs (CollectorLedger *ledger, const CollectorLegRow *rows,
                                       const TollLeg *const *links, guint n_rows, GError **error);
/* What a stored leg belongs to: a call, or the noise of a rule (word 'noise'). */
gboolean collector_ledger_set_leg_call (CollectorLedger *ledger, const CollectorLegRow *row,
                                        gint64 call_id, GError **error);
gboolean collector_ledger_set_leg_noise (CollectorLedger *ledger, const CollectorLegRow *row,
                                         gint64 noise_id, GError **error);
/* From now on a stored leg is found by its leg ids, too. @row: with its cluster. */
gboolean collector_ledger_link_leg (CollectorLedger *ledger, const CollectorLegRow *row,
                                    const TollLeg *leg, GError **error);

/* CollectorSide: a record of a conversation of several, and the call it is of. sides.c */
typedef struct
{
  gint64 call_id;
  gint64 node_id;
  const TollLeg *leg;
} CollectorSide;

/* What both sides of these records heard is what was heard in their calls. */
gboolean collector_ledger_put_sides (CollectorLedger *ledger, const CollectorSide *sides,
                                     guint n_sides, GError **error);
/* Nothing but what lies under the call's own call id is, as of a call that has no sides. */
gboolean collector_ledger_forget_sides (CollectorLedger *ledger, gint64 call_id, GError **error);

/* Appends (CollectorLegRow) the stored legs of a node with callId from @first to @last, in key
 * order, without bodies. Any lane. */
gboolean collector_ledger_list_legs (CollectorDb *db, gint64 node_id, guint32 first, guint32 last,
                                     GArray *rows, GError **error);

/* The same with bodies, copied into @arena, of one callId. */
gboolean collector_ledger_load_legs (CollectorDb *db, gint64 node_id, guint32 global_call_id,
                                     TollArena *arena, GArray *rows, GError **error);

/* CollectorLegKey: a place among all stored legs, which are in the order of their keys. */
typedef struct
{
  gint64 node_id; /* 0 = before the first */
  guint32 global_call_id;
  gint64 record_key;
} CollectorLegKey;

/* Appends (CollectorLegRow, with cluster) the next @limit stored legs behind @after, traffic and
 * noise. @arena: (nullable): their bodies are copied into it; NULL = without bodies. Any lane. */
gboolean collector_ledger_scan_legs (CollectorDb *db, const CollectorLegKey *after, guint limit,
                                     TollArena *arena, GArray *rows, GError **error);

/* Appends (CollectorLegRow: node, callId, key, set-up only) the legs that have @leg_ident. */
gboolean collector_ledger_list_linked (CollectorDb *db, gint64 cluster_id, guint32 leg_ident,
                                       GArray *rows, GError **error);

/* Notes a record with a stored key and another content. @is_new: (out): FALSE: the same conflict
 * was noted before. */
gboolean collector_ledger_add_conflict (CollectorLedger *ledger, const CollectorLegRow *row,
                                        gint64 stored_hash, gboolean *is_new, GError **error);

/* Stores a quality record. @is_stored: (out): FALSE: its key is there already; @stored_hash and
 * @stored_file_id, @stored_line tell what stays. */
gboolean collector_ledger_add_quality (CollectorLedger *ledger, gint64 node_id, gint64 file_id,
                                       const TollQuality *quality, gboolean *is_stored,
                                       gint64 *stored_hash, GError **error);

/* Counts a device name that may be a gateway; written at commit. */
void collector_ledger_learn_device (CollectorLedger *ledger, const char *name, gint64 seen_ms);

/* -- files.c -- */

/* CollectorFileCounts: where the records of a file went. records = legs + quality + duplicates +
 * noise + quarantined. calls: new calls. */
typedef struct
{
  gint64 records;
  gint64 legs;
  gint64 quality;
  gint64 duplicates;
  gint64 noise;
  gint64 quarantined;
  gint64 calls;
  gint64 conflicts; /* of the duplicates: those whose key was stored with another content */
} CollectorFileCounts;

/* CollectorFileRow: a file of the ledger. Texts are owned. */
typedef struct
{
  gint64 id; /* 0 = not stored */
  char *name;
  gint64 size;
  char *sha256; /* (nullable) */
  char *format;
  char *state; /* "reading", "done", "refused" */
  gint64 offset_committed;
  CollectorFileCounts counts;
  char *archive_path; /* (nullable) */
  char *reason;       /* (nullable) */
  gint64 columns_hash; /* of the row of names; 0 = not known */
} CollectorFileRow;

void collector_file_row_clear (CollectorFileRow *row);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CollectorFileRow, collector_file_row_clear)

/* Appends (CollectorFileRow) the files of @size that were read, oldest first. Any lane. */
gboolean collector_ledger_list_done_files (CollectorDb *db, gint64 size, GArray *rows,
                                           GError **error);
/* Appends (CollectorFileRow) the files whose reading was cut short. Any lane. */
gboolean collector_ledger_list_unfinished_files (CollectorDb *db, GArray *rows, GError **error);
/* Appends (CollectorFileRow) what the files that were read or refused in the last @window_ms of the
 * ledger's work were when they were last read, one row for each place in the archive. Any lane. */
gboolean collector_ledger_list_latest_files (CollectorDb *db, gint64 now_ms, gint64 window_ms,
                                             GArray *rows, GError **error);
/* Any lane. NOT_FOUND when there is none. */
gboolean collector_ledger_get_file (CollectorDb *db, gint64 id, CollectorFileRow *row,
                                    GError **error);

/* Inserts (id 0; the new id is put into @row) or updates all of the row. */
gboolean collector_ledger_put_file (CollectorLedger *ledger, CollectorFileRow *row,
                                    GError **error);
/* Notes another delivery of a file that is in the ledger. */
/* Takes the stored counts over into @row: between two transactions of a file, calls of its records
 * may have been derived anew, and records become noise or traffic. */
gboolean collector_ledger_refresh_counts (CollectorLedger *ledger, CollectorFileRow *row,
                                          GError **error);
/* Of a file's records, @n_legs more are traffic and as many fewer noise; they made @n_calls more
 * calls. */
gboolean collector_ledger_shift_file (CollectorLedger *ledger, gint64 file_id, gint64 n_calls,
                                      gint64 n_legs, GError **error);
/* Counts another delivery of a file that is in the ledger. */
gboolean collector_ledger_see_file_again (CollectorLedger *ledger, gint64 file_id,
                                          GError **error);
/* Where the file was moved to, relative to the data directory. Its own transaction. */
gboolean collector_ledger_set_archive_path (CollectorDb *db, gint64 file_id, const char *path,
                                            GError **error);

/* Holds a record that could not be read. @is_stored: (out): FALSE: the same bytes are held
 * already. Texts are borrowed. */
typedef struct
{
  gint64 id;
  gint64 file_id;
  guint32 line;
  gint64 byte_offset;
  const char *field;
  const char *reason;
  const char *raw;
} CollectorHeld;
gboolean collector_ledger_hold (CollectorLedger *ledger, const CollectorHeld *held,
                                gboolean *is_stored, GError **error);
/* @state: "replayed" or "dropped". */
gboolean collector_ledger_release (CollectorLedger *ledger, gint64 quarantine_id,
                                   const char *state, GError **error);

G_END_DECLS
