/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The description of the interface and the route tables say the same, both ways; and it tells of
 * the refusals that a route owes to its kind. That no other is answered, the role matrix and the
 * injections see to.
 */
#include "config.h"

#include "shared/model/access-words.h"
#include "tests/support/api-house.h"
#include "tests/support/description.h"

#include <string.h>

typedef struct
{
  TestDescription *description;
  CollectorRouter *router;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->description = test_description_read ();
  f->router = collector_router_new (collector_routes_list (), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  collector_router_free (f->router);
  g_hash_table_unref (f->description);
}

static void
test_description_and_tables_agree (Fixture *f, gconstpointer data)
{
  GHashTableIter iter;
  gpointer row;
  guint n_described = 0;

  g_hash_table_iter_init (&iter, f->description);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (strchr (row, ' ') == strrchr (row, ' '))
      n_described++;
  g_assert_cmpuint (n_described, ==, collector_router_get_n_routes (f->router));
  for (guint i = 0; i < collector_router_get_n_routes (f->router); i++)
    {
      const CollectorRoute *route = collector_router_get_route (f->router, i);
      g_autofree char *wanted = g_strconcat (route->method, " ", route->template, NULL);

      g_test_message ("%s", wanted);
      g_assert_true (g_hash_table_contains (f->description, wanted));
    }
}

/* The access log tells people what was done, not how it was asked for. */
static void
test_what_is_noted_has_words (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < collector_router_get_n_routes (f->router); i++)
    {
      const CollectorRoute *route = collector_router_get_route (f->router, i);
      g_autofree char *action = g_strconcat (route->method, " ", route->template, NULL);

      g_test_message ("%s", action);
      if (route->audit != COLLECTOR_AUDIT_NONE)
        g_assert_cmpstr (toll_access_action_to_words (action), !=, action);
    }
}

/* By origin, by role, or for want of a purpose. */
static gboolean
may_forbid (const CollectorRoute *route)
{
  return strcmp (route->method, "GET") != 0 || route->access > COLLECTOR_ACCESS_USER
         || route->audit == COLLECTOR_AUDIT_READ || route->audit == COLLECTOR_AUDIT_EXPORT;
}

static guint
count_missing (Fixture *f, const CollectorRoute *route)
{
  gboolean has_body = test_description_has (f->description, route->method, route->template, "body");
  const struct
  {
    guint status;
    gboolean is_owed;
  } rows[] = {
    { 400, TRUE },
    { 401, route->access != COLLECTOR_ACCESS_ANYONE },
    { 403, may_forbid (route) },
    { 404, strchr (route->template, '{') != NULL },
    { 413, has_body },
    { 415, has_body },
    { 422, has_body },
    { 431, TRUE },
    { 503, TRUE },
  };
  guint n_missing = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].is_owed
        && !test_description_has_status (f->description, route->method, route->template,
                                         rows[i].status))
      n_missing++;
  return n_missing;
}

static void
test_refusals_are_described (Fixture *f, gconstpointer data)
{
  guint n_missing = 0;

  for (guint i = 0; i < collector_router_get_n_routes (f->router); i++)
    n_missing += count_missing (f, collector_router_get_route (f->router, i));
  g_assert_cmpuint (n_missing, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/api/openapi/agrees", Fixture, NULL, set_up, test_description_and_tables_agree,
              tear_down);
  g_test_add ("/api/openapi/words", Fixture, NULL, set_up, test_what_is_noted_has_words, tear_down);
  g_test_add ("/api/openapi/refusals", Fixture, NULL, set_up, test_refusals_are_described,
              tear_down);
  return g_test_run ();
}
