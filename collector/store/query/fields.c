/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fields of calls: one row each. Adding one is a row.
 */
#include "config.h"

#include "collector/store/query/fields.h"

#include <glib/gi18n.h>
#include <string.h>

#include "collector/store/band-function.h"
#include "collector/store/gateway-store.h"
#include "collector/store/mask.h"
#include "collector/store/ledger.h"
#include "collector/store/leg-functions.h"
#include "collector/store/number-lists.h"
#include "collector/store/query/pieces.h"
#include "collector/store/words.h"
#include "shared/model/call.h"

/* The figures of kinds are part of the texts below. */
G_STATIC_ASSERT (COLLECTOR_WORD_DEVICE == 3 && COLLECTOR_WORD_LOGIN == 4
                 && COLLECTOR_WORD_HUNT_PILOT == 5 && COLLECTOR_WORD_NATION == 6
                 && COLLECTOR_WORD_AREA == 7 && COLLECTOR_WORD_OPERATOR == 8
                 && COLLECTOR_WORD_GATEWAY == 9 && COLLECTOR_WORD_SITE == 10
                 && COLLECTOR_WORD_AUTHORIZATION == 11 && COLLECTOR_WORD_CURRENCY == 12
                 && COLLECTOR_WORD_PREFIX == 13 && TOLL_RATING_RATED == 1);

#define WORDS(kind) "SELECT id, text FROM word WHERE kind = " kind
#define LINES "SELECT id, extension AS text FROM line"
#define MASKED_LINES                                                                               \
  "SELECT id, iif (" COLLECTOR_IS_STRANGE_SQL ("line.extension") ", toll_mask (extension, "        \
  G_STRINGIFY (COLLECTOR_MASK_ALL) "),"                                                            \
  " extension) AS text FROM line"
#define PEOPLE "SELECT id, trim (first_name || ' ' || last_name) AS text FROM person"
#define PERSON(column) "SELECT id, " column " AS text FROM person"

/* Shown by their titles, found by their names in the records too, which older filters have. */
#define GATEWAYS                                                                                   \
  "SELECT w.id, coalesce (nullif (" COLLECTOR_GATEWAY_TITLE_SQL ", ''), w.text) AS text"           \
  " FROM word AS w LEFT JOIN gateway AS g ON g.device = w.text WHERE w.kind = 9"
#define GATEWAYS_ALSO                                                                              \
  "SELECT id, text FROM word WHERE kind = 9 UNION ALL SELECT w.id, g.title FROM gateway AS g"      \
  " JOIN word AS w ON w.kind = 9 AND w.text = g.device WHERE g.title <> ''"

/* Shown by their names, as in lists; with the nation, "London (GB)", only where two nations have one of
 * that name. They are found by the plain name either way, and by "GB/London". */
#define AREA_NAME "substr (text, instr (text, '/') + 1)"
#define AREAS                                                                                      \
  "SELECT id, iif (count (*) OVER (PARTITION BY " AREA_NAME ") > 1, " AREA_NAME " || ' ('"         \
  " || substr (text, 1, instr (text, '/') - 1) || ')', " AREA_NAME ") AS text"                     \
  " FROM word WHERE kind = 7"
#define AREAS_ALSO "SELECT id, " AREA_NAME " AS text FROM word WHERE kind = 7"

#define KEY COLLECTOR_FIELD_KEY
#define OTHER COLLECTOR_FIELD_OTHER_SIDE
#define PLACER COLLECTOR_FIELD_PLACER
#define PERSONAL COLLECTOR_FIELD_PERSONAL

#define NAMED(id, title, key, source, flags, cube)                                                 \
  {                                                                                                \
    id, title, TOLL_CELL_TEXT, COLLECTOR_FIELD_NAMED, KEY | (flags), key, source, cube             \
  }
/* Of both sides of an internal call. */
#define SIDED(id, title, key, called, source, flags, cube)                                         \
  {                                                                                                \
    id, title, TOLL_CELL_TEXT, COLLECTOR_FIELD_NAMED, KEY | (flags), key, source, cube, 0, NULL,   \
        0, NULL, called                                                                            \
  }
#define TEXT(id, title, kind, key, flags)                                                          \
  {                                                                                                \
    id, title, kind, COLLECTOR_FIELD_TEXT, KEY | (flags), key, NULL, -1                            \
  }
