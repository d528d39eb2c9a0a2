/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * POST /sites/{id}/try: how a number would be understood at a site, by the plan that calls are
 * understood with. The site may come along as it is being edited; nothing is stored.
 */
#include "config.h"

#include "collector/routes/site-json.h"

#include "collector/normalize/dial-text.h"
#include "collector/store/plan-store.h"
#include "shared/base/error.h"
#include "shared/model/call.h"

#include <string.h>

#define LEAST_COMMON_DIGITS 3 /* fewer in common: the number was not found inside what was dialled */
#define LONGEST_TEXT 128

typedef struct
{
  const char *dialled;
  gboolean is_calling;
  gint64 id; /* 0 = a site that is not stored yet */
  CollectorSiteRow row;
} Question;

/* A plan is made of texts; what a site leaves out is empty. */
static void
fill_row (CollectorSiteRow *row)
{
  for (const CollectorSiteField *field = collector_site_list_fields (); field->name != NULL;
       field++)
    if (COLLECTOR_SITE_FIELD (row, field) == NULL)
      COLLECTOR_SITE_FIELD (row, field) = "";
}

static gboolean
read_question (CollectorRequest *request, CollectorDb *db, TollArena *arena, Question *question,
               GError **error)
{
  static const char *const known[] = { "dialled", "direction", "site", NULL };
  const TollJsonValue *body = collector_request_get_body (request, error);
  const TollJsonValue *edited;
  TollDirection direction = TOLL_DIRECTION_OUTGOING;
  const char *name = "outgoing";
  gboolean is_new = g_str_equal (collector_request_get_variable (request, "id"), "new");

  if (body == NULL || !toll_json_check_members (body, "", known, error)
      || !toll_json_require_text (body, "", "dialled", &question->dialled, error)
      || (toll_json_value_get_member (body, "direction") != NULL
          && !toll_json_require_text (body, "", "direction", &name, error)))
    return FALSE;
  if (strlen (question->dialled) > LONGEST_TEXT)
    {
      toll_error_set_field (error, "dialled", "must not be longer than %d bytes", LONGEST_TEXT);
      return FALSE;
    }
  if (!toll_direction_from_name (name, &direction)
      || (direction != TOLL_DIRECTION_INCOMING && direction != TOLL_DIRECTION_OUTGOING))
    {
      toll_error_set_field (error, "direction", "must be incoming or outgoing");
      return FALSE;
    }
  question->is_calling = direction == TOLL_DIRECTION_INCOMING;
  question->id = collector_site_id_of (request);
  if (!is_new && !collector_site_json_load (db, question->id, arena, &question->row, error))
    return FALSE;
  edited = toll_json_value_get_member (body, "site");
  if (edited == NULL && !is_new)
    return TRUE;
  if (!collector_site_json_read (edited, "site", is_new, &question->row, error))
    return FALSE;
  fill_row (&question->row);
  return collector_site_check (&question->row, error) || toll_error_prefix_field (error, "site");
}

/* What has to go from the front of what was dialled, and what has to come in front of the rest,
 * to make the number that is priced. */
typedef struct
{
  char *removed;
  char *added;
} Change;

/* How many digits in front only get an outside line: they are left out even where the number
 * happens to go on with the same. */
static gsize
count_access_digits (const Question *question, const CollectorDialText *dialled)
{
  const char *access = question->row.access_code;

  return !question->is_calling && dialled->kind == COLLECTOR_DIAL_DIGITS && access != NULL
          && g_str_has_prefix (dialled->digits, access)
      ? strlen (access)
      : 0;
}

static void
find_change (const Question *question, const CollectorNumber *number, Change *change)
{
  const char *digits = number->digits;
  gsize n_digits = strlen (digits), n_common = 0, n_access;
  CollectorDialText dialled;

  collector_dial_text_read (question->dialled, question->row.access_code, &dialled);
  n_access = count_access_digits (question, &dialled);
  while (n_common < n_digits && n_common + n_access < dialled.n_digits
         && digits[n_digits - 1 - n_common] == dialled.digits[dialled.n_digits - 1 - n_common])
    n_common++;
  if (n_common < LEAST_COMMON_DIGITS && n_common < n_digits)
    n_common = dialled.n_digits = n_digits = 0;
  change->removed = g_strndup (dialled.digits, dialled.n_digits - n_common);
  change->added = g_strndup (digits, n_digits - n_common);
}

