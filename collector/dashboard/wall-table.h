/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/export/reader.h"

G_BEGIN_DECLS

/* Appends the rows of @doc as a table to the HTML @out, and to @style how wide its columns are and how
 * many rows there are: more of them are smaller, as far as they can be read from afar. @index tells
 * the tables of a page apart. As many rows are seen as find room. */
void collector_wall_table_append (GString *out, GString *style, guint index,
                                  const CollectorReader *reader, const TollReportDoc *doc,
                                  TollArena *arena);

G_END_DECLS