#define FIGURE(id, title, kind, key, decimals)                                                     \
  {                                                                                                \
    id, title, kind, COLLECTOR_FIELD_FIGURE, 0, key, NULL, -1, 0, NULL, decimals                   \
  }
#define ENUM(id, title, key, n, name_of, cube)                                                     \
  {                                                                                                \
    id, title, TOLL_CELL_WORD, COLLECTOR_FIELD_ENUM, KEY, key, NULL, cube, n,                      \
        (const char *(*) (int) ) name_of                                                           \
  }
#define FLAG(id, title, bit)                                                                       \
  {                                                                                                \
    id, title, TOLL_CELL_WORD, COLLECTOR_FIELD_ENUM, KEY, "(c.flags >> " bit " & 1)", NULL, -1, 2, \
        name_of_flag                                                                               \
  }
/* A price that is missing is not 0. */
#define COST(id, decimals)                                                                         \
  {                                                                                                \
    id, N_ ("Cost"), TOLL_CELL_MONEY, COLLECTOR_FIELD_FIGURE, 0,                                   \
        "CASE c.rating_state WHEN 1 THEN c.cost_micro ELSE -1 END", NULL, -1, 0, NULL, decimals,   \
        .lack = COLLECTOR_LACK_NEGATIVE                                                            \
  }
/* What a mailbox recorded of a call that nobody answered is no talk. */
#define TALK(id, decimals)                                                                         \
  {                                                                                                \
    id, N_ ("Duration"), TOLL_CELL_DURATION, COLLECTOR_FIELD_FIGURE, 0,                            \
        "CASE c.outcome WHEN 0 THEN c.talk_ms ELSE -1 END", NULL, -1, 0, NULL, decimals,           \
        .lack = COLLECTOR_LACK_NEGATIVE                                                            \
  }
#define LOCAL(id, title, kind, key, unit)                                                          \
  {                                                                                                \
    id, title, kind, COLLECTOR_FIELD_LOCAL, KEY, key, NULL, -1, 0, NULL, 0, unit                   \
  }
#define BAND(id, title, key, n, name_of)                                                           \
  {                                                                                                \
    id, title, TOLL_CELL_WORD, COLLECTOR_FIELD_ENUM, KEY, key, NULL, -1, n, name_of                \
  }

static const char *
name_of_flag (int value)
{
  return value != 0 ? "yes" : "no";
}

static const char *
name_of_duration (int value)
{
  static const char *const names[]
      = { N_ ("under 5 s"),  N_ ("5 to 30 s"),  N_ ("30 to 60 s"),   N_ ("1 to 2 min"),
          N_ ("2 to 5 min"), N_ ("5 to 10 min"), N_ ("10 to 30 min"), N_ ("30 to 60 min"),
          N_ ("an hour and more"), N_ ("not answered") };

  return value >= 0 && value < (int) G_N_ELEMENTS (names) ? names[value] : "";
}
#define N_DURATIONS 10

static const char *
name_of_wait (int value)
{
  static const char *const names[]
      = { N_ ("within 5 s"), N_ ("5 to 10 s"),  N_ ("10 to 20 s"),
          N_ ("20 to 30 s"), N_ ("30 to 60 s"), N_ ("over 60 s") };

  return value >= 0 && value < (int) G_N_ELEMENTS (names) ? names[value] : "";
}
#define N_WAITS 6

static const char *
name_of_follow_up (int value)
{
  static const char *const names[] = { "", N_ ("still open"), N_ ("we called back"),
                                       N_ ("they reached us") };

  return value >= 0 && value < (int) G_N_ELEMENTS (names) ? names[value] : "";
}
#define N_FOLLOW_UPS 4

static const char *
name_of_side (int value)
{
  static const char *const names[] = { "", N_ ("calling side"), N_ ("called side") };

  return value >= 0 && value < (int) G_N_ELEMENTS (names) ? names[value] : "";
}
#define N_SIDES 3

static const char *
name_of_grade (int value)
{
  static const char *const names[] = { N_ ("good"), N_ ("acceptable"), N_ ("fair"), N_ ("poor"),
                                       N_ ("not measured") };

  return value >= 0 && value < (int) G_N_ELEMENTS (names) ? names[value] : "";
}
#define N_GRADES 5

