/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a request to its entry in the access log. What was asked is kept, the numbers in it are
 * not; bodies leave the names of their members only, unless the handler says more. Pure.
 */
#include "config.h"

#include "collector/api/audit.h"

#include <string.h>

#include "collector/store/mask.h"
#include "shared/base/error.h"
#include "shared/wire/purpose.h"

/* Extensions and amounts have up to six digits: which of them were asked for is what a reader of
 * the log wants to know. */
#define RUN_OF_A_NUMBER 7
#define MAX_FILTER_BYTES 2000
#define MAX_PEOPLE 1000 /* named one by one: a page of calls */

struct _CollectorAuditNote
{
  CollectorAccessEntry entry; /* texts belong to the strings below */
  char *user_name;
  char *action;
  char *object;
  char *filter;
  char *purpose;
  char *people;
};

char *
collector_audit_read_purpose (const char *header, GError **error)
{
  g_autofree char *purpose = g_uri_unescape_string (header != NULL ? header : "", NULL);
  gboolean is_good = purpose != NULL && g_utf8_validate (purpose, -1, NULL) &&
                     g_utf8_strlen (purpose, -1) <= TOLL_MAX_PURPOSE;

  for (const char *p = purpose; is_good && *p != '\0'; p = g_utf8_next_char (p))
    is_good = !g_unichar_iscntrl (g_utf8_get_char (p));
  if (!is_good)
    toll_error_set_field (error, "Tollkeeper-Purpose",
                          "a line of at most %d characters is expected, percent-encoded",
                          TOLL_MAX_PURPOSE);
  else if (*g_strstrip (purpose) == '\0' || toll_purpose_is_stated (purpose))
    return g_steal_pointer (&purpose);
  else
    toll_error_set_field (error, "Tollkeeper-Purpose", "say in words what for");
  return NULL;
}

static gboolean
is_reading (const CollectorRoute *route)
{
  return route->audit == COLLECTOR_AUDIT_READ || route->audit == COLLECTOR_AUDIT_EXPORT;
}

static gboolean
shows_others (const CollectorRequest *request, gboolean is_stream)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);

  return viewer != NULL && (collector_viewer_has_seen_others (viewer) ||
                            (is_stream && collector_viewer_sees_others (viewer)));
}

gboolean
collector_audit_is_due (const CollectorRoute *route, const CollectorRequest *request,
                        gboolean is_stream)
{
  if (route->audit == COLLECTOR_AUDIT_CHANGE)
    return TRUE;
  return is_reading (route) && shows_others (request, is_stream);
}

gboolean
collector_audit_require_purpose (const CollectorViewer *viewer, GError **error)
{
  if (!viewer->needs_purpose || viewer->purpose[0] != '\0')
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_PURPOSE_REQUIRED,
                       "calls and data of others are shown only for a purpose");
  return FALSE;
}

gboolean
collector_audit_check_purpose (const CollectorRoute *route, const CollectorRequest *request,
                               gboolean is_stream, GError **error)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);

  return !is_reading (route) || !shows_others (request, is_stream)
         || collector_audit_require_purpose (viewer, error);
}

/* Digits that are no number: instants ("from_ms": 17…, to_ms=17…), ids. */
static gboolean
is_exempt (const char *text, const char *at)
{
  const char *name = at, *end;
  g_autofree char *word = NULL;

  while (name > text && strchr (" \"=:", name[-1]) != NULL)
    name--;
  for (end = name; name > text && (g_ascii_isalpha (name[-1]) || name[-1] == '_'); name--)
    continue;
  word = g_strndup (name, end - name);
  return end < at && (g_str_has_suffix (word, "_ms") || strcmp (word, "same_number_as") == 0
                      || strcmp (word, "after") == 0);
}

/* Of what a number was compared with, every digit: the last ones are just those that are hidden. @name:
 * before them, up to their end, @end: "\"field\":\"number\"" and '}'. */
static void
mask_compared (char *text, const char *name, char end)
{
  for (char *at = strstr (text, name); at != NULL; at = strstr (at, name))
    for (at += strlen (name); *at != '\0' && *at != end; at++)
      if (g_ascii_isdigit (*at))
        *at = '*';
}

char *
collector_audit_mask (const char *text)
{
  static const char *const fields[] = { "number", "dialled", "did", "caller", "callee", "prefix", "code",
                                        "client_matter_code", "device", "gateway", "authorization",
                                        "login_user", "search" };
  char *masked = g_strdup (text);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *member = g_strdup_printf ("\"field\":\"%s\"", fields[i]);
      g_autofree char *parameter = g_strdup_printf ("%s=", fields[i]);

      mask_compared (masked, member, '}');
      mask_compared (masked, parameter, ' ');
    }
  collector_mask_runs (masked, RUN_OF_A_NUMBER, is_exempt);
  return masked;
}

static void
add_parameter_cb (const char *name, const char *value, gpointer data)
{
  GString *out = data;

  if (*value != '\0')
    g_string_append_printf (out, "%s%s=%s", out->len > 0 ? " " : "", name, value);
}

/* Members that say what somebody may, and to whom their calls are shown: their values are kept. */
static const char *const rights[]
    = { "role",       "scope",       "masked_digits", "disabled",      "private",
        "department", "cost_centre", "location",      "moved_from_ms", NULL };

static void add_value (GString *out, const TollJsonValue *value);

