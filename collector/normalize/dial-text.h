/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  COLLECTOR_DIAL_WITHHELD, /* empty, or a word that says so ("anonymous") */
  COLLECTOR_DIAL_WORDS,    /* letters, feature codes, too long: not a number */
  COLLECTOR_DIAL_GLOBAL,   /* digits after a + */
  COLLECTOR_DIAL_DIGITS,   /* digits as dialled, access code and prefixes included */
} CollectorDialKind;

#define COLLECTOR_DIAL_MAX_DIGITS 24

/* CollectorDialText: a number field of a record, freed of everything that is not the number. */
typedef struct
{
  CollectorDialKind kind;
  guint n_digits;                              /* 0 unless GLOBAL or DIGITS */
  char digits[COLLECTOR_DIAL_MAX_DIGITS + 1];
} CollectorDialText;

/* Takes the user part of "sip:", "sips:" and "tel:" addresses and of USER@HOST, leaves out blanks
 * and punctuation, a service prefix such as "*31#", "#31#" or "*67" (also behind @access_code),
 * and stops at "#" or ",". Pure. */
void collector_dial_text_read (const char *text, const char *access_code,
                               CollectorDialText *dialled);

G_END_DECLS
