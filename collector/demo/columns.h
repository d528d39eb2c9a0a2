/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  COLLECTOR_DEMO_CELL_CONSTANT, /* always @constant */
  COLLECTOR_DEMO_CELL_FIGURE,   /* guint32 */
  COLLECTOR_DEMO_CELL_TEXT,     /* const char *, quoted */
  COLLECTOR_DEMO_CELL_ADDRESS,  /* guint32 IPv4 as Cisco's signed little-endian figure */
  COLLECTOR_DEMO_CELL_DOTTED,   /* guint32 IPv4 as quoted text */
  COLLECTOR_DEMO_CELL_GUID,     /* two guint64 as a quoted GUID */
  COLLECTOR_DEMO_CELL_HEX,      /* guint64 as 32 quoted hex digits, "" for 0 */
} CollectorDemoCell;

typedef struct
{
  const char *name;
  const char *type; /* as in the second line of a file */
  CollectorDemoCell cell;
  guint offset; /* of the member in the record */
  const char *constant;
} CollectorDemoColumn;

#define COLLECTOR_DEMO_N_CDR_COLUMNS 133
#define COLLECTOR_DEMO_N_CMR_COLUMNS 48

extern const CollectorDemoColumn collector_demo_cdr_columns[COLLECTOR_DEMO_N_CDR_COLUMNS];
extern const CollectorDemoColumn collector_demo_cmr_columns[COLLECTOR_DEMO_N_CMR_COLUMNS];

G_END_DECLS
