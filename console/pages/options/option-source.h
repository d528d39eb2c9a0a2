/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* What calls may be restricted or grouped by. Owned by its source. */
typedef struct
{
  char *id;
  char *title; /* translated */
  char *kind;  /* "text", "figure", "duration" ... */
  char *unit;  /* "s"; "" = none */
  GStrv operators;
  GStrv value_ids; /* of enumerations: the values it can have; else empty */
  GStrv value_titles;
  gboolean can_group;
  gboolean can_group_filter;
} ConsoleOptionField;

typedef enum
{
  CONSOLE_OPTION_RESTRICT,
  CONSOLE_OPTION_CHOOSE, /* has names to choose from */
  CONSOLE_OPTION_GROUP_BY,
} ConsoleOptionUse;

/* ConsoleOptionSource:
 * What all sections of the options ask: the fields, names to choose from, and whether there is
 * little room. Signal "room-changed". Main thread.
 */
#define CONSOLE_TYPE_OPTION_SOURCE (console_option_source_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleOptionSource, console_option_source, CONSOLE, OPTION_SOURCE, GObject)

/* @items: of GET /reports/fields. */
ConsoleOptionSource *console_option_source_new (ConsoleApiClient *client, JsonArray *items);
/* Returns: (transfer none) (nullable) */
const ConsoleOptionField *console_option_source_lookup (ConsoleOptionSource *self, const char *id);
/* Fields for one use; of several with the same title, one.
 * Returns: (transfer container): of ConsoleOptionField, in the collector's order. */
GPtrArray *console_option_source_list (ConsoleOptionSource *self, ConsoleOptionUse use);

/* What a ConsolePickRow is given: {"id","name"}; of an unknown @id it is its own name, NULL is nothing.
 * Returns: (transfer full) */
JsonObject *console_option_source_dup_item (ConsoleOptionSource *self, const char *id);

/* Names of the field @id that contain @typed. */
void console_option_source_search_async (ConsoleOptionSource *self, const char *id,
                                         const char *typed, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): NULL-terminated; NULL with an error */
GStrv console_option_source_search_finish (ConsoleOptionSource *self, GAsyncResult *result,
                                           GError **error);

void console_option_source_set_narrow (ConsoleOptionSource *self, gboolean is_narrow);
gboolean console_option_source_is_narrow (ConsoleOptionSource *self);

G_END_DECLS
