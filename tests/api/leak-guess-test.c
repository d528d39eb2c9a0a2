/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A masked number is not found by binary search: by setting contacts and looking at what changes.
 */
#include "config.h"

#include "tests/api/leak-house.h"

#include <string.h>

/* Everything @token is told of its own call @which, in one text. */
static char *
read_about (LeakHouse *f, guint which, const char *token)
{
  static const char *const lists[] = { "/api/v1/calls", "/api/v1/calls?mine=true", "/api/v1/home" };
  g_autofree char *path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, f->ids[which]);
  g_autofree char *like = g_strdup_printf (
      "/api/v1/calls?filter=%%7B%%22same_number_as%%22:%%22%" G_GINT64_FORMAT "%%22%%7D",
      f->ids[which]);
  g_autoptr (TestAnswer) call = test_house_ask (f->house, "GET", path, token, NULL);
  g_autoptr (TestAnswer) same = test_house_ask (f->house, "GET", like, token, NULL);
  GString *text = g_string_new (NULL);

  g_assert_cmpuint (call->status, ==, 200);
  g_string_append_printf (text, "%s\n%u %s\n", call->body, same->status, same->body);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (TestAnswer) list = test_house_ask (f->house, "GET", lists[i], token, NULL);

      /* The reports that were run meanwhile, which are shortcuts then, are no answer. */
      const char *shortcuts = strstr (list->body, "\"shortcuts\":");

      g_string_append_len (text, list->body, shortcuts != NULL ? shortcuts - list->body : -1);
    }
  for (guint i = 0; i < LEAK_N_SPECS; i++)
    {
      g_autoptr (TestAnswer) report
          = test_house_ask (f->house, "POST", "/api/v1/reports/1.1/run", token, leak_specs[i]);

      /* Behind how long it took. */
      const char *spec = strstr (report->body, "\"spec\":");

      g_string_append_printf (text, "%u %s\n", report->status, spec != NULL ? spec : report->body);
    }
  return g_string_free (text, FALSE);
}

/* Makes contacts of the numbers from @first on that the masked one may stand for. */
static void
put_candidates (LeakHouse *f, const char *user_name, guint which, guint first, guint n)
{
  GString *body = g_string_new ("{\"items\":[");
  g_autofree char *head = g_strndup (leak_calls[which].tail, strlen (leak_calls[which].tail) - 3);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (body, "%s\"+3902%s%03u\"", i > 0 ? "," : "", head, first + i);
  g_string_append (body, "]}");
  leak_put (f, "/api/v1/me/private-contacts", user_name, body->str);
  g_string_free (body, TRUE);
}

static gboolean
is_told (const char *before, const char *after)
{
  gsize same = 0;

  while (before[same] != '\0' && before[same] == after[same])
    same++;
  if (before[same] == after[same])
    return FALSE;
  g_test_message ("told: %.80s", after + (same > 40 ? same - 40 : 0));
  return TRUE;
}

/* Halves what the number may be by each set of contacts, as long as the answers tell which half.
 * Returns: how many numbers are left. */
static guint
halve (LeakHouse *f, const char *user_name, guint which)
{
  g_autofree char *token = test_house_sign_in (f->house, user_name);
  g_autofree char *before = NULL;
  guint first = 0, n = 1000;

  put_candidates (f, user_name, which, 0, 0);
  before = read_about (f, which, token);
  g_assert_nonnull (strstr (before, "***"));
  for (guint asked = 0; asked < 10 && n > 1; asked++)
    {
      g_autofree char *after = NULL;

      put_candidates (f, user_name, which, first, n / 2);
      after = read_about (f, which, token);
      if (is_told (before, after))
        n = n / 2;
      else if (n < 1000)
        {
          first += n / 2;
          n -= n / 2;
        }
      else /* the other half, to be told apart from an answer that tells nothing */
        {
          g_autofree char *other = NULL;

          put_candidates (f, user_name, which, n / 2, n / 2);
          other = read_about (f, which, token);
          if (!is_told (before, other))
            return n;
          first = n = n / 2;
        }
    }
  g_test_message ("%s is left with %u numbers from %03u", user_name, n, first);
  return n;
}

static void
test_contacts_find_no_number (void)
{
  LeakHouse f = { .log = g_string_new (NULL) };

  leak_set_up (&f);
  g_assert_cmpuint (halve (&f, "rosa", 2), ==, 1000);
  g_assert_cmpuint (halve (&f, "super", 1), ==, 1000);
  g_string_free (f.log, TRUE);
  test_house_free (f.house);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/leak/contacts", test_contacts_find_no_number);
  return g_test_run ();
}
