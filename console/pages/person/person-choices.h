/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/client/api-client.h"
#include "console/pages/person/person-lines.h"
#include "console/pages/person/person-scope.h"
#include "console/widgets/pick-row.h"

G_BEGIN_DECLS

/* What there is to choose from on the page of a person: departments, cost centres, locations and
 * sites are had whole, once; managers are searched for. Where one of them cannot be had the page is
 * as useful as before. Main thread. */
typedef struct _ConsolePersonChoices ConsolePersonChoices;

/* The widgets outlive it; its requests die with @cancellable, before it is freed. */
ConsolePersonChoices *console_person_choices_new (ConsoleApiClient *client,
                                                  GCancellable *cancellable,
                                                  ConsolePickRow *const groupings[3],
                                                  ConsolePickRow *manager,
                                                  ConsoleListField *lines,
                                                  ConsolePersonScope *scope);
/* Asks the collector again: a new name may have come. */
void console_person_choices_load (ConsolePersonChoices *self);
void console_person_choices_free (ConsolePersonChoices *self);

G_END_DECLS
