/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h> /* expect: sqlite3.h may not be seen here */
