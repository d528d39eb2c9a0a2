/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/query/sql.h"
#include "collector/store/query/texts.h"
#include "collector/store/query/query.h"

G_BEGIN_DECLS

/* Inside collector/store only: what the parts of the compiler share. */

/* How a measure is made of the values that the calls of a group have. */
typedef enum
{
  COLLECTOR_FOLD_ROWS,     /* how many calls */
  COLLECTOR_FOLD_SUM,
  COLLECTOR_FOLD_COUNT,    /* how many calls have the value that is counted */
  COLLECTOR_FOLD_BELOW,    /* how many calls have one below it; NULL is no value */
  COLLECTOR_FOLD_MAX,
  COLLECTOR_FOLD_MIN,      /* NULL is no value */
  COLLECTOR_FOLD_DISTINCT, /* how many different values */
  COLLECTOR_FOLD_MONEY,    /* the sum, and that of each currency */
  COLLECTOR_FOLD_DEAREST,  /* the greatest of each currency */
} CollectorFold;

/* CollectorMeasureRow: a measure. Values that read the same are read once a call. */
typedef struct
{
  CollectorFold fold;
  const char *value;  /* SQL over the call "c"; NULL = the key of @field, as the viewer sees it */
  const char *field;
  gint64 counted;     /* COUNT, BELOW: the value */
} CollectorMeasureRow;

extern const CollectorMeasureRow collector_measure_rows[COLLECTOR_N_MEASURES];

/* What the measures of tariffs ask of: tables that are named, and then joined to the calls. */
extern const char collector_measure_money_tables[];
extern const char collector_measure_money_joins[];
#define COLLECTOR_MEASURES_OF_TARIFFS                                                              \
  (COLLECTOR_MEASURE_BIT (COLLECTOR_MEASURE_BASE_MICRO)                                            \
   | COLLECTOR_MEASURE_BIT (COLLECTOR_MEASURE_MARKUP_MICRO)                                        \
   | COLLECTOR_MEASURE_BIT (COLLECTOR_MEASURE_TAX_MICRO))

/* CollectorCompiler: a query on its way to SQL. */
typedef struct
{
  CollectorDb *db;
  const CollectorQuery *query;
  CollectorSql sql;
  gint64 begin_ms; /* no call of the question starts before it: of the period, or of the first call
                    * that was still up then */
  gboolean has_private; /* the ledger has private calls or rules: one of the next */
  gboolean has_private_words;
  gboolean has_private_prefixes;
  gboolean has_private_codes;
  gboolean has_private_contacts;
  gboolean knows_private; /* which calls are private is kept: no rule need be looked at */
  gboolean hides_free; /* calls of the question that are free and incoming are hidden */
  const CollectorField *left_empty; /* (nullable): only calls that leave it empty are looked at, and what
                                     * it would be is told: for what is not shown */
  gboolean hides; /* some call may be hidden from this viewer: private, or free and incoming */
  gboolean hides_some; /* numbers are shown in some calls and hidden in others: by age, by class */
  gboolean both_sides; /* the question is about internal calls of their called side, too */
  gboolean masks; /* some number is not shown whole */
  const TollCondition *answered; /* (nullable): a test that indexes answer: every call they find passes
                                  * but those that are hidden */
  gsize calls_at; /* where add_calls() was, in the text; 0 = nowhere */
  gboolean knows_ids; /* the calls are named by their ids: nothing finds fewer */
  gint64 low_id;  /* calls with ids in [low_id, high_id): those of the period, or fewer */
  gint64 high_id;
} CollectorCompiler;

/* The id of a call leads with its second of start. */
#define COLLECTOR_CALL_ID_SHIFT 31

gboolean collector_compiler_init (CollectorCompiler *compiler, CollectorDb *db,
                                  const CollectorQuery *query, GError **error);
void collector_compiler_clear (CollectorCompiler *compiler);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CollectorCompiler, collector_compiler_clear)

/* The field, when the viewer may ask by it. @path: of the spec's member, for the message.
 * Returns: (transfer none): NULL with BAD_ARGUMENT or FORBIDDEN. */
const CollectorField *collector_compiler_find_field (const CollectorCompiler *compiler,
                                                     const char *id, const char *path,
                                                     GError **error);
/* Appends the field's key as the viewer may see it. */
void collector_compiler_add_key (CollectorCompiler *compiler, const CollectorField *field);
/* Appends what rows of the field are told apart by: the key, or more than it shows: see
 * collector_key_set_apart(). */
void collector_compiler_add_apart (CollectorCompiler *compiler, const CollectorField *field);
/* Appends the rows (id, text) of a NAMED field, or the texts of another, in brackets, as the viewer
 * may see them. */
void collector_compiler_add_source (CollectorCompiler *compiler, const CollectorField *field);
/* Appends @rows, a query of id and text, as a table of names of @field, as its viewer may see them. */
void collector_compiler_add_names (CollectorCompiler *compiler, const CollectorField *field,
                                   const char *rows);
