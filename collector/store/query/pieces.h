/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Inside collector/store only: pieces of SQL over the call "c" that fields and measures share. */

/* How long who called was without an answer. */
#define COLLECTOR_WAIT_SQL "(c.ring_ms + c.queue_ms)"

#define COLLECTOR_PILOT_SQL "(SELECT text FROM word WHERE kind = 5 AND id = c.hunt_pilot_id)"

/* Answered by the line that was offered the call first; at a pilot by a member of its group. */
#define COLLECTOR_ANSWERED_FIRST_SQL                                                               \
  "(c.outcome = 0 AND (c.first_line_id = 0 OR EXISTS (SELECT 1 FROM line AS b"                     \
  " WHERE b.id = c.first_line_id AND b.extension IN ((SELECT extension FROM line"                  \
  " WHERE id = c.line_id), " COLLECTOR_PILOT_SQL "))))"

/* Who of a group took the call. A record may name the pilot only: then it is whose phone answered, by
 * that person's own line, where the directory knows whose it is. */
#define COLLECTOR_MEMBER_SQL                                                                       \
  "coalesce ((SELECT coalesce ((SELECT CASE max (extension = l.extension) WHEN 1 THEN NULL"        \
  " ELSE min (extension) END FROM person_line WHERE person_id = c.person_id AND kind = 0"          \
  " AND valid_from_ms <= c.start_ms AND valid_to_ms > c.start_ms"                                  \
  " AND l.extension = " COLLECTOR_PILOT_SQL "), l.extension)"                                      \
  " FROM line AS l WHERE l.id = c.line_id), '')"

/* What the sides of the call's records heard: one way for columns, restrictions and sums. @what: over
 * the rows "q", an aggregate. Only a conversation of several records has its sides written down; of
 * others what lies under the call id is theirs. Ids wrap, so it must be of the same time. */
#define COLLECTOR_HEARD_THEN_SQL                                                                   \
  " AND q.stamp_ms BETWEEN c.start_ms - 3600000 AND c.end_ms + 86400000"
#define COLLECTOR_SIDES_SQL                                                                        \
  "call_side AS s CROSS JOIN quality AS q ON q.node_id = s.node_id"                                \
  " AND q.global_call_id = s.global_call_id AND q.leg_ident = s.leg_ident"
#define COLLECTOR_HEARD_BY_SIDES_SQL "s.call_id = c.id" COLLECTOR_HEARD_THEN_SQL
#define COLLECTOR_HEARD_BY_CALL_ID_SQL                                                             \
  "q.node_id = c.node_id AND q.global_call_id = c.global_call_id" COLLECTOR_HEARD_THEN_SQL
#define COLLECTOR_HAS_SIDES_SQL "EXISTS (SELECT 1 FROM call_side WHERE call_id = c.id)"
#define COLLECTOR_HEARD_SQL(what)                                                                  \
  "CASE WHEN " COLLECTOR_HAS_SIDES_SQL " THEN (SELECT " what " FROM " COLLECTOR_SIDES_SQL          \
  " WHERE " COLLECTOR_HEARD_BY_SIDES_SQL ") ELSE (SELECT " what " FROM quality AS q WHERE "        \
  COLLECTOR_HEARD_BY_CALL_ID_SQL ") END"

/* The worst score that either side heard, in thousandths; NULL = none, and -1 for the other. */
#define COLLECTOR_WORST_SCORE_SQL "min (nullif (q.mos_milli, -1))"
#define COLLECTOR_SCORE_SQL COLLECTOR_HEARD_SQL (COLLECTOR_WORST_SCORE_SQL)
#define COLLECTOR_MOS_SQL "coalesce (" COLLECTOR_SCORE_SQL ", -1)"
/* Its grade: a value of the field "quality". */
#define COLLECTOR_GRADE_SQL                                                                        \
  COLLECTOR_HEARD_SQL ("CASE WHEN " COLLECTOR_WORST_SCORE_SQL " >= 4000 THEN 0"                    \
                       " WHEN " COLLECTOR_WORST_SCORE_SQL " >= 3600 THEN 1"                        \
                       " WHEN " COLLECTOR_WORST_SCORE_SQL " >= 3100 THEN 2"                        \
                       " WHEN " COLLECTOR_WORST_SCORE_SQL " >= 0 THEN 3 ELSE 4 END")

/* The first later call with the number of a missed one, within two weeks, that somebody answered. Calls
 * with one number are found by the buckets of 2^21 seconds that their ids lie in, each asked by itself:
 * in one the first is found without a look at the others. @more: what else it must be. */
#define COLLECTOR_LATER_IN_SQL(what, bucket_of, more)                                              \
  "(SELECT " what " FROM call_number AS n CROSS JOIN call AS o ON o.id = n.call_id"                \
  " WHERE n.bucket = " bucket_of " AND n.number = c.number AND n.call_id > c.id"                   \
  " AND n.call_id <= c.id + (1209601 << 31) AND o.start_ms < c.start_ms + 1209600000"              \
  " AND o.outcome = 0 AND o.direction IN (1, 2)" more " ORDER BY n.call_id LIMIT 1)"
