/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call for lists and pages. One table maps the members of the collector's object onto the
 * struct; nothing is computed here. Main thread. */

#include "config.h"
#include "console/models/call-item.h"

#include "console/client/json.h"

struct _ConsoleCallItem
{
  GObject parent_instance;
  ConsoleCall call;
  gboolean fresh;
};

G_DEFINE_FINAL_TYPE (ConsoleCallItem, console_call_item, G_TYPE_OBJECT)

typedef struct
{
  const char *name;
  gsize offset;
} Member;

static const Member texts[] = {
  { "id", G_STRUCT_OFFSET (ConsoleCall, id) },
  { "extension", G_STRUCT_OFFSET (ConsoleCall, extension) },
  { "name", G_STRUCT_OFFSET (ConsoleCall, name) },
  { "department", G_STRUCT_OFFSET (ConsoleCall, department) },
  { "number", G_STRUCT_OFFSET (ConsoleCall, number) },
  { "number_name", G_STRUCT_OFFSET (ConsoleCall, number_name) },
  { "number_hidden", G_STRUCT_OFFSET (ConsoleCall, number_hidden) },
  { "dialled", G_STRUCT_OFFSET (ConsoleCall, dialled) },
  { "nation_name", G_STRUCT_OFFSET (ConsoleCall, nation_name) },
  { "area", G_STRUCT_OFFSET (ConsoleCall, area) },
  { "operator", G_STRUCT_OFFSET (ConsoleCall, operator_name) },
  { "reason", G_STRUCT_OFFSET (ConsoleCall, reason) },
  { "currency", G_STRUCT_OFFSET (ConsoleCall, currency) },
  { "tariff", G_STRUCT_OFFSET (ConsoleCall, tariff) },
  { "gateway", G_STRUCT_OFFSET (ConsoleCall, gateway) },
  { "gateway_device", G_STRUCT_OFFSET (ConsoleCall, gateway_device) },
  { "site", G_STRUCT_OFFSET (ConsoleCall, site) },
  { "authorization", G_STRUCT_OFFSET (ConsoleCall, authorization) },
  { "client_matter_code", G_STRUCT_OFFSET (ConsoleCall, client_matter_code) },
};

static const Member figures[] = {
  { "start_ms", G_STRUCT_OFFSET (ConsoleCall, start_ms) },
  { "connect_ms", G_STRUCT_OFFSET (ConsoleCall, connect_ms) },
  { "end_ms", G_STRUCT_OFFSET (ConsoleCall, end_ms) },
  { "ring_ms", G_STRUCT_OFFSET (ConsoleCall, ring_ms) },
  { "talk_ms", G_STRUCT_OFFSET (ConsoleCall, talk_ms) },
  { "queue_ms", G_STRUCT_OFFSET (ConsoleCall, queue_ms) },
  { "cost_micro", G_STRUCT_OFFSET (ConsoleCall, cost_micro) },
  { "cause", G_STRUCT_OFFSET (ConsoleCall, cause) },
};

static void
console_call_item_finalize (GObject *object)
{
  ConsoleCallItem *self = CONSOLE_CALL_ITEM (object);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (G_STRUCT_MEMBER (char *, &self->call, texts[i].offset));
  g_strfreev (self->call.flags);
  G_OBJECT_CLASS (console_call_item_parent_class)->finalize (object);
}

static void
console_call_item_class_init (ConsoleCallItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_call_item_finalize;
}

static void
console_call_item_init (ConsoleCallItem *self)
{
}

static TollRatingState
rating_from_name (const char *name)
{
  for (guint state = 0; state < TOLL_N_RATING_STATES; state++)
    if (g_str_equal (toll_rating_state_to_name (state), name))
      return state;
  return TOLL_RATING_NOT_CHARGEABLE;
}

ConsoleCallItem *
console_call_item_new (JsonObject *object)
{
  ConsoleCallItem *self = g_object_new (CONSOLE_TYPE_CALL_ITEM, NULL);
  ConsoleCall *call = &self->call;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, call, texts[i].offset) =
        g_strdup (console_json_text (object, texts[i].name));
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    G_STRUCT_MEMBER (gint64, call, figures[i].offset) =
        console_json_int (object, figures[i].name, 0);
  call->number_is_internal = console_json_flag (object, "number_is_internal");
  call->person_hidden = console_json_flag (object, "person_hidden");
  call->is_private = console_json_flag (object, "is_private");
  call->privacy_is_told = object == NULL || !json_object_has_member (object, "is_private") ||
                          !json_object_get_null_member (object, "is_private");
  call->flags = console_json_dup_texts (console_json_array (object, "flags"));
  toll_direction_from_name (console_json_text (object, "direction"), &call->direction);
  toll_outcome_from_name (console_json_text (object, "outcome"), &call->outcome);
  toll_class_from_name (console_json_text (object, "class"), &call->dest_class);
  call->rating = rating_from_name (console_json_text (object, "rating_state"));
  return self;
}

const ConsoleCall *
console_call_item_get (ConsoleCallItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_CALL_ITEM (self), NULL);
  return &self->call;
}

gboolean
console_call_item_take_fresh (ConsoleCallItem *self)
{
  gboolean fresh = self->fresh;

  self->fresh = FALSE;
  return fresh;
}

void
console_call_item_set_fresh (ConsoleCallItem *self)
{
  self->fresh = TRUE;
}

gboolean
console_call_is_same (const ConsoleCall *a, const ConsoleCall *b)
{
  return a->end_ms == b->end_ms && a->cost_micro == b->cost_micro && a->outcome == b->outcome &&
         a->rating == b->rating && a->is_private == b->is_private &&
         a->privacy_is_told == b->privacy_is_told && g_str_equal (a->extension, b->extension) &&
         g_str_equal (a->number, b->number) && g_str_equal (a->name, b->name);
}
