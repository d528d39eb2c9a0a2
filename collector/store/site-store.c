/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sites: where the company is and how it dials there. Any lane reads; the writer lane and the
 * commands write.
 */
#include "config.h"

#include "collector/store/site-store.h"

#include "collector/normalize/number-range.h"
#include "collector/store/rederivation-store.h"
#include "collector/store/setting-store.h"
#include "shared/base/error.h"
#include "shared/base/line.h"
#include "shared/base/zone.h"
#include "shared/model/call.h"

#include <string.h>

#define SITE_COLUMNS                                                                               \
  "id, name, nation, area_code, zone, access_code, international_prefix, trunk_prefix,"            \
  " extension_ranges, public_ranges, short_codes, voicemail_number, mwi_numbers"
#define LONGEST_NAME 128 /* bytes */

/* In the order of the columns after id. */
static const CollectorSiteField fields[] = {
  { "name", G_STRUCT_OFFSET (CollectorSiteRow, name) },
  { "nation", G_STRUCT_OFFSET (CollectorSiteRow, nation), TRUE },
  { "area_code", G_STRUCT_OFFSET (CollectorSiteRow, area_code), TRUE },
  { "zone", G_STRUCT_OFFSET (CollectorSiteRow, zone) },
  { "access_code", G_STRUCT_OFFSET (CollectorSiteRow, access_code), TRUE },
  { "international_prefix", G_STRUCT_OFFSET (CollectorSiteRow, international_prefix), TRUE },
  { "trunk_prefix", G_STRUCT_OFFSET (CollectorSiteRow, trunk_prefix), TRUE },
  { "extension_ranges", G_STRUCT_OFFSET (CollectorSiteRow, extension_ranges), TRUE },
  { "public_ranges", G_STRUCT_OFFSET (CollectorSiteRow, public_ranges), TRUE },
  { "short_codes", G_STRUCT_OFFSET (CollectorSiteRow, short_codes), TRUE },
  { "voicemail_number", G_STRUCT_OFFSET (CollectorSiteRow, voicemail_number), TRUE },
  { "mwi_numbers", G_STRUCT_OFFSET (CollectorSiteRow, mwi_numbers), TRUE },
  { NULL },
};

const CollectorSiteField *
collector_site_list_fields (void)
{
  return fields;
}

static gboolean
is_digits (const char *text)
{
  return text[strspn (text, "0123456789")] == '\0';
}

static gboolean
is_range (const char *word)
{
  CollectorNumberRange range;

  return collector_number_range_parse (word, &range);
}

static gboolean
is_short_code (const char *word)
{
  gsize n = strspn (word, "0123456789xX");
  TollClass dest_class;

  return n > 0 && word[n] == ':' && toll_class_from_name (word + n + 1, &dest_class);
}

static gboolean
is_trunk_prefix (const char *word)
{
  return g_str_equal (word, "-") || is_digits (word);
}

/* Fields of words: what each word must be. */
static const struct
{
  const char *field;
  gboolean is_list;
  gboolean (*fits) (const char *word);
  const char *what;
} word_rules[] = {
  { "area_code", FALSE, is_digits, "digits, as after the country code" },
  { "access_code", FALSE, is_digits, "digits, such as 0 or 9" },
  { "international_prefix", FALSE, is_digits, "digits, such as 00 or 011" },
  { "trunk_prefix", FALSE, is_trunk_prefix, "digits, or - for none" },
  { "extension_ranges", TRUE, is_range, "a range, such as 100-799 or 8XXX" },
  { "public_ranges", TRUE, is_range, "a range, such as +390212340000-+390212349999" },
  { "short_codes", TRUE, is_short_code, "digits and class, such as 4xx:special" },
};

static gboolean
check_words (const char *field, const char *text, guint rule, GError **error)
{
  g_auto (GStrv) words = NULL;

  if (!word_rules[rule].is_list && (*text == '\0' || word_rules[rule].fits (text)))
    return TRUE;
  words = g_strsplit_set (word_rules[rule].is_list ? text : "", " \t\n", -1);
  for (guint i = 0; word_rules[rule].is_list && words[i] != NULL; i++)
    if (words[i][0] != '\0' && !word_rules[rule].fits (words[i]))
      {
        toll_error_set_field (error, field, "'%s' is not %s", words[i], word_rules[rule].what);
        return FALSE;
      }
  if (!word_rules[rule].is_list)
    toll_error_set_field (error, field, "must be %s", word_rules[rule].what);
  return word_rules[rule].is_list;
}

static gboolean
check_place (const CollectorSiteRow *row, GError **error)
{
  if (row->name == NULL || *row->name == '\0')
    toll_error_set_field (error, "name", "a site needs a name");
  else if (strlen (row->name) > LONGEST_NAME)
    toll_error_set_field (error, "name", "must not be longer than %d bytes", LONGEST_NAME);
  else if (!toll_line_check (row->name, "name", error))
    return FALSE;
  else if (row->nation == NULL || strlen (row->nation) != 2 || !g_ascii_isupper (row->nation[0])
           || !g_ascii_isupper (row->nation[1]))
    toll_error_set_field (error, "nation", "two capital letters, such as IT or GB");
  else if (row->zone == NULL || toll_zone_get (row->zone, NULL) == NULL)
    toll_error_set_field (error, "zone", "an IANA time zone, such as Europe/Rome");
  else
    return TRUE;
  return FALSE;
}

