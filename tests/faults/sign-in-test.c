/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tries to get in: guessed passwords, names found out by the time an answer takes, and tokens that
 * are over, copied or chosen by the one who asks.
 */
#include "config.h"

#include "collector/store/account-store.h"
#include "tests/support/api-house.h"
#include "tests/support/score.h"

#include <math.h>
#include <string.h>

/* Signs in over @http from @address. Returns: the status. */
static guint
try_from (TestHouse *house, TestHttp *http, const char *address, const char *user_name,
          const char *password)
{
  g_autofree char *body
      = g_strdup_printf ("{\"username\":\"%s\",\"password\":\"%s\"}", user_name, password);
  g_autofree char *request
      = g_strdup_printf ("POST /api/v1/session HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: %s\r\n"
                         "Content-Length: %zu\r\n\r\n%s",
                         address, strlen (body), body);
  g_autoptr (TestAnswer) answer = NULL;

  test_http_send (http, request, -1);
  answer = test_http_read (http, FALSE);
  return answer->status;
}

/* ---- Guessing ---- */

#define TRIES 3000

/* How many of TRIES were looked at, and not refused unseen. */
static guint
count_looked_at (TestHouse *house, gboolean is_one_account)
{
  g_autoptr (TestHttp) http = test_http_open (house->url);
  guint n = 0;

  for (guint i = 0; i < TRIES; i++)
    {
      g_autofree char *name = g_strdup_printf ("name%u", i % 1000);
      g_autofree char *address = g_strdup_printf ("198.51.%u.%u", i / 250 % 250, i % 250 + 1);
      guint status = try_from (house, http, is_one_account ? address : "203.0.113.9",
                               is_one_account ? "rosa" : name, "wrong horse");

      n += status != 429;
      g_assert_true (status == 401 || status == 429);
    }
  return n;
}

static void
test_guessing (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL), other = NULL;

  toll_score ("S05", "tries at one account in 15 minutes", count_looked_at (house, TRUE), 10);
  other = test_house_new (NULL, NULL);
  toll_score ("S05", "tries from one address in 15 minutes", count_looked_at (other, FALSE), 100);
}

/* ---- Time ---- */

/* Of four people, as often as each may try. */
#define PAIRS 40

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double *one = a, *other = b;

  return (*one > *other) - (*one < *other);
}

/* |z| of the rank sum of two samples of PAIRS: 2.58 is p = 0.01. */
static double
separate (const double *known, const double *unknown)
{
  double all[2 * PAIRS], u = 0;
  const double n = PAIRS, mean = n * n / 2, deviation = sqrt (n * n * (2 * n + 1) / 12);

  memcpy (all, known, sizeof (double) * PAIRS);
  memcpy (all + PAIRS, unknown, sizeof (double) * PAIRS);
  qsort (all, 2 * PAIRS, sizeof *all, compare_doubles);
  for (guint i = 0; i < PAIRS; i++)
    for (guint j = 0; j < PAIRS; j++)
      u += known[i] > unknown[j] ? 1 : known[i] == unknown[j] ? 0.5 : 0;
  g_test_message ("median %.2f ms of all, z = %.2f", all[PAIRS] / 1000, (u - mean) / deviation);
  return fabs (u - mean) / deviation;
}

static double
time_pairs (TestHouse *house)
{
  static const char *const names[] = { "rosa", "bruno", "anna", "super" };
  g_autoptr (TestHttp) http = test_http_open (house->url);
  double times[2][PAIRS];

  for (guint i = 0; i < 2 * PAIRS; i++)
    {
      g_autofree char *address = g_strdup_printf ("198.51.100.%u", i + 1);
      g_autofree char *nobody = g_strdup_printf ("none%u", i);
      /* Each goes first in turn. */
      guint is_unknown = (i + i / 2) % 2;
      const char *name = is_unknown ? nobody : names[i / 2 % G_N_ELEMENTS (names)];
      gint64 begin_us = g_get_monotonic_time ();

      g_assert_cmpuint (try_from (house, http, address, name, "wrong horse"), ==, 401);
      times[is_unknown][i / 2] = (double) (g_get_monotonic_time () - begin_us);
    }
  return separate (times[0], times[1]);
}

/* One of a hundred measures separates by chance; three in a row do not. */
static void
test_names_by_time (void)
{
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < 3 && least > 2.58; i++)
    {
      g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
      double z = time_pairs (house);

      least = MIN (least, z);
    }
  toll_score ("S05", "z of times of known and unknown names", least, 2.58);
}

/* ---- Tokens ---- */

static guint
is_let_in (TestHouse *house, const char *token)
{
  g_autoptr (TestAnswer) answer = test_house_ask (house, "GET", "/api/v1/me", token, NULL);

  return answer->status != 401;
}

static gboolean
change_role (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (CollectorAccount) account = NULL;

  if (!collector_account_store_lookup (db, data, &account, error))
    return FALSE;
  account->role = COLLECTOR_ROLE_USER;
  return collector_account_store_update (db, account, TEST_NOW_MS, error);
}

