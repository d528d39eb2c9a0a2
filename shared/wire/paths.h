/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The addresses of the HTTP interface: the collector's route tables and the console's client take
 * them from here. {name} is one segment. */
#define TOLL_PATH_BASE "/api/v1"

#define TOLL_PATH_SESSION TOLL_PATH_BASE "/session"
#define TOLL_PATH_ME TOLL_PATH_BASE "/me"
#define TOLL_PATH_CALLS TOLL_PATH_BASE "/calls"
#define TOLL_PATH_CALL TOLL_PATH_BASE "/calls/{id}"
#define TOLL_PATH_HOME TOLL_PATH_BASE "/home"
#define TOLL_PATH_REPORTS TOLL_PATH_BASE "/reports"
#define TOLL_PATH_EVENTS TOLL_PATH_BASE "/events"
#define TOLL_PATH_HEALTH TOLL_PATH_BASE "/healthz"
#define TOLL_PATH_HEALTH_PLAIN "/healthz"