/* As the figures of calls answered in time: who waited exactly 20 s waited no longer than that. */
#define WAITS_OF(ms)                                                                               \
  "CASE WHEN " ms " <= 5000 THEN 0 WHEN " ms " <= 10000 THEN 1 WHEN " ms " <= 20000 THEN 2"        \
  " WHEN " ms " <= 30000 THEN 3 WHEN " ms " <= 60000 THEN 4 ELSE 5 END"

static const CollectorField fields[] = {
  /* Who. */
  SIDED ("extension", N_ ("Extension"), "c.line_id", "c.called_line_id", LINES,
         PERSONAL | COLLECTOR_FIELD_LINE, COLLECTOR_CUBE_LINE),
  NAMED ("last_extension", N_ ("Last holder"), "c.last_line_id", LINES,
         PERSONAL | COLLECTOR_FIELD_LINE, -1),
  NAMED ("first_extension", N_ ("Rang first"), "c.first_line_id", LINES,
         PERSONAL | COLLECTOR_FIELD_LINE, -1),
  SIDED ("name", N_ ("Name"), "c.person_id", COLLECTOR_CALLED_ID_SQL ("person_id"), PEOPLE,
         PERSONAL, -1),
  SIDED ("user_name", N_ ("User name"), "c.person_id", COLLECTOR_CALLED_ID_SQL ("person_id"),
         PERSON ("user_name"), PERSONAL, -1),
  SIDED ("cucm_user_id", N_ ("CUCM user id"), "c.person_id",
         COLLECTOR_CALLED_ID_SQL ("person_id"), PERSON ("cucm_user_id"), PERSONAL, -1),
  NAMED ("login_user", N_ ("Signed in at the phone"), "c.login_id", WORDS ("4"), PERSONAL, -1),
  NAMED ("device", N_ ("Device"), "c.device_id", WORDS ("3"),
         PERSONAL | COLLECTOR_FIELD_FREE_TEXT | COLLECTOR_FIELD_DEVICE, -1),
  SIDED ("department", N_ ("Department"), "c.department_id",
         COLLECTOR_CALLED_ID_SQL ("department_id"), "SELECT id, name AS text FROM department", 0,
         COLLECTOR_CUBE_DEPARTMENT),
  SIDED ("cost_centre", N_ ("Cost centre"), "c.cost_centre_id",
         COLLECTOR_CALLED_ID_SQL ("cost_centre_id"), "SELECT id, name AS text FROM cost_centre", 0,
         COLLECTOR_CUBE_COST_CENTRE),
  SIDED ("location", N_ ("Office location"), "c.location_id",
         COLLECTOR_CALLED_ID_SQL ("location_id"), "SELECT id, name AS text FROM location", 0,
         COLLECTOR_CUBE_LOCATION),
  NAMED ("site", N_ ("Site"), "c.site_id", WORDS ("10"), 0, COLLECTOR_CUBE_SITE),
  /* Learned ones are called as in Unified CM, a mobile's perhaps by its number. */
  { "gateway", N_ ("Gateway"), TOLL_CELL_TEXT, COLLECTOR_FIELD_NAMED,
    KEY | COLLECTOR_FIELD_FREE_TEXT | COLLECTOR_FIELD_DEVICE | COLLECTOR_FIELD_REACHED,
    "c.gateway_id", GATEWAYS, COLLECTOR_CUBE_GATEWAY, .also = GATEWAYS_ALSO },
  NAMED ("hunt_pilot", N_ ("Hunt pilot"), "c.hunt_pilot_id", WORDS ("5"), 0, -1),
  TEXT ("member", N_ ("Group member"), TOLL_CELL_TEXT, COLLECTOR_MEMBER_SQL, PERSONAL),
#define CUSTOM(n, title)                                                                           \
  {                                                                                                \
    "custom_" n, title, TOLL_CELL_TEXT, COLLECTOR_FIELD_TEXT, KEY | PLACER | PERSONAL,             \
        "coalesce ((SELECT custom_" n " FROM person WHERE id = c.person_id), '')",                 \
        "SELECT custom_" n " AS text FROM person", -1                                              \
  }
  CUSTOM ("1", N_ ("Custom field 1 (no title)")),
  CUSTOM ("2", N_ ("Custom field 2 (no title)")),
  CUSTOM ("3", N_ ("Custom field 3 (no title)")),
  CUSTOM ("4", N_ ("Custom field 4 (no title)")),
  CUSTOM ("5", N_ ("Custom field 5 (no title)")),
  CUSTOM ("6", N_ ("Custom field 6 (no title)")),
  CUSTOM ("7", N_ ("Custom field 7 (no title)")),
  CUSTOM ("8", N_ ("Custom field 8 (no title)")),
  CUSTOM ("9", N_ ("Custom field 9 (no title)")),
  CUSTOM ("10", N_ ("Custom field 10 (no title)")),
  /* The other side; what is dialled for an incoming call is mostly a number of our own. */
  TEXT ("did", N_ ("Called number"), TOLL_CELL_PHONE,
        "CASE c.direction WHEN 1 THEN %D ELSE '' END", OTHER | PERSONAL),
  TEXT ("number_prefix", N_ ("Beginning of the number"), TOLL_CELL_PHONE, "substr (%N, 1, 5)",
        OTHER),
  NAMED ("other_department", N_ ("Department called"), COLLECTOR_OTHER_DEPARTMENT_SQL,
         "SELECT id, name AS text FROM department", OTHER, -1),
  { "number", N_ ("Number"), TOLL_CELL_PHONE, COLLECTOR_FIELD_TEXT,
    KEY | OTHER | COLLECTOR_FIELD_NUMBER, "%N", NULL, -1 },
  /* Of an outgoing call that reached a number of our own. */
  TEXT ("number_site", N_ ("Site called"), TOLL_CELL_TEXT,
        "CASE c.direction WHEN 2 THEN toll_own_site (c.number, " COLLECTOR_OWN_SITES_SQL
        ") ELSE '' END",
        OTHER),
  TEXT ("watched", N_ ("Watched number"), TOLL_CELL_TEXT,
        "toll_watched (c.number, %N, " COLLECTOR_WATCH_LIST_SQL ")", OTHER),
  /* Somebody's extension, where the call came in or was forwarded. */
  TEXT ("dialled", N_ ("Dialled"), TOLL_CELL_PHONE, "c.dialled",
        OTHER | PERSONAL | COLLECTOR_FIELD_UNMASKED),
  NAMED ("nation", N_ ("Nation"), "c.nation_id", WORDS ("6"), OTHER, COLLECTOR_CUBE_NATION),
  { "area", N_ ("Area"), TOLL_CELL_TEXT, COLLECTOR_FIELD_NAMED, KEY | OTHER, "c.area_id", AREAS,
    COLLECTOR_CUBE_AREA, .also = AREAS_ALSO, .full = WORDS ("7") },
  NAMED ("operator", N_ ("Operator"), "c.operator_id", WORDS ("8"), OTHER,
         COLLECTOR_CUBE_OPERATOR),
  NAMED ("prefix", N_ ("Prefix"), "c.prefix_id", WORDS ("13"), OTHER | COLLECTOR_FIELD_UNMASKED,
         -1),
  NAMED ("authorization", N_ ("Authorisation code"), "c.authorization_id", WORDS ("11"),
         OTHER | PLACER | PERSONAL | COLLECTOR_FIELD_FREE_TEXT, -1),
  { "authorization_level", N_ ("Authorisation level"), TOLL_CELL_COUNT, COLLECTOR_FIELD_FIGURE,
    OTHER | PLACER, COLLECTOR_LEVEL_SQL, NULL, -1, .lack = COLLECTOR_LACK_NEGATIVE },
  TEXT ("client_matter_code", N_ ("Client matter code"), TOLL_CELL_TEXT, "c.client_matter_code",
        OTHER | PLACER | COLLECTOR_FIELD_UNMASKED),
  TEXT ("code", N_ ("Code"), TOLL_CELL_TEXT, COLLECTOR_CODE_SQL,
        OTHER | PLACER | PERSONAL | COLLECTOR_FIELD_UNMASKED),
  { "code_allocated", N_ ("Code is somebody's"), TOLL_CELL_WORD, COLLECTOR_FIELD_ENUM,
    KEY | OTHER | PLACER | COLLECTOR_FIELD_UNMASKED, COLLECTOR_CODE_ALLOCATED_SQL, NULL, -1, 2,
    name_of_flag },
  /* What became of it. */
  ENUM ("direction", N_ ("Direction"), "c.direction", TOLL_N_DIRECTIONS, toll_direction_to_name,
        -1),
  ENUM ("outcome", N_ ("Outcome"), "c.outcome", TOLL_N_OUTCOMES, toll_outcome_to_name, -1),
  ENUM ("class", N_ ("Destination class"), "c.dest_class", TOLL_N_CLASSES, toll_class_to_name,
        COLLECTOR_CUBE_CLASS),
  ENUM ("rating_state", N_ ("Price"), "c.rating_state", TOLL_N_RATING_STATES,
        toll_rating_state_to_name, -1),
  NAMED ("currency", N_ ("Currency"), "c.currency_id", WORDS ("12"), 0, -1),
  ENUM ("reason", N_ ("Reason"), "c.reason", TOLL_N_REASONS, toll_reason_to_name, -1),
  NAMED ("tariff", N_ ("Tariff"),
         "coalesce ((SELECT tariff_id FROM tariff_version WHERE id = c.tariff_version_id), 0)",
         "SELECT id, name AS text FROM tariff", 0, -1),
  TEXT ("band", N_ ("Time band"), TOLL_CELL_TEXT, COLLECTOR_BAND_SQL, OTHER),
  { "cause", N_ ("Cause"), TOLL_CELL_COUNT, COLLECTOR_FIELD_FIGURE, KEY, "c.cause", NULL, -1,
    .lack = COLLECTOR_LACK_ZERO },
  { "cause_text", N_ ("Cause"), TOLL_CELL_WORD, COLLECTOR_FIELD_FIGURE, KEY, "c.cause", NULL, -1,
    0, collector_cause_to_text, .lack = COLLECTOR_LACK_ZERO },
  BAND ("cause_side", N_ ("Ended by"), COLLECTOR_CAUSE_SIDE_SQL, N_SIDES, name_of_side),
  { "answered_first", N_ ("Answered where it rang first"), TOLL_CELL_WORD, COLLECTOR_FIELD_ENUM,
    KEY, COLLECTOR_ANSWERED_FIRST_SQL, NULL, -1, 2, name_of_flag },
  FLAG ("transferred", N_ ("Transferred"), "0"),
  FLAG ("conference", N_ ("Conference"), "1"),
  FLAG ("forwarded", N_ ("Forwarded"), "2"),
  FLAG ("picked_up", N_ ("Picked up"), "3"),
  FLAG ("parked", N_ ("Parked"), "4"),
  FLAG ("voicemail", N_ ("Voicemail"), "5"),
  FLAG ("hunt", N_ ("Hunt group"), "6"),
  FLAG ("queued", N_ ("Queued"), "7"),
  FLAG ("recorded", N_ ("Recorded"), "8"),
  FLAG ("blocked", N_ ("Blocked"), "9"),
  FLAG ("mobility", N_ ("Mobile leg"), "10"),
  FLAG ("malicious", N_ ("Malicious"), "12"),
  /* How long, how much. */
  FIGURE ("ring_ms", N_ ("Ring time"), TOLL_CELL_DURATION, "c.ring_ms", 0),
  FIGURE ("ring", N_ ("Ring time"), TOLL_CELL_DURATION, "c.ring_ms", 3),
  TALK ("talk_ms", 0),
  TALK ("duration", 3),
  FIGURE ("queue_ms", N_ ("Queue time"), TOLL_CELL_DURATION, "c.queue_ms", 0),
  FIGURE ("queue", N_ ("Queue time"), TOLL_CELL_DURATION, "c.queue_ms", 3),
  COST ("cost_micro", 0),
  COST ("cost", 6),
  NAMED ("currency", N_ ("Currency"), "c.currency_id", WORDS ("12"), 0, -1),
  FIGURE ("n_legs", N_ ("Records"), TOLL_CELL_COUNT, "c.n_legs", 0),
  BAND ("duration_band", N_ ("Duration"),
        "CASE WHEN c.outcome <> 0 THEN 9 WHEN c.talk_ms < 5000 THEN 0 WHEN c.talk_ms < 30000 THEN 1"
        " WHEN c.talk_ms < 60000 THEN 2 WHEN c.talk_ms < 120000 THEN 3"
        " WHEN c.talk_ms < 300000 THEN 4 WHEN c.talk_ms < 600000 THEN 5"
        " WHEN c.talk_ms < 1800000 THEN 6 WHEN c.talk_ms < 3600000 THEN 7 ELSE 8 END",
        N_DURATIONS, name_of_duration),
  BAND ("ring_band", N_ ("Ring time"), WAITS_OF ("c.ring_ms"), N_WAITS, name_of_wait),
  FIGURE ("wait", N_ ("Waiting time"), TOLL_CELL_DURATION, COLLECTOR_WAIT_SQL, 3),
  BAND ("wait_band", N_ ("Waiting time"), WAITS_OF (COLLECTOR_WAIT_SQL), N_WAITS, name_of_wait),
  /* What came after. */
  { "follow_up", N_ ("What became of it"), TOLL_CELL_WORD, COLLECTOR_FIELD_ENUM, KEY | OTHER,
    COLLECTOR_FOLLOW_UP_SQL, NULL, -1, N_FOLLOW_UPS, name_of_follow_up },
  { "follow_up_ms", N_ ("Time to return"), TOLL_CELL_DURATION, COLLECTOR_FIELD_FIGURE, OTHER,
    COLLECTOR_FOLLOW_UP_MS_SQL, NULL, -1, .lack = COLLECTOR_LACK_NEGATIVE },
  /* How it sounded. */
  { "mos", N_ ("Voice score (MOS)"), TOLL_CELL_DECIMAL, COLLECTOR_FIELD_FIGURE, 0,
    COLLECTOR_MOS_SQL, NULL, -1, 0, NULL, 3, .lack = COLLECTOR_LACK_NEGATIVE },
  BAND ("quality", N_ ("Voice quality"), COLLECTOR_GRADE_SQL, N_GRADES, name_of_grade),
  /* When. 1970-01-01 was a Thursday. */
  { "start", N_ ("Start"), TOLL_CELL_INSTANT, COLLECTOR_FIELD_INSTANT, 0, "c.start_ms", NULL, -1 },
  { "connect", N_ ("Answered at"), TOLL_CELL_INSTANT, COLLECTOR_FIELD_INSTANT, 0, "c.connect_ms",
    NULL, -1, .lack = COLLECTOR_LACK_ZERO },
  { "end", N_ ("End"), TOLL_CELL_INSTANT, COLLECTOR_FIELD_INSTANT, 0, "c.end_ms", NULL, -1 },
  LOCAL ("day", N_ ("Day"), TOLL_CELL_DAY, "%L / 86400000", "day"),
  LOCAL ("week", N_ ("Week"), TOLL_CELL_DAY,
         "(%L / 86400000 - (%L / 86400000 + 3) % 7)", "week"),
  LOCAL ("month", N_ ("Month"), TOLL_CELL_DAY,
         "unixepoch (%L / 1000, 'unixepoch', 'start of month') / 86400", "month"),
  LOCAL ("hour", N_ ("Hour"), TOLL_CELL_MINUTE, "%L / 3600000 % 24 * 60", ""),
  LOCAL ("half_hour", N_ ("Half hour"), TOLL_CELL_MINUTE, "%L / 1800000 % 48 * 30", ""),
  LOCAL ("minute", N_ ("Time"), TOLL_CELL_MINUTE, "%L / 60000 % 1440", ""),
  LOCAL ("weekday", N_ ("Weekday"), TOLL_CELL_WEEKDAY, "((%L / 86400000 + 3) % 7 + 1)", ""),
};