/* "+39 02 1234": country code, area and the rest apart. Returns: (transfer full). */
static char *
dup_grouped (CollectorNumbering *numbering, const CollectorNumber *number)
{
  CollectorNumberInfo info;
  int n_code, n_area;

  if (*number->e164 == '\0' || !collector_numbering_lookup (numbering, number->digits, &info))
    return g_strdup (number->shown);
  n_code = (int) info.country_code_length;
  n_area = (int) (info.prefix_length - info.country_code_length);
  if (n_area <= 0)
    return g_strdup_printf ("+%.*s %s", n_code, number->digits, number->digits + n_code);
  return g_strdup_printf ("+%.*s %.*s %s", n_code, number->digits, n_area,
                          number->digits + n_code, number->digits + n_code + n_area);
}

/* What kind of thing it is: for clients that say it in their own words. */
static const char *
name_kind (const CollectorNumber *number, gboolean is_internal)
{
  if (is_internal)
    return "extension";
  if (number->dest_class == TOLL_CLASS_EMERGENCY)
    return "emergency";
  if (*number->e164 != '\0')
    return "number";
  if (*number->shown == '\0')
    return "withheld";
  return number->dest_class == TOLL_CLASS_UNKNOWN ? "unknown" : "short_code";
}

/* Returns: (transfer full): a sentence. */
static char *
explain (const CollectorNumber *number, const char *kind, const char *site, const Change *change)
{
  if (g_str_equal (kind, "extension"))
    return g_strdup_printf ("An extension of %s", site);
  if (g_str_equal (kind, "emergency"))
    return g_strdup_printf ("An emergency number of %s, kept as dialled", number->nation_name);
  if (g_str_equal (kind, "withheld"))
    return g_strdup ("A number that the caller keeps back");
  if (g_str_equal (kind, "unknown"))
    return g_strdup ("No plan has such a number; it is shown as it stands");
  if (g_str_equal (kind, "short_code"))
    return g_strdup_printf ("A short code (%s), kept as dialled",
                            toll_class_to_name (number->dest_class));
  if (*change->removed != '\0' && *change->added != '\0')
    return g_strdup_printf ("%s in front is left out, %s is put there", change->removed,
                            change->added);
  if (*change->removed != '\0')
    return g_strdup_printf ("%s in front is left out", change->removed);
  if (*change->added != '\0')
    return g_strdup_printf ("%s is put in front", change->added);
  return g_strdup ("The number is complete as it stands");
}

static void
write_answer (TollJsonWriter *json, const CollectorPlan *plan, const Question *question,
              const CollectorNumber *number)
{
  CollectorNumbering *numbering = collector_plan_get_numbering (plan);
  const CollectorSite *site = collector_plan_lookup_site (plan, question->id);
  const CollectorSite *home = number->is_extension
      ? site
      : collector_plan_find_extension_site (plan, question->dialled, site);
  const char *kind = name_kind (number, home != NULL);
  g_autofree char *shown = dup_grouped (numbering, number);
  g_autofree char *explanation = NULL;
  Change change;

  find_change (question, number, &change);
  explanation = explain (number, kind, home != NULL ? home->name : "", &change);
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "kind", kind);
  toll_json_add_text (json, "shown", home != NULL ? question->dialled : shown);
  toll_json_add_text (json, "e164", number->e164);
  toll_json_add_text (json, "nation", number->nation);
  toll_json_add_text (json, "nation_name", number->nation_name);
  toll_json_add_text (json, "area", number->area);
  toll_json_add_text (json, "class",
                      toll_class_to_name (home != NULL ? TOLL_CLASS_INTERNAL
                                                       : number->dest_class));
  toll_json_add_text (json, "operator", number->operator_name);
  toll_json_add_bool (json, "is_internal", home != NULL);
  toll_json_add_text (json, "site", home != NULL ? home->name : "");
  toll_json_add_text (json, "removed", change.removed);
  toll_json_add_text (json, "added", change.added);
  toll_json_add_text (json, "explanation", explanation);
  toll_json_end_object (json);
  g_free (change.removed);
  g_free (change.added);
}

gboolean
collector_site_try (CollectorRequest *request, CollectorDb *db, CollectorReply *reply,
                    GError **error)
{
  CollectorNumbering *numbering
      = collector_house_get_options (COLLECTOR_HOUSE_OF (request))->numbering;
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (CollectorPlan) plan = NULL;
  Question question = { 0 };
  CollectorNumber number;

  if (!read_question (request, db, arena, &question, error))
    return FALSE;
  if (numbering == NULL)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_UNSUPPORTED,
                           "there is no numbering to try with");
      return FALSE;
    }
  plan = collector_plan_load_trial (db, numbering, question.row.nation, question.id, &question.row,
                                    error);
  if (plan == NULL)
    return FALSE;
  collector_plan_understand (plan, collector_plan_lookup_site (plan, question.id),
                             question.dialled, question.is_calling, arena, &number);
  write_answer (collector_reply_get_json (reply), plan, &question, &number);
  return TRUE;
}