/* Appends @sql, whose marks behind % are filled in as in a field's key. */
void collector_compiler_add_marked (CollectorCompiler *compiler, const char *sql);
/* What may be hidden from the viewer. query/hidden.c, as those up to add_leaves_empty() */
gboolean collector_compiler_find_hides (CollectorCompiler *compiler, GError **error);
/* Appends a condition: the call is private, be it the viewer's own. */
void collector_compiler_add_private (CollectorCompiler *compiler);
/* Appends " AND …": the later call of a missed one is none that is another's private one. @id: the column
 * that names it. */
void collector_compiler_add_no_private (CollectorCompiler *compiler, const char *id);
/* Appends a condition: the call's other side is hidden from the viewer. */
void collector_compiler_add_hidden (CollectorCompiler *compiler);
/* Whether calls hidden from the viewer leave the field empty. */
gboolean collector_compiler_may_hide (const CollectorCompiler *compiler,
                                      const CollectorField *field);
/* Whether the calls of the question that leave it empty are all among those that are kept as private. */
gboolean collector_compiler_knows_empty (const CollectorCompiler *compiler,
                                         const CollectorField *field);
/* Appends a condition, where may_hide() says so: the call leaves it empty. */
void collector_compiler_add_leaves_empty (CollectorCompiler *compiler, const CollectorField *field);
/* Appends a condition: the call is one of those the viewer may see. query/scope.c, as the next */
void collector_compiler_add_scope (CollectorCompiler *compiler);
/* Whether some call may be seen for its called side alone, without what its placer told. */
gboolean collector_compiler_has_called_only (const CollectorCompiler *compiler);
/* Appends a condition: the viewer sees the call for its called side alone. */
void collector_compiler_add_called_only (CollectorCompiler *compiler);
/* Appends " WHERE …": scope, period, everything the spec says. */
gboolean collector_compiler_add_where (CollectorCompiler *compiler, GError **error);
/* Appends " AND …": @column, a call's id, is in the compiler's range. query/index.c, as those up to the
 * index of numbers */
void collector_compiler_add_ids (CollectorCompiler *compiler, const char *column);
/* Appends " AND …": the call is one of those that an index finds for the restrictions of the spec;
 * nothing when none does. What is found is still to be tested. */
void collector_compiler_add_line_index (CollectorCompiler *compiler);
/* Appends " FROM call AS c", by the index of missed calls, or of those still open, where the question is
 * about them. */
void collector_compiler_add_calls (CollectorCompiler *compiler);
/* Whether no calls but missed ones that are still open are meant. */
gboolean collector_compiler_asks_open (const CollectorCompiler *compiler);
/* Once the statement is whole, behind add_calls(): open calls are not looked at where the index has all
 * that is asked. */
void collector_compiler_end_calls (CollectorCompiler *compiler);
/* Appends " AND …": what the index of missed calls holds, or, without add_calls(), that the call is one
 * of those still open; nothing where neither is used. */
void collector_compiler_add_missed (CollectorCompiler *compiler);
/* TRUE when one of @values (of const char *) has a letter: then case matters, and it is compared folded
 * (toll_fold()). */
gboolean collector_query_has_letters (const GPtrArray *values);
/* As add_line_index() for those that show @number. */
void collector_compiler_add_number_index (CollectorCompiler *compiler, const char *number);
/* Appends one test. query/test.c */
gboolean collector_compiler_add_test (CollectorCompiler *compiler, const TollCondition *test,
                                      const char *path, GError **error);
/* Appends a condition: at one instant of the period the call was up and all of @tests (of const
 * TollCondition, DURING) were met. during-function.c */
gboolean collector_compiler_add_during (CollectorCompiler *compiler, const GPtrArray *tests,
                                        const char *path, GError **error);

/* Whether the viewer may see in part what the field's rows stand for. query/number.c, as what
 * follows */
gboolean collector_compiler_tells_apart (const CollectorCompiler *compiler,
                                         const CollectorField *field);
/* Appends a condition: no rule by age hides digits of the call c and not of the later call o, whose
 * number would be the same. */
void collector_compiler_add_same_age (CollectorCompiler *compiler);
/* Appends the other side's number as it is shown. */
void collector_compiler_add_shown_number (CollectorCompiler *compiler);
/* The same of what was dialled for an incoming call: a number of ours unless it may be outside. */
void collector_compiler_add_shown_dialled (CollectorCompiler *compiler);
/* Appends what tells it apart from others, which are shown like it. */
void collector_compiler_add_apart_number (CollectorCompiler *compiler);
/* Appends a condition: the call shows the number of the call @call_id, as that one does. @is_indexed:
 * by the index of numbers, when that helps. Errors: NOT_FOUND when the viewer may not see that call,
 * FORBIDDEN when its number is hidden. */
