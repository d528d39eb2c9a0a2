/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tariffs as versions, and who pays by which: the tables and the book made from them. A version is
 * never changed, only followed. Any lane; puts run in the caller's transaction.
 */
#include "config.h"

#include "collector/store/tariff-store.h"

#include "collector/store/gateway-store.h"
#include "collector/store/setting-store.h"
#include "collector/store/site-store.h"
#include "shared/base/currency.h"
#include "shared/base/error.h"
#include "shared/base/line.h"

#define MAX_NAME_CHARS 100

/* @id: (out): of the tariff, 0 when there is none of that name. */
static gboolean
find_tariff (CollectorDb *db, const char *name, gint64 *id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "SELECT id FROM tariff WHERE name = ?1", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, name);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *id = has_row ? collector_stmt_get_int (stmt, 0) : 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
ensure_tariff (CollectorDb *db, const char *name, gint64 *id, GError **error)
{
  CollectorStmt *stmt;

  if (!find_tariff (db, name, id, error))
    return FALSE;
  if (*id != 0)
    return TRUE;
  stmt = collector_db_prepare (db, "INSERT INTO tariff (name) VALUES (?1)", error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, name);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  *id = collector_db_get_last_id (db);
  return TRUE;
}

typedef struct
{
  gint64 id;
  gint64 from_ms;
} LatestVersion;

/* The version that starts last; id 0 when there is none. */
static gboolean
read_latest (CollectorDb *db, gint64 tariff_id, LatestVersion *latest, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT id, from_ms FROM tariff_version WHERE tariff_id = ?1 ORDER BY from_ms DESC LIMIT 1",
      error);
  gboolean has_row = FALSE;

  latest->id = 0;
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, tariff_id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    {
      latest->id = collector_stmt_get_int (stmt, 0);
      latest->from_ms = collector_stmt_get_int (stmt, 1);
    }
  collector_stmt_reset (stmt);
  return TRUE;
}

/* The same document from the same instant on. @id: (out): 0 when there is none. */
static gboolean
find_same (CollectorDb *db, gint64 tariff_id, gint64 from_ms, const char *sha256, gint64 *id,
           GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT id FROM tariff_version WHERE tariff_id = ?1 AND from_ms = ?2 AND sha256 = ?3", error);
  gboolean has_row = FALSE;

  *id = 0;
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, tariff_id);
  collector_stmt_bind_int (stmt, 2, from_ms);
  collector_stmt_bind_text (stmt, 3, sha256);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    *id = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
end_version (CollectorDb *db, gint64 version_id, gint64 to_ms, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "UPDATE tariff_version SET to_ms = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, version_id);
  collector_stmt_bind_int (stmt, 2, to_ms);
  return collector_stmt_run (stmt, error);
}

static gboolean
add_version (CollectorDb *db, gint64 tariff_id, CollectorDeck *deck, const char *document,
             const char *sha256, gint64 from_ms, gint64 now_ms, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "INSERT INTO tariff_version (tariff_id, from_ms, to_ms, sha256, n_rates, document,"
      " created_ms) VALUES (?1, ?2, 9223372036854775807, ?3, ?4, ?5, ?6)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, tariff_id);
  collector_stmt_bind_int (stmt, 2, from_ms);
  collector_stmt_bind_text (stmt, 3, sha256);
  collector_stmt_bind_int (stmt, 4, collector_deck_get_n_rates (deck));
  collector_stmt_bind_text (stmt, 5, document);
  collector_stmt_bind_int (stmt, 6, now_ms);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_tariff_check_currency (const CollectorDeck *deck, GError **error)
{
  const char *currency = collector_deck_get_currency (deck);

  if (toll_currency_is_known (currency))
    return TRUE;
  toll_error_set_field (error, "currency", "ISO 4217 knows no %s", currency);
  return FALSE;
}

/* A version follows another in the same currency. */
static gboolean
check_currency (CollectorDb *db, const char *name, const CollectorDeck *deck, GError **error)
{
  g_autoptr (CollectorDeck) latest = NULL;
  const char *currency = collector_deck_get_currency (deck);

  if (!collector_tariff_load_latest (db, name, &latest, error))
    return FALSE;
  if (latest == NULL || g_str_equal (collector_deck_get_currency (latest), currency))
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
               "Tariff '%s' is in %s, this version in %s; a tariff keeps its currency: give the "
               "prices another --name",
               name, collector_deck_get_currency (latest), currency);
  return FALSE;
}