gboolean
collector_site_check (const CollectorSiteRow *row, GError **error)
{
  if (!check_place (row, error))
    return FALSE;
  for (const CollectorSiteField *field = fields; field->name != NULL; field++)
    {
      const char *text = COLLECTOR_SITE_FIELD (row, field);

      for (guint i = 0; text != NULL && i < G_N_ELEMENTS (word_rules); i++)
        if (g_str_equal (word_rules[i].field, field->name)
            && !check_words (field->name, text, i, error))
          return FALSE;
    }
  return TRUE;
}

/* Binds every text of @row, from parameter 1 on. Returns: the next parameter. */
static int
bind_row (CollectorStmt *stmt, const CollectorSiteRow *row)
{
  int index = 1;

  for (const CollectorSiteField *field = fields; field->name != NULL; field++)
    {
      const char *text = COLLECTOR_SITE_FIELD (row, field);

      collector_stmt_bind_text (stmt, index++, text != NULL ? text : "");
    }
  return index;
}

typedef struct
{
  const CollectorSiteRow *row;
  gboolean differs;
} Comparison;

/* No call depends on a site's time zone. */
static void
compare_row (gint64 id, const CollectorSiteRow *stored, gpointer data)
{
  Comparison *comparison = data;

  for (const CollectorSiteField *field = fields; field->name != NULL; field++)
    {
      const char *text = COLLECTOR_SITE_FIELD (comparison->row, field);

      comparison->differs
          |= !g_str_equal (text != NULL ? text : "", COLLECTOR_SITE_FIELD (stored, field))
             && !g_str_equal (field->name, "zone");
    }
}

/* Stored calls are derived anew when the site @id (0 = a new one) becomes as @row: any may be read
 * by its number plan. A new site without extensions is nobody's yet, unless it is the first. */
static gboolean
queue_calls (CollectorDb *db, gint64 id, const CollectorSiteRow *row, GError **error)
{
  Comparison comparison = { row, row->extension_ranges != NULL && *row->extension_ranges != '\0' };
  CollectorStmt *stmt = collector_db_prepare (db, "SELECT 1 FROM site LIMIT 1", error);
  gboolean has_sites = FALSE;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_sites, error))
    return FALSE;
  collector_stmt_reset (stmt);
  if (id != 0)
    {
      comparison.differs = FALSE;
      if (!collector_site_visit (db, id, compare_row, &comparison, error))
        return FALSE;
    }
  return (has_sites && !comparison.differs) || collector_rederivation_add (db, "", error);
}

gboolean
collector_site_put (CollectorDb *db, const CollectorSiteRow *row, GError **error)
{
  CollectorStmt *stmt;

  if (!collector_site_check (row, error)
      || !queue_calls (db, collector_site_find (db, row->name, NULL), row, error))
    return FALSE;
  stmt = collector_db_prepare (
      db,
      "INSERT INTO site (name, nation, area_code, zone, access_code, international_prefix,"
      " trunk_prefix, extension_ranges, public_ranges, short_codes, voicemail_number, mwi_numbers)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
      " ON CONFLICT (name) DO UPDATE SET nation = excluded.nation, area_code = excluded.area_code,"
      " zone = excluded.zone, access_code = excluded.access_code,"
      " international_prefix = excluded.international_prefix, trunk_prefix = excluded.trunk_prefix,"
      " extension_ranges = excluded.extension_ranges, public_ranges = excluded.public_ranges,"
      " short_codes = excluded.short_codes, voicemail_number = excluded.voicemail_number,"
      " mwi_numbers = excluded.mwi_numbers",
      error);
  if (stmt == NULL)
    return FALSE;
  bind_row (stmt, row);
  return collector_stmt_run (stmt, error) && collector_revision_bump (db, error);
}

/* Returns: FALSE with BAD_ARGUMENT when another site than @id has that name. */
static gboolean
check_name_is_free (CollectorDb *db, gint64 id, const char *name, GError **error)
{
  gint64 owner = collector_site_find (db, name, NULL);

  if (owner == 0 || owner == id)
    return TRUE;
  toll_error_set_field (error, "name", "there is already a site named '%s'", name);
  return FALSE;
}

gint64
collector_site_add (CollectorDb *db, const CollectorSiteRow *row, GError **error)
{
  if (!collector_site_check (row, error) || !check_name_is_free (db, 0, row->name, error)
      || !collector_site_put (db, row, error))
    return 0;
  return collector_site_find (db, row->name, error);
}

