/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/quarantine-store.h"

G_BEGIN_DECLS

/* The text of a record without the code that let its call through, which is nobody's to read.
 * @names: the row of column names of its file. Where a record has more or fewer cells than there
 * are names, the code may stand elsewhere: everything from somewhat before its column on is left
 * out. Returns: (transfer full). */
char *collector_raw_text_hide_code (const char *names, const char *raw);

/* CollectorRawTexts: shows the texts of held records, each by the names of its own file. */
typedef struct
{
  const char *data_path; /* of the archive; set by the caller */
  char *names_path; /* of the file whose names these are: records of a file follow each other */
  char *names;      /* (nullable) */
} CollectorRawTexts;

/* Returns: (transfer full) (nullable): the text of @row without the code; NULL when its file is not
 * at hand, so that nobody knows where the code stands. */
char *collector_raw_texts_show (CollectorRawTexts *texts, const CollectorQuarantineRow *row);
void collector_raw_texts_clear (CollectorRawTexts *texts);

G_END_DECLS
