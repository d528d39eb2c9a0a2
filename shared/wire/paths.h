/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The addresses of the HTTP interface: the collector's route tables and the console's client take
 * them from here. {name} is one segment. */
#define TOLL_PATH_BASE "/api/v1"

#define TOLL_PATH_SESSION TOLL_PATH_BASE "/session"
#define TOLL_PATH_ME TOLL_PATH_BASE "/me"
#define TOLL_PATH_PEOPLE TOLL_PATH_BASE "/people"
#define TOLL_PATH_PEOPLE_IMPORT TOLL_PATH_BASE "/people/import"
#define TOLL_PATH_PEOPLE_EXPORT TOLL_PATH_BASE "/people/export"
#define TOLL_PATH_PERSON TOLL_PATH_BASE "/people/{id}"
#define TOLL_PATH_DEPARTMENTS TOLL_PATH_BASE "/departments"
#define TOLL_PATH_DEPARTMENT TOLL_PATH_BASE "/departments/{id}"
#define TOLL_PATH_COST_CENTRES TOLL_PATH_BASE "/cost-centres"
#define TOLL_PATH_COST_CENTRE TOLL_PATH_BASE "/cost-centres/{id}"
#define TOLL_PATH_LOCATIONS TOLL_PATH_BASE "/locations"
#define TOLL_PATH_LOCATION TOLL_PATH_BASE "/locations/{id}"
#define TOLL_PATH_CUSTOM_FIELDS TOLL_PATH_BASE "/custom-fields"
#define TOLL_PATH_UNKNOWN_EXTENSIONS TOLL_PATH_BASE "/unknown-extensions"
#define TOLL_PATH_CALLS TOLL_PATH_BASE "/calls"
#define TOLL_PATH_CALL TOLL_PATH_BASE "/calls/{id}"
#define TOLL_PATH_HOME TOLL_PATH_BASE "/home"
#define TOLL_PATH_REPORTS TOLL_PATH_BASE "/reports"
#define TOLL_PATH_EVENTS TOLL_PATH_BASE "/events"
#define TOLL_PATH_HEALTH TOLL_PATH_BASE "/healthz"
#define TOLL_PATH_HEALTH_PLAIN "/healthz"
