/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A change of the rules that make calls private or hide digits, before and after: who may make it,
 * and what the access log is told of it. Any lane.
 */
#include "config.h"

#include "collector/store/privacy-store.h"

#include "collector/store/mask.h"
#include "shared/base/arena.h"
#include "shared/base/error.h"
#include "shared/model/call.h"

/* Spaces among digits are nothing. */
static gboolean
is_same (const CollectorPrivateRow *a, const CollectorPrivateRow *b)
{
  const char *p = a->value, *q = b->value;

  if (a->kind != b->kind)
    return FALSE;
  if (a->kind == COLLECTOR_PRIVATE_CODE)
    return g_str_equal (p, q);
  for (;; p++, q++)
    {
      while (*p == ' ')
        p++;
      while (*q == ' ')
        q++;
      if (*p != *q || *p == '\0')
        return *p == *q;
    }
}

static gboolean
contains (const GArray *rows, const CollectorPrivateRow *row)
{
  for (guint i = 0; i < rows->len; i++)
    if (is_same (&g_array_index (rows, CollectorPrivateRow, i), row))
      return TRUE;
  return FALSE;
}

/* TRUE when what the rule hides tells more of a number than a masked one shows. */
static gboolean
tells_a_number (const CollectorPrivateRow *row)
{
  guint n_digits = 0;

  for (const char *p = row->value; *p != '\0'; p++)
    n_digits += g_ascii_isdigit (*p);
  return row->kind == COLLECTOR_PRIVATE_CONTACT || n_digits > COLLECTOR_PRIVATE_OPEN_DIGITS;
}

char *
collector_private_row_dup_masked (const CollectorPrivateRow *row)
{
  g_autoptr (TollArena) arena = toll_arena_new ();

  return g_strdup (tells_a_number (row)
                       ? collector_mask_number (row->value, G_MAXUINT, arena) : row->value);
}

/* Puts its value back into the first of @rows that stands there masked. */
static gboolean
put_back (const CollectorPrivateRow *stored, const GArray *rows)
{
  g_autofree char *masked = collector_private_row_dup_masked (stored);

  for (guint i = 0; i < rows->len; i++)
    {
      CollectorPrivateRow *row = &g_array_index (rows, CollectorPrivateRow, i);

      if (row->kind != stored->kind || !g_str_equal (row->value, masked))
        continue;
      g_free (row->value);
      row->value = g_strdup (stored->value);
      return TRUE;
    }
  return FALSE;
}

/* Whole ones are refused unseen: an answer would tell whether they are what is stored. */
static gboolean
check_told (const GArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorPrivateRow *row = &g_array_index (rows, CollectorPrivateRow, i);
      g_autofree char *masked = collector_private_row_dup_masked (row);

      if (g_str_equal (masked, row->value))
        continue;
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                   "items[%u]: numbers are masked for you: a contact, or more than %d digits, is"
                   " set by somebody who sees them whole",
                   i, COLLECTOR_PRIVATE_OPEN_DIGITS);
      return FALSE;
    }
  return TRUE;
}

gboolean
collector_privacy_store_settle_masked (CollectorDb *db, const GArray *rows, GError **error)
{
  g_autoptr (GArray) stored = g_array_new (FALSE, FALSE, sizeof (CollectorPrivateRow));

  g_array_set_clear_func (stored, collector_private_row_clear);
  if (!check_told (rows, error) || !collector_privacy_store_list_private (db, 0, stored, error))
    return FALSE;
  for (guint i = 0; i < stored->len; i++)
    {
      const CollectorPrivateRow *row = &g_array_index (stored, CollectorPrivateRow, i);

      if (!tells_a_number (row) || put_back (row, rows))
        continue;
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                   "items: numbers are masked for you: the %s that is stored as rule %u is taken"
                   " away by somebody who sees them whole",
                   collector_private_kind_to_name (row->kind), i + 1);
      return FALSE;
    }
  return TRUE;
}

/* Appends " @name=prefix 0049, code x" of what @rows has and @others lacks. */
static void
add_missing (GString *text, const char *name, const GArray *rows, const GArray *others)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorPrivateRow *row = &g_array_index (rows, CollectorPrivateRow, i);

      if (contains (others, row))
        continue;
      if (n++ == 0)
        g_string_append_printf (text, " %s=", name);
      else
        g_string_append (text, ", ");
      g_string_append_printf (text, "%s %s", collector_private_kind_to_name (row->kind),
                              row->value);
    }
}

char *
collector_privacy_store_describe_change (const GArray *before, const GArray *rows)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "rules=%u", rows->len);
  add_missing (text, "added", rows, before);
  add_missing (text, "removed", before, rows);
  return g_string_free (text, FALSE);
}

static gboolean
contains_mask (const GArray *rows, const CollectorMaskRow *row)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorMaskRow *other = &g_array_index (rows, CollectorMaskRow, i);

      if (other->role == row->role && other->rule.dest_class == row->rule.dest_class
          && other->rule.older_than_days == row->rule.older_than_days
          && other->rule.masked_digits == row->rule.masked_digits)
        return TRUE;
    }
  return FALSE;
}

/* Appends " @name=4 digits supervisor international 30 days, 3 digits" of what @rows has and
 * @others lacks. */
static void
add_missing_masks (GString *text, const char *name, const GArray *rows, const GArray *others)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorMaskRow *row = &g_array_index (rows, CollectorMaskRow, i);

      if (contains_mask (others, row))
        continue;
      if (n++ == 0)
        g_string_append_printf (text, " %s=", name);
      else
        g_string_append (text, ", ");
      g_string_append_printf (text, "%u digits", row->rule.masked_digits);
      if (row->role >= 0)
        g_string_append_printf (text, " %s", collector_role_to_name (row->role));
      if (row->rule.dest_class >= 0)
        g_string_append_printf (text, " %s", toll_class_to_name (row->rule.dest_class));
      if (row->rule.older_than_days > 0)
        g_string_append_printf (text, " %" G_GINT64_FORMAT " days", row->rule.older_than_days);
    }
}

char *
collector_privacy_store_describe_masks (const GArray *before, const GArray *rows)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "rules=%u", rows->len);
  add_missing_masks (text, "added", rows, before);
  add_missing_masks (text, "removed", before, rows);
  return g_string_free (text, FALSE);
}
