/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TollJsonWriter: writes one JSON document straight into a GString. Commas, quotes and escapes are
 * its own affair: whatever the calls and texts, what toll_json_writer_finish() gives is valid JSON
 * (texts that are not UTF-8 are made so with U+FFFD; what is still open is closed). One thread at
 * a time. */
typedef struct _TollJsonWriter TollJsonWriter;

/* Deepest nesting; anything opened below it is left out. */
#define TOLL_JSON_MAX_DEPTH 32

TollJsonWriter *toll_json_writer_new (void);
void toll_json_writer_free (TollJsonWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TollJsonWriter, toll_json_writer_free)

/* @name: the member's name inside an object; NULL inside an array and for the document itself.
 * A member without a name, or a second document, is left out with a critical warning. */
void toll_json_begin_object (TollJsonWriter *writer, const char *name);
void toll_json_end_object (TollJsonWriter *writer);
void toll_json_begin_array (TollJsonWriter *writer, const char *name);
void toll_json_end_array (TollJsonWriter *writer);

/* NULL @text writes null. */
void toll_json_add_text (TollJsonWriter *writer, const char *name, const char *text);
void toll_json_add_int (TollJsonWriter *writer, const char *name, gint64 value);
void toll_json_add_bool (TollJsonWriter *writer, const char *name, gboolean value);
void toll_json_add_null (TollJsonWriter *writer, const char *name);

/* An identity of up to 63 bits, as text: JavaScript readers lose digits of larger numbers. */
void toll_json_add_id (TollJsonWriter *writer, const char *name, gint64 id);

/* A value that another writer finished. */
void toll_json_add_finished (TollJsonWriter *writer, const char *name, const GString *value);

/* UTC epoch milliseconds as "2026-03-02T17:29:30Z" (milliseconds only when there are some). */
void toll_json_add_instant (TollJsonWriter *writer, const char *name, gint64 instant_ms);

/* Moves what is written so far behind @out, so that long documents need not be held whole. */
void toll_json_writer_move (TollJsonWriter *writer, GString *out);

/* Ends the document and empties the writer. Returns: (transfer full): the JSON text. */
GString *toll_json_writer_finish (TollJsonWriter *writer);

G_END_DECLS