gboolean collector_compiler_add_same_number (CollectorCompiler *compiler, gint64 call_id,
                                             gboolean is_indexed, GError **error);
/* What a number is told apart by: how much of it is hidden, whether the call is the viewer's own,
 * whose number they know, and the number itself. Returns: (transfer full): never to be shown. */
char *collector_number_dup_apart (const char *number, guint n_digits, gboolean is_own,
                                  TollArena *arena);
/* The same for somebody outside, who needs it to go on with a list: it says whether two calls have
 * one number, to one viewer, for as long as the program runs. Returns: (transfer full). */
char *collector_number_dup_token (const char *apart, gint64 account_id);
/* Whether it is one of this run of the program. */
gboolean collector_number_is_token (const char *token);
/* Sets a number's key from what it is told apart by: the text is what is shown. */
void collector_key_set_apart (CollectorKey *key, const char *apart, TollArena *arena);

/* Sums up the calls by the keys of @groups, which are found, in one pass. query/fold.c */
gboolean collector_query_fold (CollectorCompiler *compiler, CollectorGroups *groups,
                               guint64 measures, GError **error);

/* ---- Whose calls an answer counts, for the access log. query/people.c ---- */

/* Whether others' calls can be among them. */
gboolean collector_query_counts_others (const CollectorQuery *query);
/* @notes: (out): whether a pass over the calls is to note whose they are: not where they are everybody's
 * of a house and many, which the scope tells. */
gboolean collector_compiler_find_notes (CollectorCompiler *compiler, gboolean *notes,
                                        GError **error);
/* Whether the question asks of single people: groups, sorts or narrows by what stands for one. */
gboolean collector_query_is_personal (const CollectorQuery *query);
/* Notes whose the @n_calls calls of the question are, when they, and all of their time, are so few that
 * they can be looked at again: an answer that came without a look at each takes no longer for it. */
gboolean collector_query_note_people (CollectorDb *db, const CollectorQuery *query, gint64 n_calls,
                                      GError **error);
/* How many calls match, noting whose they are. */
gboolean collector_query_count_people (CollectorDb *db, const CollectorQuery *query,
                                       gint64 *n_calls, GError **error);
/* Notes who had the lines that are the keys of @groups or, when there is no such key, the one that is asked
 * for: when they are few enough to be named. */
gboolean collector_query_note_holders (CollectorDb *db, const CollectorQuery *query,
                                       const CollectorGroups *groups, GError **error);

/* The cubes that a viewer's scope is answered from: by group of people, by its hours, by how its calls
 * sounded, by department (0 = that is the group). Of other scopes than groups of people they say nothing. */
typedef struct
{
  CollectorCube plain;
  CollectorCube hours;
  CollectorCube grades;
  CollectorCube pairs;
} CollectorScopeCubes;

extern const CollectorScopeCubes collector_scope_cubes[COLLECTOR_N_SCOPES];

/* From the running totals. @groups: (out) (transfer full): NULL when they do not suffice. */
gboolean collector_query_group_totals (const CollectorCompiler *compiler, guint64 measures,
                                       CollectorGroups **groups, GError **error);

/* The period as local days of the company's zone, half open. Returns: FALSE without @error when it is no
 * whole days of that zone. query/totals.c, as the next */
gboolean collector_compiler_find_days (const CollectorCompiler *compiler, gint32 *day_from,
                                       gint32 *day_to, GError **error);
/* Bits of TollDirection that the spec means. */
guint32 collector_compiler_get_directions (const CollectorCompiler *compiler);
/* The same of answered calls by how they sounded. query/grades.c */
gboolean collector_query_group_grades (const CollectorCompiler *compiler, guint64 measures,
                                       CollectorGroups **groups, GError **error);

/* An answer with no group yet. query/groups.c, as what follows */
CollectorGroups *collector_groups_new (CollectorDb *db, GError **error);
/* The group with @keys: figures, and of texts what they are interned as. @is_new: (out): nothing is
 * summed up in it yet. Returns: (transfer none): NULL with TOO_LARGE. */
CollectorGroup *collector_groups_ensure (CollectorGroups *groups,
                                         const gint64 keys[TOLL_SPEC_MAX_KEYS], gboolean *is_new,
                                         GError **error);
/* Returns: a figure that is @text's in this answer, and no other's. @hash: collector_texts_hash() of
 * it. */
gint64 collector_groups_intern (CollectorGroups *groups, const char *text, guint hash);
/* Has the next thing brought near that a group with the text of @hash as its only key is found by:
 * called with the steps 0 to COLLECTOR_N_FETCHES - 1, with other work between. */
#define COLLECTOR_N_FETCHES 4
void collector_groups_fetch (const CollectorGroups *groups, guint hash, guint step);

G_END_DECLS
