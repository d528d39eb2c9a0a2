/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The switches of an agreement, its presets by country, and the rules that mask and hide. The
 * switches are rows of a table; so are the presets. Any lane.
 */
#include "config.h"

#include "collector/store/privacy-store.h"

#include "collector/store/hidden-calls.h"
#include "collector/store/setting-store.h"
#include "shared/base/error.h"
#include "shared/model/call.h"

#include <string.h>

/* What COLLECTOR_CALL_IS_PRIVATE_SQL is made of names them by figure. */
G_STATIC_ASSERT (COLLECTOR_PRIVATE_PREFIX == 0 && COLLECTOR_PRIVATE_CODE == 1 &&
                 COLLECTOR_PRIVATE_CONTACT == 2 && TOLL_DIRECTION_INTERNAL == 0
                 && TOLL_DIRECTION_OUTGOING == 2);

#define DE_MASKED_DIGITS 3
#define IT_RETENTION_DAYS 180
#define MAX_NUMBER 50
#define KEY(name) "privacy." name

static const char *const kind_names[] = { "prefix", "code", "contact" };
G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == COLLECTOR_N_PRIVATE_KINDS);

static const char *const preset_names[] = { "none", "DE", "IT", NULL };

/* CollectorSwitch: a figure of the agreement and what each preset makes of it. */
typedef struct
{
  const char *key;
  gsize offset;
  gboolean is_wide; /* gint64, else gboolean */
  gint64 presets[G_N_ELEMENTS (preset_names) - 1];
} CollectorSwitch;

static const CollectorSwitch switches[] = {
  { KEY ("purpose_required"), offsetof (CollectorPrivacy, purpose_required), FALSE, { 0, 1, 1 } },
  { KEY ("individual_reports"), offsetof (CollectorPrivacy, individual_reports), FALSE,
    { 1, 0, 1 } },
  { KEY ("incoming_free_detail"), offsetof (CollectorPrivacy, incoming_free_detail), FALSE,
    { 1, 1, 0 } },
  { KEY ("retention_days"), offsetof (CollectorPrivacy, retention_days), TRUE,
    { 0, 0, IT_RETENTION_DAYS } },
  { KEY ("notice_ms"), offsetof (CollectorPrivacy, notice_ms), TRUE, { 0, 0, 0 } },
};
/* The last row is no preset's business. */
#define N_PRESET_SWITCHES (G_N_ELEMENTS (switches) - 1)

/* Masks of a preset. Who is not in it may unmask: they are listed. */
static const struct
{
  const char *preset;
  CollectorMaskRow row;
} preset_masks[] = {
  { "DE", { COLLECTOR_ROLE_USER, { -1, 0, DE_MASKED_DIGITS } } },
  { "DE", { COLLECTOR_ROLE_SUPERVISOR, { -1, 0, DE_MASKED_DIGITS } } },
};

CollectorPrivacy *
collector_privacy_new (void)
{
  CollectorPrivacy *privacy = g_new0 (CollectorPrivacy, 1);

  privacy->preset = g_strdup (preset_names[0]);
  privacy->notice = g_strdup ("");
  privacy->individual_reports = TRUE;
  privacy->incoming_free_detail = TRUE;
  return privacy;
}

void
collector_privacy_free (CollectorPrivacy *privacy)
{
  if (privacy == NULL)
    return;
  g_free (privacy->preset);
  g_free (privacy->notice);
  g_free (privacy);
}

static void
set_figure (const CollectorSwitch *row, CollectorPrivacy *privacy, gint64 value)
{
  gpointer at = (char *) privacy + row->offset;

  if (row->is_wide)
    *(gint64 *) at = value;
  else
    *(gboolean *) at = value != 0;
}

static gint64
get_figure (const CollectorSwitch *row, const CollectorPrivacy *privacy)
{
  gconstpointer at = (const char *) privacy + row->offset;

  return row->is_wide ? *(const gint64 *) at : *(const gboolean *) at;
}

