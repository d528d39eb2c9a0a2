/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TollError:
 * The one error domain of the project, generated from errors.def. Foreign errors (GIO, JSON,
 * SQLite) are converted once, at the border where they enter.
 */
typedef enum
{
#define TOLL_ERROR_ROW(code, wire, status, text) TOLL_ERROR_##code,
#include "shared/base/errors.def"
#undef TOLL_ERROR_ROW
  TOLL_N_ERRORS
} TollError;

#define TOLL_ERROR (toll_error_quark ())
GQuark toll_error_quark (void);

/* Name on the wire ("not-found"), HTTP status, and untranslated meaning of a code.
 * Codes outside the table read as TOLL_ERROR_FAILED. Static strings. */
const char *toll_error_get_wire_name (TollError code);
guint toll_error_get_http_status (TollError code);
const char *toll_error_get_text (TollError code);

/* Returns the code named @wire_name, or TOLL_ERROR_FAILED. */
TollError toll_error_from_wire_name (const char *wire_name);

/* Converts a foreign error in place: G_IO_ERROR and G_FILE_ERROR become TOLL_ERROR codes with the
 * same message; an error that is already ours stays. @error may be NULL or point to NULL. */
void toll_error_convert (GError **error);

/* Sets BAD_ARGUMENT for the parameter or field @field; the message reads "FIELD: reason". The
 * field can be taken back by toll_error_dup_field(). */
void toll_error_set_field (GError **error, const char *field, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* The same with another code than BAD_ARGUMENT. Returns: FALSE, for the caller to return. */
gboolean toll_error_set_field_code (GError **error, TollError code, const char *field,
                                    const char *format, ...) G_GNUC_PRINTF (4, 5);

/* Puts a path before the field and the message of an error that names a field: "price" becomes
 * "rates[3].price". Other errors stay as they are. Returns: FALSE, for the caller to return. */
gboolean toll_error_prefix_field (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* The same for what was read out of the one text @field: an error that names no field names it
 * then, any other a member of it. Returns: FALSE, for the caller to return. */
gboolean toll_error_put_in_field (GError **error, const char *field);

/* Returns: (transfer full) (nullable): the field an error made by toll_error_set_field() names. */
char *toll_error_dup_field (const GError *error);
/* Notes the day that @error is about, "YYYY-MM-DD", for who says it in other words. */
void toll_error_set_day (GError *error, const char *day);
/* Returns: (transfer full) (nullable) */
char *toll_error_dup_day (const GError *error);
/* Returns: (transfer none): the message without the field it begins with, if it names one. */
const char *toll_error_get_reason (const GError *error);

G_END_DECLS
