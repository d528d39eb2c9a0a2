/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places in texts are filled once, checked by name, and cannot smuggle anything in.
 */
#include "config.h"

#include <string.h>

#include "collector/notify/template.h"
#include "shared/base/error.h"
#include "shared/base/language.h"

static const char *const names[] = { "NAME", "FILTER", NULL };
static const CollectorFilling places[]
    = { { "NAME", "Tom & [[FILTER]]" }, { "FILTER", "a\r\nBcc: b\n\n<i>" }, { NULL } };

static void
test_unknown_places_are_named (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *field = NULL;

  g_assert_true (collector_template_check ("no places ]] [ [", names, "body", NULL));
  g_assert_true (collector_template_check ("[[NAME]][[FILTER]]", names, "body", NULL));
  g_assert_false (collector_template_check ("[[NAME]] [[FILTRE]]", names, "body", &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
  field = toll_error_dup_field (error);
  g_assert_cmpstr (field, ==, "body");
  g_assert_nonnull (strstr (error->message, "[[FILTRE]]"));
  g_assert_nonnull (strstr (error->message, "NAME, FILTER"));
  g_assert_false (collector_template_check ("[[NAME", names, "body", NULL));
  g_assert_false (collector_template_check ("[[]]", names, "body", NULL));
}

static void
test_places_are_filled_once (void)
{
  g_autofree char *text = collector_template_fill ("1 [[NAME]] 2 [[NO]] 3", places,
                                                   COLLECTOR_FILL_TEXT);
  g_autofree char *line = collector_template_fill ("[[FILTER]]", places, COLLECTOR_FILL_LINE);

  g_assert_cmpstr (text, ==, "1 Tom & [[FILTER]] 2 [[NO]] 3");
  g_assert_cmpstr (line, ==, "a  Bcc: b  <i>");
}

static void
test_html_is_escaped (void)
{
  g_autofree char *html = collector_template_fill ("<b>\n[[NAME]]\n\n[[FILTER]]", places,
                                                   COLLECTOR_FILL_HTML);

  g_assert_cmpstr (html, ==,
                   "<p>&lt;b&gt;<br>\nTom &amp; [[FILTER]]</p>\n<p>a\r<br>\nBcc: b</p>\n"
                   "<p>&lt;i&gt;</p>\n");
}

/* Every language has every text, with the places the others have. */
static void
test_texts_are_whole (void)
{
  static const char *const texts[] = { "test", "schedule", "schedule-table" };
  static const char *const known[]
      = { "COMPANY", "NAME", "DATE", "PERIOD", "REPORT", "FILTER", "ROWS", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; toll_languages[j] != NULL; j++)
      {
        g_autofree char *subject = NULL, *body = NULL, *english = NULL, *english_body = NULL;
        g_autoptr (GError) error = NULL;

        g_test_message ("%s %s", texts[i], toll_languages[j]);
        collector_template_load (texts[i], toll_languages[j], &subject, &body, &error);
        g_assert_no_error (error);
        collector_template_load (texts[i], "en", &english, &english_body, &error);
        g_assert_no_error (error);
        g_assert_true ((j == 0) == g_str_equal (english_body, body));
        collector_template_check (subject, known, "subject", &error);
        g_assert_no_error (error);
        collector_template_check (body, known, "body", &error);
        g_assert_no_error (error);
        for (guint k = 0; known[k] != NULL; k++)
          g_assert_true ((strstr (body, known[k]) == NULL) == (strstr (english_body, known[k]) == NULL));
      }
}

static void
test_unknown_languages_read_english (void)
{
  g_autofree char *subject = NULL, *body = NULL;

  g_assert_true (collector_template_load ("test", "../en", &subject, &body, NULL));
  g_assert_cmpstr (subject, ==, "[[COMPANY]]: test mail");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notify/template/unknown", test_unknown_places_are_named);
  g_test_add_func ("/notify/template/once", test_places_are_filled_once);
  g_test_add_func ("/notify/template/html", test_html_is_escaped);
  g_test_add_func ("/notify/template/whole", test_texts_are_whole);
  g_test_add_func ("/notify/template/languages", test_unknown_languages_read_english);
  return g_test_run ();
}
