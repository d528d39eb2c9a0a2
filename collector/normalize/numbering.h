/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "shared/model/call.h"

G_BEGIN_DECLS

/* CollectorNumbering:
 * The world's numbering: E.164 prefix -> nation, area, operator kind, class; and per nation the
 * prefixes its subscribers dial. Read once from data/numbering/, immutable, reference counted;
 * look-ups from any thread.
 */
typedef struct _CollectorNumbering CollectorNumbering;

/* CollectorDigits: how many digits something has; max 0 = not known. */
typedef struct
{
  guint min;
  guint max;
} CollectorDigits;

/* CollectorMove: a national prefix that reaches another country code: in France 0590 is +590 590,
 * in Ireland 048 is +44 28. */
typedef struct
{
  const char *national; /* without trunk prefix: "590" */
  const char *e164;     /* what replaces it, without +: "590590" */
} CollectorMove;

/* CollectorNation: how a nation dials. Texts belong to the numbering. */
typedef struct
{
  const char *nation;               /* "IT" */
  const char *country_code;         /* "39" */
  const char *international_prefix; /* "00", "011" */
  const char *trunk_prefix;         /* "0", "1", "" when none (Italy keeps its 0) */
  const char *const *emergency;     /* NULL-terminated: "112", "118" ... */
  const char *const *short_codes;   /* NULL-terminated "digits:class" of public short codes; x
                                     * stands for any digit: "118xx:premium" */

  const char *name;                          /* English: "Italy" */
  const char *part_of;                       /* nation whose plan and territory it shares ("FI"
                                              * for Aaland), "" when none */
  const char *const *international_prefixes; /* NULL-terminated, the usual one first */
  CollectorDigits digits;                    /* after the country code, fixed lines */
  CollectorDigits mobile_digits;             /* of mobile numbers where they differ */
  gboolean is_complete;      /* prefixes.csv names all its ranges: another one is not a number */
  gboolean has_local;        /* the area code may be left out inside an area */
  guint carrier_digits; /* of the carrier's code that may stand behind trunk and international
                         * prefix (Brazil), 0 = none */
  const CollectorMove *moves; /* (array length=n_moves) */
  guint n_moves;
} CollectorNation;

/* Country codes that belong to no nation are this long; a shared number with a shorter one (+1 800)
 * belongs to all nations of that code. */
#define COLLECTOR_WORLDWIDE_CODE_DIGITS 3

/* CollectorNumberInfo: what a prefix tells. Texts belong to the numbering. */
typedef struct
{
  const char *nation;        /* ISO 3166-1 alpha-2, "" for shared codes such as +800 */
  const char *nation_name;   /* English; translated where it is shown */
  const char *area;          /* "Milan", "Mobile", "" */
  const char *operator_name; /* network a mobile range was first given to, "" */
  TollClass kind;            /* LOCAL stands for fixed; MOBILE, TOLLFREE, PREMIUM, SPECIAL ... */
  guint prefix_length;       /* digits that matched */
  guint country_code_length; /* digits of the country code in them */
  const CollectorNation *dialling; /* the nation's row; NULL for shared numbers */
} CollectorNumberInfo;

/* Reads the numbering from the directory @path (data/numbering).
 * Returns: (transfer full): NULL with TOLL_ERROR_BAD_FORMAT naming file, line and field. */
CollectorNumbering *collector_numbering_load (const char *path, GError **error);
CollectorNumbering *collector_numbering_ref (CollectorNumbering *numbering);
void collector_numbering_unref (CollectorNumbering *numbering);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorNumbering, collector_numbering_unref)

/* Longest prefix of @digits (E.164 without +). Returns: FALSE when no country code matches. */
gboolean collector_numbering_lookup (
    const CollectorNumbering *numbering, const char *digits, CollectorNumberInfo *info);

/* Returns: (transfer none) (nullable): how @nation (alpha-2) dials. */
const CollectorNation *collector_numbering_lookup_nation (
    const CollectorNumbering *numbering, const char *nation);

G_END_DECLS
