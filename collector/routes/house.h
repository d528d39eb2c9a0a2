/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/api/server.h"
#include "collector/directory/sign-in.h"
#include "collector/normalize/numbering.h"
#include "collector/normalize/plan.h"
#include "collector/notify/mailer.h"
#include "collector/rating/book.h"
#include "collector/store/settings.h"

G_BEGIN_DECLS

/* CollectorHouse: what the handlers of requests are served from, and the HTTP server over it.
 * Main thread; what handlers use of it is immutable or safe on their threads. */
typedef struct _CollectorHouse CollectorHouse;

/* Borrowed things outlive the house; texts are copied. */
typedef struct
{
  CollectorLanes *lanes;
  CollectorLanes *access_log;    /* who looked at whose calls */
  const TollClock *clock;        /* (nullable) */
  const CollectorSettings *settings; /* (nullable): what stands over the database's */
  const char *data_path;         /* data directory, to show raw records from the archive */
  CollectorNumbering *numbering; /* (nullable): names of nations */
  CollectorMailer *mailer;       /* (nullable): then no mail can be tried */
  /* Returns: (transfer full) (nullable): the tariffs in use. Any thread. */
  CollectorBook *(*ref_book) (gpointer data);
  gpointer data;
  CollectorHttpLimits limits; /* 0 = defaults */
  gint64 session_idle_ms;     /* 0 = 30 minutes; what holds, for handlers */
  gint64 session_whole_ms;    /* 0 = 12 hours; what holds, for handlers */
  const char *tls_certificate_path; /* (nullable) */
  const char *tls_key_path;         /* (nullable) */
} CollectorHouseOptions;

/* Returns: (transfer full): NULL with what collector_server_new() says. */
CollectorHouse *collector_house_new (const CollectorHouseOptions *options, GError **error);
/* Answers nobody any more: what is under way is broken off where it takes long, and waited for. Before
 * anything goes that handlers use. */
void collector_house_stop (CollectorHouse *house);
/* Stops the server and frees; call before the lanes go. */
void collector_house_free (CollectorHouse *house);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorHouse, collector_house_free)

CollectorServer *collector_house_get_server (CollectorHouse *house);

/* The options, for handlers: texts are never NULL. */
const CollectorHouseOptions *collector_house_get_options (CollectorHouse *house);
/* Returns: (transfer full): the settings as they hold now. Any lane. */
CollectorSettings *collector_house_load_settings (
    CollectorHouse *house, CollectorDb *db, GError **error);
/* @plan: (out) (transfer full): how numbers are understood now; NULL when there is no numbering. */
gboolean collector_house_load_plan (CollectorHouse *house, CollectorDb *db, CollectorPlan **plan,
                                    GError **error);
CollectorSignIn *collector_house_get_sign_in (CollectorHouse *house);
/* Cancelled when the house is about to be freed: for what takes long. */
GCancellable *collector_house_get_stopping (CollectorHouse *house);

/* The house a request is served from. */
#define COLLECTOR_HOUSE_OF(request) ((CollectorHouse *) collector_request_get_context (request))

/* Every endpoint, table by table; and what streams of events carry. */
const CollectorRoute *const *collector_routes_list (void);
extern const CollectorFeed collector_events_feed;

extern const CollectorRoute collector_routes_session[];
extern const CollectorRoute collector_routes_me[];
extern const CollectorRoute collector_routes_people[];
extern const CollectorRoute collector_routes_people_files[];
extern const CollectorRoute collector_routes_groupings[];
extern const CollectorRoute collector_routes_unknown[];
extern const CollectorRoute collector_routes_quarantine[];
extern const CollectorRoute collector_routes_ldap[];
extern const CollectorRoute collector_routes_profile[];
extern const CollectorRoute collector_routes_account[];
extern const CollectorRoute collector_routes_calls[];
extern const CollectorRoute collector_routes_private[];
extern const CollectorRoute collector_routes_privacy[];
extern const CollectorRoute collector_routes_access_log[];
extern const CollectorRoute collector_routes_home[];
extern const CollectorRoute collector_routes_reports[];
extern const CollectorRoute collector_routes_report_fields[];
extern const CollectorRoute collector_routes_report_run[];
extern const CollectorRoute collector_routes_personal_reports[];
extern const CollectorRoute collector_routes_history[];
extern const CollectorRoute collector_routes_sites[];
extern const CollectorRoute collector_routes_gateways[];
extern const CollectorRoute collector_routes_devices[];
extern const CollectorRoute collector_routes_settings[];
extern const CollectorRoute collector_routes_mail[];
extern const CollectorRoute collector_routes_schedules[];
extern const CollectorRoute collector_routes_dashboard[];
extern const CollectorRoute collector_routes_wallboards[];
extern const CollectorRoute collector_routes_wall[];
extern const CollectorRoute collector_routes_tariffs[];
extern const CollectorRoute collector_routes_events[];
extern const CollectorRoute collector_routes_health[];

/* FALSE with FORBIDDEN when numbers are hidden from the viewer, who could uncover them by what is
 * about to be changed: where rights come from, where mail goes, what numbers are compared with.
 * @field: whose change it is; "" = of the whole request. */
gboolean collector_house_check_sees_numbers (CollectorRequest *request, const char *field,
                                             GError **error);
/* FALSE with FORBIDDEN when numbers are hidden from the viewer and one stands in the name @device:
 * whether there is such a device would tell it. */
gboolean collector_house_check_device (CollectorRequest *request, const char *device,
                                       GError **error);
/* The name or title of a device as the viewer may see it.
 * Returns: (transfer none): in @arena, or @name itself. */
const char *collector_house_show_device (CollectorRequest *request, const char *name,
                                         TollArena *arena);
/* The same for the rules of masks: those that hide from administrators are theirs to change. */
gboolean collector_house_check_own_mask (CollectorRequest *request, GError **error);
/* FORBIDDEN when the viewer sees a part of the house only, and could make seen what is outside of it
 * by what is about to be changed: where rights come from. What is given to single people is checked
 * where it is stored: see reach.h. */
gboolean collector_house_check_sees_all (CollectorRequest *request, GError **error);

G_END_DECLS