/* Of {"kind": …, "names": […]} and {"id": …} what stands in it. */
static void
add_inner_cb (const char *name, const TollJsonValue *value, gpointer data)
{
  GString *out = data;

  if (out->str[out->len - 1] != '=')
    g_string_append_c (out, ' ');
  add_value (out, value);
}

static void
add_value (GString *out, const TollJsonValue *value)
{
  switch (toll_json_value_get_kind (value))
    {
    case TOLL_JSON_TEXT:
      g_string_append_printf (out, "%.40s", toll_json_value_get_text (value));
      break;
    case TOLL_JSON_BOOL:
      g_string_append (out, toll_json_value_get_bool (value) ? "true" : "false");
      break;
    case TOLL_JSON_INT:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, toll_json_value_get_int (value));
      break;
    case TOLL_JSON_OBJECT:
      toll_json_value_visit (value, add_inner_cb, out);
      break;
    case TOLL_JSON_ARRAY:
      for (guint i = 0; i < toll_json_value_get_length (value); i++)
        add_inner_cb ("", toll_json_value_get_element (value, i), out);
      break;
    default:
      g_string_append (out, "none");
    }
}

static void
add_member_cb (const char *name, const TollJsonValue *value, gpointer data)
{
  GString *out = data;

  g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", name);
  if (!g_strv_contains (rights, name))
    return;
  g_string_append_c (out, '=');
  add_value (out, value);
}

char *
collector_audit_describe_body (const TollJsonValue *body)
{
  GString *text = g_string_new (NULL);

  toll_json_value_visit (body, add_member_cb, text);
  return g_string_free (text, FALSE);
}

/* Returns: (transfer full): what was asked, or what of it was changed. Who reads may be told more
 * exactly by the handler what was asked. */
static char *
dup_filter (const CollectorRoute *route, const CollectorRequest *request, const char *note)
{
  GString *text = g_string_new (NULL);
  const TollJsonValue *body = collector_request_get_body (request, NULL);
  g_autofree char *masked = NULL;

  if (note == NULL || !is_reading (route))
    toll_query_visit (collector_request_get_query (request), add_parameter_cb, text);
  if (note != NULL && is_reading (route))
    g_string_append (text, note);
  else if (note != NULL)
    add_parameter_cb ("change", note, text);
  else if (body != NULL)
    toll_json_value_visit (body, add_member_cb, text);
  masked = collector_audit_mask (text->str);
  g_string_free (text, TRUE);
  if (strlen (masked) > MAX_FILTER_BYTES)
    masked[MAX_FILTER_BYTES] = '\0';
  return g_utf8_make_valid (masked, -1);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 left = **(const gint64 *const *) a, right = **(const gint64 *const *) b;

  return left < right ? -1 : left > right;
}

/* Returns: (transfer full): "3 17", "" when they are many. */
static char *
dup_people (const CollectorViewer *viewer)
{
  GString *text = g_string_new (NULL);
  guint n = 0;
  g_autofree gpointer *ids = viewer != NULL
                                 ? g_hash_table_get_keys_as_array (viewer->seen->people, &n)
                                 : NULL;

  if (ids != NULL && n <= MAX_PEOPLE)
    {
      qsort (ids, n, sizeof *ids, compare_ids);
      for (guint i = 0; i < n; i++)
        g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                                *(const gint64 *) ids[i]);
    }
  return g_string_free (text, FALSE);
}

/* The texts are taken. */
static CollectorAuditNote *
make_note (const CollectorViewer *viewer, char *action, char *object, char *filter, gint64 now_ms)
{
  CollectorAuditNote *note = g_new0 (CollectorAuditNote, 1);

  note->user_name = g_strdup (viewer != NULL ? viewer->user_name : "");
  note->purpose = g_strdup (viewer != NULL ? viewer->purpose : "");
  note->people = dup_people (viewer);
  note->action = action;
  note->object = object;
  note->filter = filter;
  note->entry = (CollectorAccessEntry){
    .at_ms = now_ms,
    .account_id = viewer != NULL ? viewer->account_id : 0,
    .user_name = note->user_name,
    .action = note->action,
    .object = note->object,
    .filter = note->filter,
    .purpose = note->purpose,
    .people = note->people,
    .n_rows = viewer != NULL ? viewer->seen->n_rows : 0,
    .n_people = viewer != NULL ? g_hash_table_size (viewer->seen->people) : 0,
  };
  return note;
}

CollectorAuditNote *
collector_audit_note_new (const CollectorRoute *route, const CollectorRequest *request,
                          const char *note)
{
  return make_note (collector_request_get_viewer (request),
                    g_strconcat (route->method, " ", route->template, NULL),
                    collector_request_dup_object (request), dup_filter (route, request, note),
                    collector_request_get_now_ms (request));
}

CollectorAuditNote *
collector_audit_note_new_of (const CollectorViewer *viewer, const char *action, const char *filter,
                             gint64 now_ms)
{
  return make_note (viewer, g_strdup (action), g_strdup (""), g_strdup (filter), now_ms);
}

void
collector_audit_note_free (CollectorAuditNote *note)
{
  if (note == NULL)
    return;
  g_free (note->user_name);
  g_free (note->action);
  g_free (note->object);
  g_free (note->filter);
  g_free (note->purpose);
  g_free (note->people);
  g_free (note);
}

gboolean
collector_audit_task (CollectorDb *log, gpointer data, GError **error)
{
  return collector_access_log_append (log, &((CollectorAuditNote *) data)->entry, error);
}