#define COLLECTOR_LATER_CALL_SQL(what, more)                                                       \
  COLLECTOR_LATER_IN_SQL (what, "c.id >> 52", more) ", "                                           \
  COLLECTOR_LATER_IN_SQL (what, "(c.id >> 52) + 1", more)
#define COLLECTOR_LATER_ID_SQL COLLECTOR_LATER_CALL_SQL ("o.id", "")
/* What follow-up.c keeps of it. */
#define COLLECTOR_IS_KEPT_SQL "f.bucket = c.id >> 52 AND f.number = c.number AND f.call_id = c.id"

#define COLLECTOR_STILL_OPEN 1

/* What happened to a missed call whose caller is known: 2 = that call was ours, 3 = theirs; 1 = there was
 * none; 0 = nothing to return. A private one is none for others: that there is one would tell its
 * number. Where the one that is kept is private, the next is looked for. */
#define COLLECTOR_FOLLOW_UP_SQL                                                                    \
  "CASE WHEN c.direction <> 1 OR c.outcome <> 1 OR c.number = '' THEN 0 ELSE coalesce ("           \
  "(SELECT f.became FROM follow_up AS f WHERE " COLLECTOR_IS_KEPT_SQL "%K), "                      \
  COLLECTOR_LATER_CALL_SQL ("CASE o.direction WHEN 2 THEN 2 ELSE 3 END", "%P") ", 1) END"
/* How long after the missed call that was, when it was ours; -1 = never, and where it would tell which
 * call that is. */
#define COLLECTOR_RETURN_MS_SQL                                                                    \
  "CASE WHEN o.direction = 2 AND %O THEN o.start_ms - c.start_ms ELSE -1 END"
#define COLLECTOR_FOLLOW_UP_MS_SQL                                                                 \
  "CASE WHEN c.direction <> 1 OR c.outcome <> 1 OR c.number = '' THEN -1 ELSE coalesce ("          \
  "(SELECT " COLLECTOR_RETURN_MS_SQL " FROM follow_up AS f LEFT JOIN call AS o"                    \
  " ON o.id = CASE f.became WHEN 2 THEN f.later_id END WHERE " COLLECTOR_IS_KEPT_SQL "%K), "       \
  COLLECTOR_LATER_CALL_SQL (COLLECTOR_RETURN_MS_SQL, "%P") ", -1) END"

/* The code a call was made with: the matter's, else the name of the authorisation. */
#define COLLECTOR_CODE_SQL                                                                         \
  "CASE WHEN c.client_matter_code <> '' THEN c.client_matter_code ELSE coalesce ((SELECT text"     \
  " FROM word WHERE kind = 11 AND id = c.authorization_id), '') END"
#define COLLECTOR_OR_CUSTOM_SQL(n) " UNION SELECT custom_" n " FROM person"
/* Whether a department, a cost centre or a person's own field is called like it. What people have is put
 * together once, not looked through for each call. */
#define COLLECTOR_CODE_ALLOCATED_SQL                                                               \
  "(EXISTS (SELECT 1 FROM department WHERE name = " COLLECTOR_CODE_SQL ") OR EXISTS (SELECT 1"     \
  " FROM cost_centre WHERE name = " COLLECTOR_CODE_SQL ") OR " COLLECTOR_CODE_SQL                  \
  " IN (SELECT user_name FROM person" COLLECTOR_OR_CUSTOM_SQL ("1") COLLECTOR_OR_CUSTOM_SQL ("2")  \
  COLLECTOR_OR_CUSTOM_SQL ("3") COLLECTOR_OR_CUSTOM_SQL ("4") COLLECTOR_OR_CUSTOM_SQL ("5")        \
  COLLECTOR_OR_CUSTOM_SQL ("6") COLLECTOR_OR_CUSTOM_SQL ("7") COLLECTOR_OR_CUSTOM_SQL ("8")        \
  COLLECTOR_OR_CUSTOM_SQL ("9") COLLECTOR_OR_CUSTOM_SQL ("10") "))"

/* The department, at the time of an internal call, of who was called. */
#define COLLECTOR_OTHER_DEPARTMENT_SQL                                                             \
  "CASE c.direction WHEN 0 THEN coalesce ((SELECT CASE WHEN EXISTS (SELECT 1 FROM person_past AS"  \
  " h WHERE h.person_id = p.id AND h.until_ms > c.start_ms) THEN (SELECT h.department_id FROM"     \
  " person_past AS h WHERE h.person_id = p.id AND h.until_ms > c.start_ms ORDER BY h.until_ms"     \
  " LIMIT 1) ELSE p.department_id END FROM person_line AS o JOIN person AS p ON p.id ="            \
  " o.person_id WHERE o.extension = c.number AND o.valid_from_ms <= c.start_ms"                    \
  " AND o.valid_to_ms > c.start_ms LIMIT 1), 0) ELSE 0 END"

G_END_DECLS
