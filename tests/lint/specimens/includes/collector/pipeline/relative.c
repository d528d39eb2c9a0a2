/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../store/db.h" /* expect: include path does not start at the root */