/* Other names that people and older filters use. */
static const struct
{
  const char *other;
  const char *id;
} others[] = {
  { "extensions", "extension" }, { "gateways", "gateway" },     { "departments", "department" },
  { "cost_centres", "cost_centre" }, { "locations", "location" }, { "operators", "operator" },
  { "sites", "site" },           { "nations", "nation" },       { "areas", "area" },
  { "people", "name" },          { "start_ms", "start" },       { "dest_class", "class" },
  { "caller", "number" },        { "contact", "number" },       { "hunt_pilots", "hunt_pilot" },
};

const CollectorField *
collector_field_lookup (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (strcmp (others[i].other, id) == 0)
      id = others[i].id;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].id, id) == 0)
      return &fields[i];
  return NULL;
}

const CollectorField *
collector_field_list (guint *n_fields)
{
  *n_fields = G_N_ELEMENTS (fields);
  return fields;
}

const char *
collector_field_get_source (const CollectorField *field, gboolean masks)
{
  return masks && (field->flags & COLLECTOR_FIELD_LINE) != 0 ? MASKED_LINES : field->source;
}

const char *
collector_field_mask (const CollectorField *field, const char *text, TollArena *arena)
{
  gboolean is_device = field != NULL && (field->flags & COLLECTOR_FIELD_DEVICE) != 0;

  return is_device ? collector_mask_device (text, 1, arena) : collector_mask_text (text, 1, arena);
}