/* A name stands in lists and in columns of reports. */
static gboolean
check_name (const char *name, GError **error)
{
  gboolean is_blank = TRUE, is_good = g_utf8_validate (name, -1, NULL)
                                      && g_utf8_strlen (name, -1) <= MAX_NAME_CHARS;

  for (const char *p = name; is_good && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      is_blank &= g_unichar_isspace (c);
      is_good = !toll_line_is_control (c);
    }
  if (is_good && !is_blank)
    return TRUE;
  toll_error_set_field (error, "name", "1 to %d characters are expected, without control "
                                       "characters", MAX_NAME_CHARS);
  return FALSE;
}

/* Ends the version that starts last where another document, or the same from another day on, is to
 * follow it. */
static gboolean
make_room (CollectorDb *db, gint64 tariff_id, const char *name, const CollectorDeck *deck,
           gint64 from_ms, GError **error)
{
  LatestVersion latest;

  if (!read_latest (db, tariff_id, &latest, error))
    return FALSE;
  if (latest.id == 0)
    return TRUE;
  if (from_ms > latest.from_ms)
    return check_currency (db, name, deck, error) && end_version (db, latest.id, from_ms, error);
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
               "Tariff '%s' already has a version from that day or later; a version is never "
               "changed, only followed: give a later --valid-from",
               name);
  return FALSE;
}

gboolean
collector_tariff_put (CollectorDb *db, const char *name, CollectorDeck *deck, gint64 from_ms,
                      gint64 now_ms, gint64 *version_id, gboolean *is_new, GError **error)
{
  g_autofree char *document = collector_deck_to_json (deck);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, document, -1);
  gint64 tariff_id = 0, same_id;

  if (!check_name (name, error) || !collector_tariff_check_currency (deck, error)
      || !ensure_tariff (db, name, &tariff_id, error)
      || !find_same (db, tariff_id, from_ms, sha256, &same_id, error))
    return FALSE;
  if (is_new != NULL)
    *is_new = same_id == 0;
  if (version_id != NULL)
    *version_id = same_id;
  if (same_id != 0)
    return TRUE;
  if (!make_room (db, tariff_id, name, deck, from_ms, error)
      || !add_version (db, tariff_id, deck, document, sha256, from_ms, now_ms, error))
    return FALSE;
  if (version_id != NULL)
    *version_id = collector_db_get_last_id (db);
  return collector_revision_bump (db, error);
}

/* ("" and 0 = any.) */
static gboolean
find_places (CollectorDb *db, const char *gateway, const char *site, gint64 *site_id,
             GError **error)
{
  *site_id = 0;
  return (*gateway == '\0' || collector_gateway_find (db, gateway, error) != 0)
         && (*site == '\0' || (*site_id = collector_site_find (db, site, error)) != 0);
}