static gboolean
disable (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (CollectorAccount) account = NULL;

  if (!collector_account_store_lookup (db, data, &account, error))
    return FALSE;
  account->disabled = TRUE;
  return collector_account_store_update (db, account, TEST_NOW_MS, error);
}

static void
tell (TestHouse *house, const char *method, const char *path, const char *token, const char *body)
{
  g_autoptr (TestAnswer) answer = test_house_ask (house, method, path, token, body);

  g_assert_cmpuint (answer->status, ==, 204);
}

/* Tokens that are over; each worked before. */
static guint
count_reused (TestHouse *house)
{
  g_autofree char *out = test_house_sign_in (house, "rosa");
  g_autofree char *copied = test_house_sign_in (house, "rosa");
  g_autofree char *demoted = test_house_sign_in (house, "super");
  g_autofree char *disabled = test_house_sign_in (house, "bruno");
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *before = test_house_sign_in (house, "anna");
  guint n = 0;

  g_assert_cmpuint (is_let_in (house, out) + is_let_in (house, copied) + is_let_in (house, demoted)
                        + is_let_in (house, disabled) + is_let_in (house, before), ==, 5);
  tell (house, "DELETE", "/api/v1/session", out, NULL);
  n += is_let_in (house, out);
  g_assert_cmpuint (is_let_in (house, copied), ==, 1);
  /* Taken from her machine; an administrator ends all that she opened. */
  tell (house, "DELETE", "/api/v1/people/3/sessions", anna, NULL);
  n += is_let_in (house, copied);
  test_house_write (house, change_role, (gpointer) "super");
  test_house_write (house, disable, (gpointer) "bruno");
  n += is_let_in (house, demoted) + is_let_in (house, disabled);
  tell (house, "PUT", "/api/v1/me/password", anna,
        "{\"current\":\"" TEST_PASSWORD "\",\"new\":\"battery staple 1\"}");
  n += is_let_in (house, before);
  return n;
}

/* A token that somebody chose for another, in whatever place, is none; nor does it become one. */
static guint
count_fixed (TestHouse *house)
{
  static const char chosen[] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  static const char body[] = "{\"username\":\"rosa\",\"password\":\"" TEST_PASSWORD "\"}";
  g_autoptr (TestHttp) http = test_http_open (house->url);
  g_autofree char *request = g_strdup_printf (
      "POST /api/v1/session?token=%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n"
      "Cookie: token=%s; session=%s\r\nContent-Length: %zu\r\n\r\n%s",
      chosen, chosen, chosen, chosen, strlen (body), body);
  g_autoptr (TestAnswer) answer = NULL;
  g_autofree char *cookie = NULL;

  test_http_send (http, request, -1);
  answer = test_http_read (http, FALSE);
  cookie = test_answer_dup_header (answer, "Set-Cookie");
  return is_let_in (house, chosen) + (cookie != NULL) + (strstr (answer->body, chosen) != NULL);
}

/* Bits that are the same in all of @tokens: how far they are from random, of 256. */
static guint
count_fixed_bits (char **tokens)
{
  guint8 always[32], never[32];
  guint n = 0;

  memset (always, 0xff, sizeof always);
  memset (never, 0xff, sizeof never);
  for (guint i = 0; tokens[i] != NULL; i++)
    {
      g_autofree char *padded = g_strconcat (tokens[i], "=", NULL);
      g_autofree guchar *bytes = NULL;
      gsize n_bytes;

      bytes = g_base64_decode (g_strdelimit (g_strdelimit (padded, "-", '+'), "_", '/'), &n_bytes);
      for (gsize j = 0; j < sizeof always; j++)
        {
          guint8 byte = j < n_bytes ? bytes[j] : 0;

          always[j] &= byte;
          never[j] &= (guint8) ~byte;
        }
    }
  for (guint i = 0; i < 8 * sizeof always; i++)
    n += ((always[i / 8] | never[i / 8]) >> i % 8) & 1;
  return n;
}

static void
test_tokens (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func (g_free);
  guint n_fixed, n_in;

  for (guint i = 0; i < 16; i++)
    g_ptr_array_add (tokens, test_house_sign_in (house, "rosa"));
  g_ptr_array_add (tokens, NULL);
  n_fixed = count_fixed_bits ((char **) tokens->pdata);
  n_in = count_fixed (house) + count_reused (house);
  toll_score ("S07", "tokens that work and should not", n_in, 0);
  toll_score ("S07", "bits of 128 that a token lacks", n_fixed > 128 ? n_fixed - 128 : 0, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/sign-in/guessing", test_guessing);
  g_test_add_func ("/faults/sign-in/names-by-time", test_names_by_time);
  g_test_add_func ("/faults/sign-in/tokens", test_tokens);
  return g_test_run ();
}