gboolean
collector_site_update (CollectorDb *db, gint64 id, const CollectorSiteRow *row, GError **error)
{
  CollectorStmt *stmt;

  if (!collector_site_check (row, error) || !check_name_is_free (db, id, row->name, error)
      || !queue_calls (db, id, row, error))
    return FALSE;
  stmt = collector_db_prepare (
      db,
      "UPDATE site SET name = ?1, nation = ?2, area_code = ?3, zone = ?4, access_code = ?5,"
      " international_prefix = ?6, trunk_prefix = ?7, extension_ranges = ?8, public_ranges = ?9,"
      " short_codes = ?10, voicemail_number = ?11, mwi_numbers = ?12 WHERE id = ?13",
      error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, bind_row (stmt, row), id);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  if (collector_db_get_changes (db) > 0)
    return collector_revision_bump (db, error);
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no such site");
  return FALSE;
}

static gboolean
add_use (CollectorStmt *stmt, gpointer data, GError **error)
{
  GString *uses = data;

  if (collector_stmt_get_int (stmt, 1) > 0)
    g_string_append_printf (uses, "%s%s (%" G_GINT64_FORMAT ")", uses->len > 0 ? ", " : "",
                            collector_stmt_get_text (stmt, 0), collector_stmt_get_int (stmt, 1));
  return TRUE;
}

gboolean
collector_site_remove (CollectorDb *db, gint64 id, GError **error)
{
  g_autoptr (GString) uses = g_string_new (NULL);
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT 'gateways', count(*) FROM gateway WHERE site_id = ?1"
      " UNION ALL SELECT 'devices', count(*) FROM device_kind WHERE site_id = ?1"
      " UNION ALL SELECT 'lines of people', count(*) FROM person_line WHERE site_id = ?1"
      " UNION ALL SELECT 'tariff assignments', count(*) FROM assignment WHERE site_id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  if (!collector_stmt_foreach (stmt, add_use, uses, error))
    return FALSE;
  if (uses->len > 0)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT, "The site is still used by: %s",
                   uses->str);
      return FALSE;
    }
  stmt = collector_db_prepare (db, "DELETE FROM site WHERE id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  if (collector_db_get_changes (db) > 0)
    return collector_rederivation_add (db, "", error) && collector_revision_bump (db, error);
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no such site");
  return FALSE;
}

gint64
collector_site_find (CollectorDb *db, const char *name, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "SELECT id FROM site WHERE name = ?1", error);
  gboolean has_row = FALSE;
  gint64 id = 0;

  if (stmt == NULL)
    return 0;
  collector_stmt_bind_text (stmt, 1, name);
  if (!collector_stmt_step (stmt, &has_row, error))
    return 0;
  if (has_row)
    id = collector_stmt_get_int (stmt, 0);
  else
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no site named '%s'", name);
  collector_stmt_reset (stmt);
  return id;
}

gboolean
collector_site_bind (
    CollectorDb *db, CollectorStmt *stmt, int index, const char *name, GError **error)
{
  gint64 id = 0;

  if (name == NULL || *name == '\0')
    {
      collector_stmt_bind_null (stmt, index);
      return TRUE;
    }
  id = collector_site_find (db, name, error);
  collector_stmt_bind_int (stmt, index, id);
  return id != 0;
}

typedef struct
{
  CollectorSiteFunc func;
  gpointer data;
  guint n;
} Visit;

static gboolean
visit_site (CollectorStmt *stmt, gpointer data, GError **error)
{
  Visit *visit = data;
  CollectorSiteRow row = { 0 };

  for (guint i = 0; fields[i].name != NULL; i++)
    COLLECTOR_SITE_FIELD (&row, &fields[i]) = collector_stmt_get_text (stmt, i + 1);
  visit->n++;
  visit->func (collector_stmt_get_int (stmt, 0), &row, visit->data);
  return TRUE;
}

gboolean
collector_site_foreach (CollectorDb *db, CollectorSiteFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT " SITE_COLUMNS " FROM site ORDER BY id", error);

  return collector_stmt_foreach (stmt, visit_site, &(Visit){ func, data, 0 }, error);
}

gboolean
collector_site_list (CollectorDb *db, const char *after, guint limit, CollectorSiteFunc func,
                     gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT " SITE_COLUMNS " FROM site WHERE name > ?1 ORDER BY name LIMIT ?2", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, after != NULL ? after : "");
  collector_stmt_bind_int (stmt, 2, limit);
  return collector_stmt_foreach (stmt, visit_site, &(Visit){ func, data, 0 }, error);
}

gboolean
collector_site_visit (
    CollectorDb *db, gint64 id, CollectorSiteFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT " SITE_COLUMNS " FROM site WHERE id = ?1", error);
  Visit visit = { func, data, 0 };

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  if (!collector_stmt_foreach (stmt, visit_site, &visit, error))
    return FALSE;
  if (visit.n > 0)
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no such site");
  return FALSE;
}

gboolean
collector_company_is_there (CollectorDb *db, gboolean *is_there, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT EXISTS (SELECT 1 FROM site) OR EXISTS (SELECT 1 FROM person)"
      " OR EXISTS (SELECT 1 FROM call) OR EXISTS (SELECT 1 FROM setting WHERE key = 'company')",
      error);
  gboolean has_row;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *is_there = collector_stmt_get_int (stmt, 0) != 0;
  collector_stmt_reset (stmt);
  return TRUE;
}
