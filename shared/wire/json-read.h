/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one door through which JSON from outside enters. It refuses, before anything else looks at
 * it: more than a limit of bytes, nesting over 32, anything that is not exactly one RFC 8259 text
 * (comments, single quotes, trailing text, hexadecimal figures), bytes that are not UTF-8, lone
 * surrogates and figures out of range; and an object with two members of the same name. */

/* TollJson: a document that passed the door. Immutable; one thread at a time. */
typedef struct _TollJson TollJson;

/* TollJsonValue: a value inside a document, owned by it. */
typedef struct _TollJsonValue TollJsonValue;

#define TOLL_JSON_MAX_BYTES (1024 * 1024)

typedef enum
{
  TOLL_JSON_NULL,
  TOLL_JSON_BOOL,
  TOLL_JSON_INT,
  TOLL_JSON_REAL,
  TOLL_JSON_TEXT,
  TOLL_JSON_ARRAY,
  TOLL_JSON_OBJECT,
} TollJsonKind;

/* Reads @length bytes (-1: up to the NUL) of at most @max_bytes (0: TOLL_JSON_MAX_BYTES).
 * Returns: (transfer full): NULL with TOLL_ERROR_TOO_LARGE, with TOLL_ERROR_BAD_FORMAT, naming
 * line and column, or with TOLL_ERROR_BAD_ARGUMENT, whose field is the name that stands twice. */
TollJson *toll_json_read (const char *text, gssize length, gsize max_bytes, GError **error);
void toll_json_free (TollJson *json);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TollJson, toll_json_free)
const TollJsonValue *toll_json_get_root (const TollJson *json);

/* Looking at a value without asking for a kind: wrong kinds read as 0, "", NULL. */
TollJsonKind toll_json_value_get_kind (const TollJsonValue *value);
gint64 toll_json_value_get_int (const TollJsonValue *value);
double toll_json_value_get_real (const TollJsonValue *value); /* also of an INT */
gboolean toll_json_value_get_bool (const TollJsonValue *value);
const char *toll_json_value_get_text (const TollJsonValue *value);
guint toll_json_value_get_length (const TollJsonValue *array);
const TollJsonValue *toll_json_value_get_element (const TollJsonValue *array, guint index);
/* Returns: (nullable): the member, also when it is null. */
const TollJsonValue *toll_json_value_get_member (const TollJsonValue *object, const char *name);

/* Calls @visit for each member of an object, in the order they stand in. */
typedef void (*TollJsonVisit) (const char *name, const TollJsonValue *value, gpointer data);
void toll_json_value_visit (const TollJsonValue *object, TollJsonVisit visit, gpointer data);

/* Reading what must be of a kind. @path names @object in messages ("filter", "" = the document);
 * the errors are TOLL_ERROR_BAD_ARGUMENT with the field "path.name". */

/* Every member of @object must be one of @known (NULL-terminated). Also refuses a non-object. */
gboolean toll_json_check_members (const TollJsonValue *object, const char *path,
                                  const char *const *known, GError **error);
/* Required texts and figures. @text is owned by the document. */
gboolean toll_json_require_text (const TollJsonValue *object, const char *path, const char *name,
                                 const char **text, GError **error);
gboolean toll_json_require_int (const TollJsonValue *object, const char *path, const char *name,
                                gint64 *value, GError **error);

/* The same for a member that may be absent: @text then keeps what it was. */
gboolean toll_json_allow_text (const TollJsonValue *object, const char *path, const char *name,
                               const char **text, GError **error);

G_END_DECLS