gboolean
collector_tariff_assign (CollectorDb *db, const char *gateway, const char *site, int direction,
                         int dest_class, const char *name, GError **error)
{
  CollectorStmt *stmt;
  gint64 tariff_id = 0, site_id = 0;

  if (!find_tariff (db, name, &tariff_id, error))
    return FALSE;
  if (tariff_id == 0)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no tariff named '%s'", name);
      return FALSE;
    }
  if (!find_places (db, gateway, site, &site_id, error))
    return FALSE;
  stmt = collector_db_prepare (db,
                               "INSERT INTO assignment (gateway, site_id, direction, dest_class,"
                               " tariff_id) VALUES (?1, ?2, ?3, ?4, ?5)"
                               " ON CONFLICT (gateway, site_id, direction, dest_class)"
                               " DO UPDATE SET tariff_id = excluded.tariff_id",
                               error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, gateway);
  collector_stmt_bind_int (stmt, 2, site_id);
  collector_stmt_bind_int (stmt, 3, direction);
  collector_stmt_bind_int (stmt, 4, dest_class);
  collector_stmt_bind_int (stmt, 5, tariff_id);
  return collector_stmt_run (stmt, error) && collector_revision_bump (db, error);
}

gboolean
collector_tariff_unassign (CollectorDb *db, const char *gateway, const char *site, int direction,
                           int dest_class, gboolean *is_gone, GError **error)
{
  CollectorStmt *stmt;
  gint64 site_id = 0;

  if (*site != '\0' && (site_id = collector_site_find (db, site, error)) == 0)
    return FALSE;
  stmt = collector_db_prepare (db,
                               "DELETE FROM assignment WHERE gateway = ?1 AND site_id = ?2"
                               " AND direction = ?3 AND dest_class = ?4",
                               error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, gateway);
  collector_stmt_bind_int (stmt, 2, site_id);
  collector_stmt_bind_int (stmt, 3, direction);
  collector_stmt_bind_int (stmt, 4, dest_class);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  if (is_gone != NULL)
    *is_gone = collector_db_get_changes (db) > 0;
  return collector_revision_bump (db, error);
}

typedef struct
{
  void (*func) (const CollectorTariffAssignment *row, gpointer data);
  gpointer data;
} VisitAssignment;

static gboolean
visit_assignment (CollectorStmt *stmt, gpointer data, GError **error)
{
  const VisitAssignment *visit = data;
  CollectorTariffAssignment row = { .tariff = collector_stmt_get_text (stmt, 0),
                                    .gateway = collector_stmt_get_text (stmt, 1),
                                    .site = collector_stmt_get_text (stmt, 2),
                                    .direction = (int) collector_stmt_get_int (stmt, 3),
                                    .dest_class = (int) collector_stmt_get_int (stmt, 4) };

  visit->func (&row, visit->data);
  return TRUE;
}

gboolean
collector_tariff_foreach_assignment (
    CollectorDb *db, void (*func) (const CollectorTariffAssignment *row, gpointer data),
    gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT t.name, a.gateway, ifnull (s.name, ''), a.direction, a.dest_class"
      " FROM assignment a JOIN tariff t ON t.id = a.tariff_id LEFT JOIN site s ON s.id = a.site_id"
      " ORDER BY t.name, a.gateway, s.name, a.direction, a.dest_class",
      error);

  return collector_stmt_foreach (stmt, visit_assignment, &(VisitAssignment){ func, data }, error);
}

typedef struct
{
  CollectorTariffFunc func;
  gpointer data;
} Visit;

static gboolean
visit_version (CollectorStmt *stmt, gpointer data, GError **error)
{
  const Visit *visit = data;
  CollectorTariffRow row = { .name = collector_stmt_get_text (stmt, 0),
                             .tariff_id = collector_stmt_get_int (stmt, 1),
                             .version_id = collector_stmt_get_int (stmt, 2),
                             .from_ms = collector_stmt_get_int (stmt, 3),
                             .to_ms = collector_stmt_get_int (stmt, 4),
                             .n_rates = collector_stmt_get_int (stmt, 5) };

  visit->func (&row, visit->data);
  return TRUE;
}

gboolean
collector_tariff_foreach (CollectorDb *db, CollectorTariffFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT t.name, t.id, v.id, v.from_ms, v.to_ms, v.n_rates"
      " FROM tariff t JOIN tariff_version v ON v.tariff_id = t.id ORDER BY t.name, v.from_ms",
      error);

  return collector_stmt_foreach (stmt, visit_version, &(Visit){ func, data }, error);
}

