/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collector/rating/deck.h" /* expect: console may not include */
#include <libsoup/soup.h> /* expect: libsoup/soup.h may not be seen here */
