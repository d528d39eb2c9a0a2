/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CollectorJsonPull: reads a JSON text front to back, value by value, without a tree: the caller
 * says what it expects. For documents of many megabytes, such as tariffs. RFC 8259, whole numbers
 * only. Errors are TOLL_ERROR_BAD_FORMAT with the line, or BAD_ARGUMENT for the field @field. */
typedef struct
{
  const char *start;
  const char *at;
  const char *end;
  guint depth;
  GString *text; /* the text last read */
} CollectorJsonPull;

#define COLLECTOR_JSON_MAX_DEPTH 16

/* @json must be valid UTF-8 and outlive @pull. */
void collector_json_pull_init (CollectorJsonPull *pull, const char *json, gsize length);
void collector_json_pull_clear (CollectorJsonPull *pull);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CollectorJsonPull, collector_json_pull_clear)

/* Enters an object ('{') or an array ('['). */
gboolean collector_json_pull_enter (
    CollectorJsonPull *pull, char bracket, const char *field, GError **error);

typedef enum
{
  COLLECTOR_JSON_BAD, /* @error is set */
  COLLECTOR_JSON_END, /* the closing bracket is consumed */
  COLLECTOR_JSON_MORE,
} CollectorJsonNext;

/* Before each key or element. @first: (inout): TRUE before the first. */
CollectorJsonNext collector_json_pull_next (
    CollectorJsonPull *pull, char bracket, gboolean *first, GError **error);

/* Reads a key and its colon, or a text, into pull->text. */
gboolean collector_json_pull_key (CollectorJsonPull *pull, GError **error);
gboolean collector_json_pull_text (CollectorJsonPull *pull, const char *field, GError **error);
gboolean collector_json_pull_int (
    CollectorJsonPull *pull, const char *field, gint64 *value, GError **error);
gboolean collector_json_pull_bool (
    CollectorJsonPull *pull, const char *field, int *value, GError **error);

/* Returns: TRUE when the next value is null, which is consumed. */
gboolean collector_json_pull_null (CollectorJsonPull *pull);

/* Nothing but white space may follow. */
gboolean collector_json_pull_end (CollectorJsonPull *pull, GError **error);

/* Appends @text to @out between quotes. */
void collector_json_append_text (GString *out, const char *text);

G_END_DECLS
