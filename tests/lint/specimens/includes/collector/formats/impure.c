/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collector/store/db.h" /* expect: collector/formats may not include collector/store */
