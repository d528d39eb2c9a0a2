/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h> /* expect: libsoup/soup.h may not be seen here */
