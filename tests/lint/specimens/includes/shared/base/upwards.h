/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collector/rating/deck.h" /* expect: shared may not include */