char *
collector_privacy_describe (const CollectorPrivacy *privacy)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "preset=%s", privacy->preset);
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    g_string_append_printf (text, " %s=%" G_GINT64_FORMAT, strchr (switches[i].key, '.') + 1,
                            get_figure (&switches[i], privacy));
  return g_string_free (text, FALSE);
}

static gboolean
read_switch (CollectorStmt *stmt, gpointer data, GError **error)
{
  CollectorPrivacy *privacy = data;
  const char *key = collector_stmt_get_text (stmt, 0);
  const char *value = collector_stmt_get_text (stmt, 1);

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    if (strcmp (switches[i].key, key) == 0)
      set_figure (&switches[i], privacy, g_ascii_strtoll (value, NULL, 10));
  if (strcmp (key, KEY ("preset")) == 0)
    {
      g_free (privacy->preset);
      privacy->preset = g_strdup (value);
    }
  else if (strcmp (key, KEY ("notice")) == 0)
    {
      g_free (privacy->notice);
      privacy->notice = g_strdup (value);
    }
  return TRUE;
}

CollectorPrivacy *
collector_privacy_store_load (CollectorDb *db, GError **error)
{
  g_autoptr (CollectorPrivacy) privacy = collector_privacy_new ();
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT key, value FROM setting WHERE key >= 'privacy.' AND key < 'privacy/'", error);

  return collector_stmt_foreach (stmt, read_switch, privacy, error) ? g_steal_pointer (&privacy)
                                                                    : NULL;
}

gboolean
collector_privacy_store_save (CollectorDb *db, const CollectorPrivacy *privacy, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT,
                                                get_figure (&switches[i], privacy));

      if (!collector_setting_set (db, switches[i].key, value, error))
        return FALSE;
    }
  return collector_setting_set (db, KEY ("preset"), privacy->preset, error) &&
         collector_setting_set (db, KEY ("notice"), privacy->notice, error);
}

gboolean
collector_privacy_store_apply (CollectorDb *db, CollectorPrivacy *privacy, const char *preset,
                               GError **error)
{
  g_autoptr (GArray) masks = g_array_new (FALSE, FALSE, sizeof (CollectorMaskRow));
  guint which = 0;

  while (preset_names[which] != NULL && g_strcmp0 (preset_names[which], preset) != 0)
    which++;
  if (preset_names[which] == NULL)
    {
      toll_error_set_field (error, "preset", "there is no such preset: none, DE, IT");
      return FALSE;
    }
  for (guint i = 0; i < N_PRESET_SWITCHES; i++)
    set_figure (&switches[i], privacy, switches[i].presets[which]);
  g_free (privacy->preset);
  privacy->preset = g_strdup (preset_names[which]);
  for (guint i = 0; i < G_N_ELEMENTS (preset_masks); i++)
    if (strcmp (preset_masks[i].preset, privacy->preset) == 0)
      g_array_append_val (masks, preset_masks[i].row);
  return collector_privacy_store_save (db, privacy, error) &&
         collector_privacy_store_set_masks (db, (CollectorMaskRow *) (void *) masks->data,
                                            masks->len, error);
}

static gboolean
has_mask (const GArray *masks, const CollectorMaskRow *row)
{
  for (guint i = 0; i < masks->len; i++)
    {
      const CollectorMaskRow *mask = &g_array_index (masks, CollectorMaskRow, i);

      if (mask->role == row->role && mask->rule.dest_class == row->rule.dest_class
          && mask->rule.older_than_days == row->rule.older_than_days
          && mask->rule.masked_digits == row->rule.masked_digits)
        return TRUE;
    }
  return FALSE;
}

