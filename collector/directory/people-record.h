/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/directory/people-csv.h"

G_BEGIN_DECLS

/* CollectorPeopleNumber: a number, and where the file tells it. */
typedef struct
{
  CollectorPersonLine line; /* its site by name */
  guint row;                /* line of the file */
  CollectorPeopleColumn column;
} CollectorPeopleNumber;

/* CollectorPeopleRecord: a person as the rows of a file tell. Texts live in the arena given. */
typedef struct
{
  guint line; /* of the first row */
  CollectorCsvState state; /* what became of the person so far */
  gboolean is_refused;     /* of one of its rows, or as a whole */
  gboolean waits;          /* its manager was not there yet: to be stored once more */
  const char *cells[COLLECTOR_N_PEOPLE_COLUMNS]; /* of the first row; "" where there is no column */
  CollectorPeopleNumber *numbers; /* of all rows */
  guint n_numbers;
  guint n_kept; /* lines of the person that the file says nothing of: they come first when stored */
} CollectorPeopleRecord;

/* Takes the cells of a row by the map. BAD_ARGUMENT for a row without user name. */
gboolean collector_people_record_read (const CollectorPeopleColumnMap *map,
                                       const TollCsvCell *cells, guint n_cells, TollArena *arena,
                                       const char *texts[COLLECTOR_N_PEOPLE_COLUMNS],
                                       GError **error);
CollectorPeopleRecord *
collector_people_record_new (guint line, const char *const texts[COLLECTOR_N_PEOPLE_COLUMNS],
                             TollArena *arena);
/* Whether a further row of the person, with @texts, tells the same of it: what is not of a line is
 * empty, or as in the first row. BAD_ARGUMENT naming the field and the first row. */
gboolean collector_people_record_check_same (const CollectorPeopleRecord *record,
                                             const char *const texts[COLLECTOR_N_PEOPLE_COLUMNS],
                                             GError **error);
/* @at_ms: (out): what the cell of @column says; @none when it is empty. @zone: of times without an
 * offset. */
gboolean
collector_people_record_read_time (const char *const texts[COLLECTOR_N_PEOPLE_COLUMNS],
                                   CollectorPeopleColumn column, const TollZone *zone, gint64 none,
                                   gint64 *at_ms, GError **error);
/* The numbers of the row in line @row. BAD_ARGUMENT for times that are none, or no number's. */
gboolean collector_people_record_add_line (CollectorPeopleRecord *record, guint row,
                                           const char *const texts[COLLECTOR_N_PEOPLE_COLUMNS],
                                           const TollZone *zone, TollArena *arena,
                                           GError **error);

/* The texts of a list of its own within a cell of @column: what has a separator in it stands in
 * quotes. Returns: (transfer full): without spaces around them; NULL with BAD_ARGUMENT. */
GStrv collector_people_record_split_list (const char *cell, CollectorPeopleColumn column,
                                          GError **error);

/* Whether the file has a column of numbers of @kind. */
gboolean collector_people_record_has_kind (const CollectorPeopleColumnMap *map,
                                           CollectorLineKind kind);
/* Where in the file the @field is that an error names. @record: (nullable); @row: (inout).
 * Returns: FALSE when the file does not tell it. */
gboolean collector_people_record_find_place (const CollectorPeopleRecord *record,
                                             const char *field, CollectorPeopleColumn *column,
                                             guint *row);

/* How records are stored. Borrowed. */
typedef struct
{
  CollectorDb *db;
  const CollectorPeopleColumnMap *map;
  const CollectorPlan *plan; /* (nullable) */
  const TollZone *zone;
  gint64 now_ms;
  const CollectorViewer *giver; /* (nullable): the same */
  TollArena *arena;
  GPtrArray *taken_over; /* of char *: numbers that automatic people gave up */
  GPtrArray *accounts;   /* of char *: user names of accounts of nobody that became people's */
  gboolean may_wait; /* a manager who is not there yet is no error: the record waits */
} CollectorPeopleStoring;

/* First of all records: what others of the file may get is given up, see
 * collector_person_release(), and what groups its people is made, for the scopes of others. */
gboolean collector_people_record_release (CollectorPeopleRecord *record,
                                          const CollectorPeopleStoring *how, GError **error);
/* Writes the person, and sets its state. Errors: those of collector_person_save(); NOT_FOUND for a
 * manager, BAD_ARGUMENT for a cell that cannot be; CONFLICT for what another source tells. */
gboolean collector_people_record_store (CollectorPeopleRecord *record,
                                        const CollectorPeopleStoring *how, GError **error);

/* Role, scope, masked digits, disabled: after the person's own department is known. An empty cell
 * leaves what is there; a new role without a scope sees what is usual for it. */
gboolean collector_people_record_apply_rights (const CollectorPeopleRecord *record,
                                               const CollectorPeopleStoring *how,
                                               CollectorPerson *person, GError **error);

G_END_DECLS
