/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "collector/store/mask-spec.h"

#include <string.h>

#include "collector/store/query/query.h"
#include "shared/model/report-spec.h"
#include "shared/wire/json-write.h"

/* Names in which nobody may have written a number: they are shown whole to everybody. */
static gboolean
is_plain (const CollectorField *field, gboolean are_keys)
{
  guint holds_numbers = COLLECTOR_FIELD_FREE_TEXT | COLLECTOR_FIELD_UNMASKED;

  if (field == NULL || field->shape == COLLECTOR_FIELD_TEXT)
    return FALSE;
  return field->shape != COLLECTOR_FIELD_NAMED || are_keys || (field->flags & holds_numbers) == 0;
}

/* Where * is a wildcard, hidden digits are another sign: they must find nothing, not everything. */
static const char *
mask_value (const CollectorField *field, const char *value, gboolean are_patterns,
            TollArena *arena)
{
  const char *masked = collector_field_mask (field, value, arena);
  g_auto (GStrv) parts = NULL;
  g_autofree char *literal = NULL;

  if (!are_patterns || strcmp (masked, value) == 0)
    return masked;
  parts = g_strsplit (masked, "*", -1);
  literal = g_strjoinv ("\342\210\227", parts); /* U+2217 */
  return toll_arena_strdup (arena, literal);
}

/* Figures and instants are no numbers to call, nor is a row's key that names a call. */
static void
mask_values (const char *field_id, GPtrArray *values, gboolean are_keys, gboolean are_patterns,
             TollArena *arena)
{
  const CollectorField *field = collector_field_lookup (field_id);
  gint64 call_id;

  if (is_plain (field, are_keys))
    return;
  for (guint i = 0; i < values->len; i++)
    if (!are_keys || field == NULL || !collector_key_read_call (field, values->pdata[i], &call_id))
      values->pdata[i] = (gpointer) mask_value (field, values->pdata[i], are_patterns, arena);
}

static void
mask_condition (TollCondition *condition, TollArena *arena)
{
  if (condition->kind == TOLL_CONDITION_TEST)
    mask_values (condition->field, condition->values, condition->op == TOLL_OP_KEY,
                 condition->op == TOLL_OP_MATCHES, arena);
  else
    for (guint i = 0; i < condition->children->len; i++)
      mask_condition (condition->children->pdata[i], arena);
}

const char *
collector_mask_spec (const char *json, TollArena *arena)
{
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  g_autoptr (TollJsonWriter) writer = toll_json_writer_new ();
  g_autofree char *text = NULL;

  toll_report_spec_read_text (spec, json, "spec", NULL);
  for (guint i = 0; i < spec->groups->len; i++)
    {
      TollGroupFilter *group = &g_array_index (spec->groups, TollGroupFilter, i);

      mask_values (group->field, group->values, FALSE, TRUE, arena);
    }
  if (spec->where != NULL)
    mask_condition (spec->where, arena);
  toll_report_spec_write (spec, writer, NULL);
  text = g_string_free (toll_json_writer_finish (writer), FALSE);
  return toll_arena_strdup (arena, text);
}
