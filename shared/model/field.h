/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TollFieldKind: how a member of a plain record is stored. */
typedef enum
{
  TOLL_FIELD_TEXT, /* const char *, never NULL ("" = absent) */
  TOLL_FIELD_U32,  /* guint32 */
  TOLL_FIELD_I64,  /* gint64 */
} TollFieldKind;

/* TollField:
 * One row per member: the name that C, SQL and JSON share, and where the member sits. Codecs
 * (packing, JSON) walk the table, so that a new member is one row.
 */
typedef struct
{
  const char *name;
  gsize offset;
  TollFieldKind kind;
} TollField;

/* Reads of a member through its row; @record points to the struct the table describes. */
static inline const char *
toll_field_get_text (const TollField *field, gconstpointer record)
{
  return *(const char *const *) ((const char *) record + field->offset);
}

static inline gint64
toll_field_get_int (const TollField *field, gconstpointer record)
{
  const char *at = (const char *) record + field->offset;

  return field->kind == TOLL_FIELD_U32 ? (gint64) * (const guint32 *) at : *(const gint64 *) at;
}

G_END_DECLS
