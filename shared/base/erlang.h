/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Erlang's loss formula (Erlang B): how likely a call finds every channel of a trunk taken. After
 * A. K. Erlang, 1917, by the recursion of V. B. Iversen, Teletraffic Engineering Handbook (ITU-D
 * SG 2/16), "Erlang's loss system and B-formula". Traffic is in Erlang: how many channels are busy
 * on average over the hour. Pure; any thread. */

/* Returns: the share of calls that are blocked, 0 to 1. @erlang: 0 and more; without traffic
 * nothing is blocked, without channels every call is. */
double toll_erlang_b (double erlang, guint n_channels);

/* The least number of channels with which at most @blocking (above 0, at most 1) of calls are
 * blocked. @erlang: from 0 to 10^6. */
guint toll_erlang_b_find_channels (double erlang, double blocking);

G_END_DECLS
