/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Tests that walk the same code thousands of times take every so many-th step of their walk: each
 * one unless TOLL_TEST_STRIDE says otherwise. */
guint test_stride (void);
