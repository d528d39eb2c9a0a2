/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/people/person.h"
#include "collector/store/words.h"
#include "shared/base/arena.h"

G_BEGIN_DECLS

/* What has a name besides words. */
typedef enum
{
  COLLECTOR_NAMED_EXTENSION,     /* of a line */
  COLLECTOR_NAMED_PARTITION,     /* of a line */
  COLLECTOR_NAMED_PERSON,        /* first and last name */
  COLLECTOR_NAMED_USER_NAME,     /* of a person, as the two below */
  COLLECTOR_NAMED_CUCM_USER_ID,
  COLLECTOR_NAMED_CUSTOM,        /* the first of COLLECTOR_N_CUSTOM_FIELDS */
  COLLECTOR_NAMED_DEPARTMENT = COLLECTOR_NAMED_CUSTOM + COLLECTOR_N_CUSTOM_FIELDS,
  COLLECTOR_NAMED_COST_CENTRE,
  COLLECTOR_NAMED_LOCATION,
  COLLECTOR_NAMED_GATEWAY_TITLE, /* by the id of the gateway's word; "" = has none */
  COLLECTOR_NAMED_TARIFF,        /* by the id of a version, whose begin is the figure */
  COLLECTOR_N_NAMED
} CollectorNamed;

/* CollectorNames: what ids are called, asked of the ledger once: a million calls name a few thousand
 * lines, people and words. A name stays the one that was found first. One lane. */
typedef struct _CollectorNames CollectorNames;

/* Returns: (transfer full): knows nothing yet. @arena: where texts live. Both outlive it. */
CollectorNames *collector_names_new (CollectorDb *db, TollArena *arena);
void collector_names_free (CollectorNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorNames, collector_names_free)

/* Returns: (transfer none): lives in the arena; "" for 0 and for an id nobody has. */
const char *collector_names_get (CollectorNames *names, CollectorNamed kind, gint64 id);
const char *collector_names_get_word (CollectorNames *names, CollectorWordKind kind, gint64 id);
/* Returns: when a tariff version begins, UTC ms; 0 for none. */
gint64 collector_names_get_version_from_ms (CollectorNames *names, gint64 version_id);

/* CollectorNamesCalled: the called side of an internal call. */
typedef struct
{
  gint64 device_id;
  gint64 login_id;
  gint64 person_id;
  gint64 department_id;
  gint64 cost_centre_id;
  gint64 location_id;
} CollectorNamesCalled;

/* Of a call with a called line. Not remembered. */
CollectorNamesCalled collector_names_ask_called (CollectorNames *names, gint64 called_line_id,
                                                 gint64 call_id);
/* Returns: (transfer none): who has @number at that instant, "" for nobody. Not remembered. */
const char *collector_names_ask_holder (CollectorNames *names, const char *number, gint64 at_ms);

/* Returns: (transfer none): the title of the gateway that is called @device in the records, "" for
 * none. Not remembered. */
const char *collector_names_ask_gateway_title (CollectorNames *names, const char *device);

/* TRUE when @number, the other side of a call in @direction (TollDirection), is one of the house: see
 * COLLECTOR_IS_OF_HOUSE_SQL(). Not remembered. */
gboolean collector_names_ask_is_of_house (CollectorNames *names, const char *number, int direction);

/* TRUE when a line called @number may be a number outside: see COLLECTOR_IS_STRANGE_SQL(). Not
 * remembered. */
gboolean collector_names_ask_is_strange (CollectorNames *names, const char *number);
/* The same of what was called from outside: of a site's range also as networks write it. */
gboolean collector_names_ask_is_strange_called (CollectorNames *names, const char *dialled);

/* After rows were read: FALSE with DATABASE when some name could not be asked for. */
gboolean collector_names_check (const CollectorNames *names, GError **error);

G_END_DECLS