gboolean
collector_privacy_store_compare (CollectorDb *db, const CollectorPrivacy *privacy,
                                 gboolean *is_changed, GError **error)
{
  g_autoptr (GArray) masks = g_array_new (FALSE, FALSE, sizeof (CollectorMaskRow));
  guint which = 0, n_masks = 0;

  if (!collector_privacy_store_list_masks (db, masks, error))
    return FALSE;
  while (preset_names[which + 1] != NULL && strcmp (preset_names[which], privacy->preset) != 0)
    which++;
  *is_changed = FALSE;
  for (guint i = 0; i < N_PRESET_SWITCHES; i++)
    *is_changed |= get_figure (&switches[i], privacy) != switches[i].presets[which];
  for (guint i = 0; i < G_N_ELEMENTS (preset_masks); i++)
    if (strcmp (preset_masks[i].preset, preset_names[which]) == 0)
      {
        *is_changed |= !has_mask (masks, &preset_masks[i].row);
        n_masks++;
      }
  *is_changed |= masks->len != n_masks;
  return TRUE;
}

const char *const *
collector_privacy_list_presets (void)
{
  return preset_names;
}

static gboolean
read_name (CollectorStmt *stmt, gpointer data, GError **error)
{
  g_strv_builder_add (data, collector_stmt_get_text (stmt, 0));
  return TRUE;
}

char **
collector_privacy_store_list_unmasked (CollectorDb *db, gint64 now_ms, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT account.user_name FROM account LEFT JOIN person ON person.id = account.person_id"
      " WHERE disabled = 0 AND masked_digits = 0"
      " AND (account.person_id IS NULL OR person.valid_to_ms > ?1)"
      " AND NOT EXISTS (SELECT 1 FROM mask_rule WHERE role IN (-1, account.role)"
      "  AND dest_class = -1 AND older_than_days = 0)"
      " ORDER BY account.user_name",
      error);

  if (stmt == NULL)
    return NULL;
  collector_stmt_bind_int (stmt, 1, now_ms);
  return collector_stmt_foreach (stmt, read_name, names, error) ? g_strv_builder_end (names)
                                                                : NULL;
}

static gboolean
read_mask (CollectorStmt *stmt, gpointer data, GError **error)
{
  CollectorMaskRow row = { collector_stmt_get_int (stmt, 0),
                           { collector_stmt_get_int (stmt, 1), collector_stmt_get_int (stmt, 2),
                             collector_stmt_get_int (stmt, 3) } };

  g_array_append_val ((GArray *) data, row);
  return TRUE;
}

gboolean
collector_privacy_store_list_masks (CollectorDb *db, GArray *rows, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT role, dest_class, older_than_days, masked_digits FROM mask_rule"
      " ORDER BY role, dest_class, older_than_days, id",
      error);

  return collector_stmt_foreach (stmt, read_mask, rows, error);
}

gboolean
collector_privacy_store_set_masks (CollectorDb *db, const CollectorMaskRow *rows, guint n_rows,
                                   GError **error)
{
  CollectorStmt *stmt;

  if (!collector_db_run (db, "DELETE FROM mask_rule", error))
    return FALSE;
  stmt = collector_db_prepare (db,
                               "INSERT INTO mask_rule (role, dest_class, older_than_days,"
                               " masked_digits) VALUES (?1, ?2, ?3, ?4)",
                               error);
  for (guint i = 0; stmt != NULL && i < n_rows; i++)
    {
      collector_stmt_bind_int (stmt, 1, rows[i].role);
      collector_stmt_bind_int (stmt, 2, rows[i].rule.dest_class);
      collector_stmt_bind_int (stmt, 3, rows[i].rule.older_than_days);
      collector_stmt_bind_int (stmt, 4, rows[i].rule.masked_digits);
      if (!collector_stmt_run (stmt, error))
        return FALSE;
    }
  return stmt != NULL;
}

void
collector_private_row_clear (gpointer row)
{
  g_clear_pointer (&((CollectorPrivateRow *) row)->value, g_free);
}

const char *
collector_private_kind_to_name (CollectorPrivateKind kind)
{
  return (guint) kind < COLLECTOR_N_PRIVATE_KINDS ? kind_names[kind] : "unknown";
}

