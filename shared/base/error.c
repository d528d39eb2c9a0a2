/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one error domain. The table is errors.def; this file turns it into an enum, wire names and
 * HTTP statuses, and converts the errors of GIO where they enter.
 */
#include "config.h"

#include "shared/base/error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *wire_name;
  guint http_status;
  const char *text;
} ErrorRow;

static const ErrorRow rows[] = {
#define TOLL_ERROR_ROW(code, wire, status, text) { wire, status, text },
#include "shared/base/errors.def"
#undef TOLL_ERROR_ROW
};
G_STATIC_ASSERT (G_N_ELEMENTS (rows) == TOLL_N_ERRORS);

/* What an error of our domain carries beside code and message. */
typedef struct
{
  char *field; /* (nullable): the parameter or field at fault */
  char *day;   /* (nullable): what it is about */
} TollErrorPrivate;

static void
toll_error_private_init (TollErrorPrivate *private)
{
  private->field = private->day = NULL;
}

static void
toll_error_private_copy (const TollErrorPrivate *from, TollErrorPrivate *to)
{
  to->field = g_strdup (from->field);
  to->day = g_strdup (from->day);
}

static void
toll_error_private_clear (TollErrorPrivate *private)
{
  g_free (private->field);
  g_free (private->day);
}

G_DEFINE_EXTENDED_ERROR (TollError, toll_error)

static const ErrorRow *
row_of (TollError code)
{
  return (guint) code < G_N_ELEMENTS (rows) ? &rows[code] : &rows[TOLL_ERROR_FAILED];
}

const char *
toll_error_get_wire_name (TollError code)
{
  return row_of (code)->wire_name;
}

guint
toll_error_get_http_status (TollError code)
{
  return row_of (code)->http_status;
}

const char *
toll_error_get_text (TollError code)
{
  return row_of (code)->text;
}

TollError
toll_error_from_wire_name (const char *wire_name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].wire_name, wire_name) == 0)
      return i;
  return TOLL_ERROR_FAILED;
}

static TollError
code_of_foreign (const GError *error)
{
  static const struct
  {
    int io_code;
    TollError code;
  } map[] = {
    { G_IO_ERROR_NOT_FOUND, TOLL_ERROR_NOT_FOUND },
    { G_IO_ERROR_CANCELLED, TOLL_ERROR_CANCELLED },
    { G_IO_ERROR_TIMED_OUT, TOLL_ERROR_TIMEOUT },
    { G_IO_ERROR_INVALID_ARGUMENT, TOLL_ERROR_BAD_ARGUMENT },
    { G_IO_ERROR_INVALID_DATA, TOLL_ERROR_BAD_FORMAT },
    { G_IO_ERROR_BUSY, TOLL_ERROR_BUSY },
  };

  if (error->domain == G_IO_ERROR)
    for (guint i = 0; i < G_N_ELEMENTS (map); i++)
      if (map[i].io_code == error->code)
        return map[i].code;
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TOLL_ERROR_NOT_FOUND;
  return TOLL_ERROR_IO;
}

void
toll_error_convert (GError **error)
{
  g_autoptr (GError) foreign = NULL;

  if (error == NULL || *error == NULL || (*error)->domain == TOLL_ERROR)
    return;
  foreign = g_steal_pointer (error);
  g_set_error_literal (error, TOLL_ERROR, code_of_foreign (foreign), foreign->message);
}

static void
set_field (GError **error, TollError code, const char *field, const char *format, va_list args)
{
  g_autofree char *reason = NULL;

  if (error == NULL)
    return;
  reason = g_strdup_vprintf (format, args);
  g_set_error (error, TOLL_ERROR, (int) code, "%s: %s", field, reason);
  toll_error_get_private (*error)->field = g_strdup (field);
}

void
toll_error_set_field (GError **error, const char *field, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  set_field (error, TOLL_ERROR_BAD_ARGUMENT, field, format, args);
  va_end (args);
}

gboolean
toll_error_set_field_code (GError **error, TollError code, const char *field, const char *format,
                           ...)
{
  va_list args;

  va_start (args, format);
  set_field (error, code, field, format, args);
  va_end (args);
  return FALSE;
}

gboolean
toll_error_prefix_field (GError **error, const char *format, ...)
{
  g_autofree char *path = NULL, *field = error != NULL ? toll_error_dup_field (*error) : NULL;
  va_list args;

  if (field == NULL)
    return FALSE;
  va_start (args, format);
  path = g_strdup_vprintf (format, args);
  va_end (args);
  g_prefix_error (error, "%s", path);
  g_free (toll_error_get_private (*error)->field);
  toll_error_get_private (*error)->field = g_strconcat (path, field, NULL);
  return FALSE;
}

gboolean
toll_error_put_in_field (GError **error, const char *field)
{
  g_autofree char *inner = error != NULL ? toll_error_dup_field (*error) : NULL;

  if (inner != NULL)
    return toll_error_prefix_field (error, "%s.", field);
  if (error == NULL || *error == NULL || (*error)->domain != TOLL_ERROR)
    return FALSE;
  g_prefix_error (error, "%s: ", field);
  toll_error_get_private (*error)->field = g_strdup (field);
  return FALSE;
}

char *
toll_error_dup_field (const GError *error)
{
  if (error == NULL || error->domain != TOLL_ERROR)
    return NULL;
  return g_strdup (toll_error_get_private (error)->field);
}

void
toll_error_set_day (GError *error, const char *day)
{
  g_return_if_fail (error->domain == TOLL_ERROR);

  g_free (toll_error_get_private (error)->day);
  toll_error_get_private (error)->day = g_strdup (day);
}

char *
toll_error_dup_day (const GError *error)
{
  return error != NULL && error->domain == TOLL_ERROR
             ? g_strdup (toll_error_get_private (error)->day)
             : NULL;
}

const char *
toll_error_get_reason (const GError *error)
{
  g_autofree char *field = toll_error_dup_field (error);
  gsize length = field != NULL ? strlen (field) : 0;

  return field != NULL && g_str_has_prefix (error->message, field)
                 && g_str_has_prefix (error->message + length, ": ")
             ? error->message + length + strlen (": ")
             : error->message;
}