char *
collector_tariff_dup_document (CollectorDb *db, const char *name, gint64 at_ms, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT v.document FROM tariff t JOIN tariff_version v ON v.tariff_id = t.id"
      " WHERE t.name = ?1 ORDER BY (v.from_ms <= ?2 AND v.to_ms > ?2) DESC, v.from_ms DESC LIMIT 1",
      error);
  gboolean has_row = FALSE;
  char *document = NULL;

  if (stmt == NULL)
    return NULL;
  collector_stmt_bind_text (stmt, 1, name);
  collector_stmt_bind_int (stmt, 2, at_ms);
  if (!collector_stmt_step (stmt, &has_row, error))
    return NULL;
  if (has_row)
    document = g_strdup (collector_stmt_get_text (stmt, 0));
  else
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no tariff named '%s'", name);
  collector_stmt_reset (stmt);
  return document;
}

gboolean
collector_tariff_load_latest (CollectorDb *db, const char *name, CollectorDeck **deck,
                              GError **error)
{
  g_autofree char *document = NULL;
  gint64 id = 0;

  *deck = NULL;
  if (!find_tariff (db, name, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  document = collector_tariff_dup_document (db, name, G_MAXINT64, error);
  if (document != NULL)
    *deck = collector_deck_new_from_json (document, -1, error);
  return *deck != NULL;
}

typedef struct
{
  CollectorBook *book;
  CollectorBook *known;
} Load;

/* The deck of the row's version, from the known book when it is there. */
static gboolean
add_version_row (CollectorStmt *stmt, gpointer data, GError **error)
{
  const Load *load = data;
  gint64 version_id = collector_stmt_get_int (stmt, 1);
  CollectorDeck *kept
      = load->known != NULL ? collector_book_lookup_version (load->known, version_id) : NULL;
  g_autoptr (CollectorDeck) deck = kept != NULL
      ? collector_deck_ref (kept)
      : collector_deck_new_from_json (collector_stmt_get_text (stmt, 4), -1, error);

  if (deck == NULL)
    {
      g_prefix_error (error, "Tariff version %" G_GINT64_FORMAT ": ", version_id);
      return FALSE;
    }
  collector_book_add_version (load->book, collector_stmt_get_int (stmt, 0), version_id,
                              collector_stmt_get_int (stmt, 2), collector_stmt_get_int (stmt, 3),
                              deck);
  return TRUE;
}

static gboolean
add_assignment_row (CollectorStmt *stmt, gpointer book, GError **error)
{
  CollectorAssignment assignment = { .gateway = collector_stmt_get_text (stmt, 0),
                                     .site_id = collector_stmt_get_int (stmt, 1),
                                     .direction = (int) collector_stmt_get_int (stmt, 2),
                                     .dest_class = (int) collector_stmt_get_int (stmt, 3),
                                     .tariff_id = collector_stmt_get_int (stmt, 4) };

  collector_book_add_assignment (book, &assignment);
  return TRUE;
}

CollectorBook *
collector_book_load (CollectorDb *db, CollectorBook *known, GError **error)
{
  g_autoptr (CollectorBook) book = collector_book_new ();
  CollectorStmt *versions = collector_db_prepare (
      db, "SELECT tariff_id, id, from_ms, to_ms, document FROM tariff_version ORDER BY id", error);
  CollectorStmt *assignments;

  if (!collector_stmt_foreach (versions, add_version_row, &(Load){ book, known }, error))
    return NULL;
  assignments = collector_db_prepare (
      db, "SELECT gateway, site_id, direction, dest_class, tariff_id FROM assignment ORDER BY id",
      error);
  if (!collector_stmt_foreach (assignments, add_assignment_row, book, error))
    return NULL;
  return g_steal_pointer (&book);
}
