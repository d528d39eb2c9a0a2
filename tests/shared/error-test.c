/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The error table: names are unique, foreign errors are converted, a field survives the way.
 */
#include "shared/base/error.h"

#include <gio/gio.h>

static void
test_names_are_unique (void)
{
  for (guint i = 0; i < TOLL_N_ERRORS; i++)
    {
      g_assert_cmpuint (toll_error_from_wire_name (toll_error_get_wire_name (i)), ==, i);
      g_assert_cmpuint (toll_error_get_http_status (i), >=, 400);
    }
}

static void
test_foreign_errors_are_converted (void)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no such file");

  toll_error_convert (&error);
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "no such file");
}

static void
test_field_is_kept (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *field = NULL;

  toll_error_set_field (&error, "limit", "must be 1 to %d", 1000);
  field = toll_error_dup_field (error);
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
  g_assert_cmpstr (field, ==, "limit");
  g_assert_cmpstr (error->message, ==, "limit: must be 1 to 1000");

  g_assert_false (toll_error_prefix_field (&error, "rows[%d].", 3));
  g_free (g_steal_pointer (&field));
  field = toll_error_dup_field (error);
  g_assert_cmpstr (field, ==, "rows[3].limit");
  g_assert_cmpstr (error->message, ==, "rows[3].limit: must be 1 to 1000");
}

static void
test_text_is_named (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *field = NULL;

  g_set_error (&error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT, "not JSON");
  g_assert_false (toll_error_put_in_field (&error, "filter"));
  field = toll_error_dup_field (error);
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT);
  g_assert_cmpstr (field, ==, "filter");
  g_assert_cmpstr (error->message, ==, "filter: not JSON");

  g_assert_false (toll_error_put_in_field (&error, "query"));
  g_free (g_steal_pointer (&field));
  field = toll_error_dup_field (error);
  g_assert_cmpstr (field, ==, "query.filter");
  g_assert_cmpstr (error->message, ==, "query.filter: not JSON");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/error/names-are-unique", test_names_are_unique);
  g_test_add_func ("/shared/error/foreign-errors-are-converted", test_foreign_errors_are_converted);
  g_test_add_func ("/shared/error/field-is-kept", test_field_is_kept);
  g_test_add_func ("/shared/error/text-is-named", test_text_is_named);
  return g_test_run ();
}