gboolean
collector_private_kind_from_name (const char *name, CollectorPrivateKind *kind)
{
  for (guint i = 0; i < COLLECTOR_N_PRIVATE_KINDS; i++)
    if (g_strcmp0 (kind_names[i], name) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_private (CollectorStmt *stmt, gpointer data, GError **error)
{
  CollectorPrivateRow row = { collector_stmt_get_int (stmt, 0),
                              g_strdup (collector_stmt_get_text (stmt, 1)) };

  g_array_append_val ((GArray *) data, row);
  return TRUE;
}

gboolean
collector_privacy_store_list_private (CollectorDb *db, gint64 person_id, GArray *rows,
                                      GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT kind, value FROM private_rule WHERE ifnull (person_id, 0) = ?1 ORDER BY kind, value",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, person_id);
  return collector_stmt_foreach (stmt, read_private, rows, error);
}

/* Returns: (transfer full): @row's value as it is stored; NULL when it can be none. */
static char *
dup_value (const CollectorPrivateRow *row)
{
  g_autofree char *value = g_strstrip (g_strdup (row->value));
  GString *digits = g_string_new (NULL);
  gboolean is_good = *value != '\0' && strlen (value) <= MAX_NUMBER;

  for (const char *p = value; *p != '\0' && row->kind != COLLECTOR_PRIVATE_CODE; p++)
    {
      is_good = is_good && (g_ascii_isdigit (*p) || strchr ("*# ", *p) != NULL ||
                            (*p == '+' && p == value));
      if (*p != ' ')
        g_string_append_c (digits, *p);
    }
  if (row->kind == COLLECTOR_PRIVATE_CODE)
    g_string_assign (digits, value);
  return g_string_free (digits, !is_good);
}

/* @kept: (out): of (CollectorPrivateRow), with the values as they are stored. */
static gboolean
settle_values (const CollectorPrivateRow *rows, guint n_rows, GArray *kept, GError **error)
{
  for (guint i = 0; i < n_rows; i++)
    {
      CollectorPrivateRow row = { rows[i].kind, dup_value (&rows[i]) };

      if (row.value == NULL)
        {
          g_autofree char *field = g_strdup_printf ("items[%u]", i);

          toll_error_set_field (error, field, "this is no %s",
                                collector_private_kind_to_name (row.kind));
          return FALSE;
        }
      g_array_append_val (kept, row);
    }
  return TRUE;
}

static gboolean
has_private_row (const GArray *rows, const CollectorPrivateRow *row)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorPrivateRow *other = &g_array_index (rows, CollectorPrivateRow, i);

      if (other->kind == row->kind && strcmp (other->value, row->value) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Runs @sql with each of @rows that is not among @others. */
static gboolean
run_with_others (CollectorDb *db, const char *sql, gint64 person_id, const GArray *rows,
                 const GArray *others, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);

  for (guint i = 0; stmt != NULL && i < rows->len; i++)
    {
      const CollectorPrivateRow *row = &g_array_index (rows, CollectorPrivateRow, i);

      if (has_private_row (others, row))
        continue;
      collector_stmt_bind_int (stmt, 1, row->kind);
      collector_stmt_bind_text (stmt, 2, row->value);
      collector_stmt_bind_int (stmt, 3, person_id);
      if (!collector_stmt_run (stmt, error))
        return FALSE;
    }
  return stmt != NULL;
}

/* All calls are to be looked at for a prefix or a code: whoever does that waits for a revision. */
static gboolean
settle_hidden (CollectorDb *db, GError **error)
{
  gboolean is_whole = FALSE;

  return collector_hidden_settle (db, error) && collector_hidden_is_whole (db, &is_whole, error)
         && (is_whole || collector_revision_bump (db, error));
}

/* Rules that stay are not touched: for each that comes or goes, calls are looked at again. */
gboolean
collector_privacy_store_set_private (CollectorDb *db, gint64 person_id,
                                     const CollectorPrivateRow *rows, guint n_rows,
                                     GError **error)
{
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (CollectorPrivateRow));
  g_autoptr (GArray) after = g_array_new (FALSE, FALSE, sizeof (CollectorPrivateRow));

  g_array_set_clear_func (before, collector_private_row_clear);
  g_array_set_clear_func (after, collector_private_row_clear);
  return settle_values (rows, n_rows, after, error)
         && collector_privacy_store_list_private (db, person_id, before, error)
         && run_with_others (db,
                             "DELETE FROM private_rule WHERE kind = ?1 AND value = ?2"
                             " AND ifnull (person_id, 0) = ?3",
                             person_id, before, after, error)
         && run_with_others (db,
                             "INSERT INTO private_rule (kind, value, person_id) SELECT ?1, ?2,"
                             " nullif (?3, 0) WHERE NOT EXISTS (SELECT 1 FROM private_rule"
                             " WHERE kind = ?1 AND value = ?2 AND ifnull (person_id, 0) = ?3)",
                             person_id, after, before, error)
         && settle_hidden (db, error);
}

gboolean
collector_privacy_store_tag_call (CollectorDb *db, gint64 call_id, gint64 person_id,
                                  int is_private, gint64 now_ms, GError **error)
{
  CollectorStmt *stmt =
      is_private >= 0
          ? collector_db_prepare (db,
                                  "INSERT OR REPLACE INTO private_call (call_id, person_id,"
                                  " is_private, at_ms) VALUES (?1, ?2, ?3, ?4)",
                                  error)
          : collector_db_prepare (
                db, "DELETE FROM private_call WHERE call_id = ?1 AND person_id = ?2", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, call_id);
  collector_stmt_bind_int (stmt, 2, person_id);
  if (is_private >= 0)
    {
      collector_stmt_bind_int (stmt, 3, is_private);
      collector_stmt_bind_int (stmt, 4, now_ms);
    }
  return collector_stmt_run (stmt, error) && collector_hidden_settle (db, error);
}

static gboolean
read_rule (CollectorStmt *stmt, gpointer data, GError **error)
{
  CollectorViewer *viewer = data;
  CollectorMaskRule rule = { collector_stmt_get_int (stmt, 0), collector_stmt_get_int (stmt, 1),
                             collector_stmt_get_int (stmt, 2) };

  g_array_append_val (viewer->mask_rules, rule);
  return TRUE;
}

static gboolean
read_viewer_switch (CollectorStmt *stmt, gpointer data, GError **error)
{
  CollectorViewer *viewer = data;
  gboolean is_on = g_strcmp0 (collector_stmt_get_text (stmt, 1), "1") == 0;

  if (g_strcmp0 (collector_stmt_get_text (stmt, 0), KEY ("purpose_required")) == 0)
    viewer->needs_purpose = is_on;
  else if (g_strcmp0 (collector_stmt_get_text (stmt, 0), KEY ("individual_reports")) == 0)
    viewer->hides_individuals = !is_on;
  else
    viewer->hides_free_incoming = !is_on;
  return TRUE;
}

gboolean
collector_privacy_store_fill_viewer (CollectorDb *db, CollectorViewer *viewer, gint64 now_ms,
                                     GError **error)
{
  CollectorStmt *rules = collector_db_prepare (
      db,
      "SELECT dest_class, older_than_days, masked_digits FROM mask_rule WHERE role IN (-1, ?1)",
      error);
  CollectorStmt *settings = collector_db_prepare (
      db,
      "SELECT key, value FROM setting"
      " WHERE key IN ('privacy.purpose_required', 'privacy.individual_reports',"
      "  'privacy.incoming_free_detail')",
      error);

  if (rules == NULL || settings == NULL)
    return FALSE;
  viewer->now_ms = now_ms;
  collector_stmt_bind_int (rules, 1, viewer->role);
  return collector_stmt_foreach (rules, read_rule, viewer, error) &&
         collector_stmt_foreach (settings, read_viewer_switch, viewer, error);
}
