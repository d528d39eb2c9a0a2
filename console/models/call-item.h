/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "shared/model/call.h"

G_BEGIN_DECLS

/* ConsoleCallItem:
 * One call as a list shows it: the GObject face of the collector's call object, immutable but
 * for "fresh". Texts are never NULL; instants UTC epoch milliseconds, 0 = never. Main thread.
 */
#define CONSOLE_TYPE_CALL_ITEM (console_call_item_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleCallItem, console_call_item, CONSOLE, CALL_ITEM, GObject)

typedef struct
{
  char *id;
  gint64 start_ms;
  gint64 connect_ms;
  gint64 end_ms;
  gint64 ring_ms;
  gint64 talk_ms;
  gint64 queue_ms;
  gint64 cost_micro;
  gint64 cause;          /* Q.850 */
  TollDirection direction;
  TollOutcome outcome;
  TollClass dest_class;
  TollRatingState rating;
  gboolean number_is_internal;
  gboolean person_hidden; /* whose call it is, is not told: single people are hidden */
  gboolean is_private;
  gboolean privacy_is_told; /* else its contacts may make it private: the number is masked */
  char *extension;
  char *name; /* of the extension's owner */
  char *department;
  char *number; /* stored form, perhaps with a masked tail; "" = withheld */
  char *number_name;
  char *number_hidden; /* why there is none: private, free_incoming, person; "" = it is not hidden */
  char *dialled;
  char *nation_name;
  char *area;
  char *operator_name;
  char *reason; /* wire name of why there is no price */
  char *currency;
  char *tariff;
  char *gateway; /* title; "" = internal */
  char *gateway_device;
  char *site;
  char *authorization; /* what the authorization code is called; never the code */
  char *client_matter_code;
  GStrv flags; /* wire names */
} ConsoleCall;

/* Members that are absent or of another type read as empty. */
ConsoleCallItem *console_call_item_new (JsonObject *object);
/* Returns: (transfer none): valid as long as the item. */
const ConsoleCall *console_call_item_get (ConsoleCallItem *self);

/* TRUE for a call that arrived while somebody was looking, until it was shown once. */
gboolean console_call_item_take_fresh (ConsoleCallItem *self);
void console_call_item_set_fresh (ConsoleCallItem *self);

/* Returns: TRUE when both show the same in a list. */
gboolean console_call_is_same (const ConsoleCall *a, const ConsoleCall *b);

G_END_DECLS
