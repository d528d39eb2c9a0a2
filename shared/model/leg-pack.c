/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The packed form of a call detail record: what the ledger keeps of every record, so that a call
 * can be assembled again when a late leg arrives. Two thirds of a ledger are packed legs, and
 * every byte of them is written twice (log and table): what records hold in plenty is kept short.
 *
 * Version, number of bytes of the map, map (a bit for each field that is not empty, lowest first),
 * then the fields that are there.
 */
#include "config.h"

#include "shared/model/leg.h"

#include "shared/base/error.h"

#include <string.h>

#define PACK_VERSION 2
#define MAX_VARINT 10
#define MAX_FIELDS 64 /* bits of the map */

/* How a text is packed: the text of the text field two before it again (numbers and partitions
 * repeat), a GUID, a phone's name, an IPv4 address; else its length, twice, + TEXT_PLAIN and its
 * bytes, or + TEXT_DIGITS and two characters a byte. */
enum
{
  TEXT_AGAIN,
  TEXT_GUID,
  TEXT_PHONE,
  TEXT_ADDRESS,
  TEXT_PLAIN,
  TEXT_DIGITS,
};

#define GUID_CHARS 36
#define GUID_BYTES 16
#define PHONE_TAG "SEP" /* and a MAC address */
#define PHONE_CHARS 15
#define PHONE_BYTES 6
#define ADDRESS_BYTES 4
#define ADDRESS_MAX_CHARS 15

static const char digit_chars[] = "0123456789+*#ABC";

/* The last two texts of a leg while its fields are walked. */
typedef struct
{
  const char *texts[2];
} Recent;

static const char *
remember (Recent *recent, const char *text)
{
  const char *two_before = recent->texts[0];

  recent->texts[0] = recent->texts[1];
  recent->texts[1] = text;
  return two_before;
}

/* Figures that lie near another one are kept as the difference. */
static gint64
get_base (const TollField *field, const TollLeg *leg)
{
  switch (field->offset)
    {
    case G_STRUCT_OFFSET (TollLeg, connect_ms):
    case G_STRUCT_OFFSET (TollLeg, disconnect_ms):
      return leg->setup_ms;
    case G_STRUCT_OFFSET (TollLeg, dest_leg_id):
      return leg->orig_leg_id;
    default:
      return 0;
    }
}

static guint64
fold_sign (guint64 value)
{
  return value << 1 ^ (value >> 63 != 0 ? G_MAXUINT64 : 0);
}

static guint64
unfold_sign (guint64 value)
{
  return value >> 1 ^ ((value & 1) != 0 ? G_MAXUINT64 : 0);
}

static int
hex_value (char digit)
{
  if (digit >= '0' && digit <= '9')
    return digit - '0';
  return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

static int
digit_value (char digit)
{
  if (digit >= '0' && digit <= '9')
    return digit - '0';
  switch (digit)
    {
    case '+':
      return 10;
    case '*':
      return 11;
    case '#':
      return 12;
    case 'A':
    case 'B':
    case 'C':
      return 13 + digit - 'A';
    default:
      return -1;
    }
}

/* -- packing -- */

static guint8 *
put_varint (guint8 *at, guint64 value)
{
  while (value >= 0x80)
    {
      *at++ = (guint8) value | 0x80;
      value >>= 7;
    }
  *at++ = (guint8) value;
  return at;
}

static gboolean
is_guid_dash (guint at)
{
  return at == 8 || at == 13 || at == 18 || at == 23;
}

/* Only a GUID in small letters comes back as it was. */
static gboolean
guid_to_bytes (const char *text, guint8 *bytes)
{
  for (guint i = 0, n = 0; i < GUID_CHARS; i++)
    {
      int digit = hex_value (text[i]);

      if (is_guid_dash (i))
        {
          if (text[i] != '-')
            return FALSE;
          continue;
        }
      if (digit < 0)
        return FALSE;
      bytes[n / 2] = n % 2 == 0 ? (guint8) (digit << 4) : bytes[n / 2] | (guint8) digit;
      n++;
    }
  return TRUE;
}

/* Only capitals come back as they were. */
static gboolean
phone_to_bytes (const char *text, guint8 *bytes)
{
  const gsize n_tag = strlen (PHONE_TAG);

  if (memcmp (text, PHONE_TAG, n_tag) != 0)
    return FALSE;
  for (guint i = 0; i < 2 * PHONE_BYTES; i++)
    {
      char at = text[n_tag + i];
      int digit = at >= 'A' && at <= 'F' ? at - 'A' + 10 : at >= 'a' ? -1 : hex_value (at);

      if (digit < 0)
        return FALSE;
      bytes[i / 2] = i % 2 == 0 ? (guint8) (digit << 4) : bytes[i / 2] | (guint8) digit;
    }
  return TRUE;
}

/* Only the one way of writing an address that has no needless zeros. */
static gboolean
address_to_bytes (const char *text, gsize length, guint8 *bytes)
{
  const char *end = text + length;

  for (guint i = 0; i < ADDRESS_BYTES; i++)
    {
      const char *first = text;
      guint value = 0;

      while (text < end && *text >= '0' && *text <= '9' && text - first < 3)
        value = value * 10 + (guint) (*text++ - '0');
      if (text == first || value > 255 || (*first == '0' && text - first > 1))
        return FALSE;
      bytes[i] = (guint8) value;
      if (i + 1 < ADDRESS_BYTES && (text == end || *text++ != '.'))
        return FALSE;
    }
  return text == end;
}

static gboolean
digits_to_bytes (const char *text, gsize length, guint8 *bytes)
{
  for (gsize i = 0; i < length; i++)
    {
      int digit = digit_value (text[i]);

      if (digit < 0)
        return FALSE;
      bytes[i / 2] = i % 2 == 0 ? (guint8) (digit << 4) : bytes[i / 2] | (guint8) digit;
    }
  return TRUE;
}

/* One of the forms of a fixed length. Returns: NULL when the text has none of them. */
static guint8 *
put_fixed_form (guint8 *at, const char *text, gsize length)
{
  if (length == GUID_CHARS && guid_to_bytes (text, at + 1))
    {
      *at = TEXT_GUID;
      return at + 1 + GUID_BYTES;
    }
  if (length == PHONE_CHARS && phone_to_bytes (text, at + 1))
    {
      *at = TEXT_PHONE;
      return at + 1 + PHONE_BYTES;
    }
  if (length <= ADDRESS_MAX_CHARS && address_to_bytes (text, length, at + 1))
    {
      *at = TEXT_ADDRESS;
      return at + 1 + ADDRESS_BYTES;
    }
  return NULL;
}

/* @at: room for @length + MAX_VARINT + GUID_BYTES. */
static guint8 *
put_text (guint8 *at, const char *text, gsize length, const char *two_before)
{
  guint8 *end;

  if (*text == *two_before && strcmp (text, two_before) == 0)
    {
      *at = TEXT_AGAIN;
      return at + 1;
    }
  end = put_fixed_form (at, text, length);
  if (end != NULL)
    return end;
  end = put_varint (at, 2 * length + TEXT_DIGITS);
  if (digits_to_bytes (text, length, end))
    return end + (length + 1) / 2;
  end = put_varint (at, 2 * length + TEXT_PLAIN);
  memcpy (end, text, length);
  return end + length;
}

/* Whole seconds are the rule: they are kept as such, doubled; 1 says that the figure follows. */
static guint8 *
put_figure (guint8 *at, const TollField *field, const TollLeg *leg)
{
  guint64 value
      = (guint64) toll_field_get_int (field, leg) - (guint64) get_base (field, leg);

  if (field->kind == TOLL_FIELD_U32)
    return put_varint (at, get_base (field, leg) == 0 ? value : fold_sign (value));
  if ((gint64) value % 1000 == 0)
    return put_varint (at, fold_sign ((guint64) ((gint64) value / 1000)) << 1);
  return put_varint (put_varint (at, 1), fold_sign (value));
}

static guint64
map_fields (const TollLeg *leg)
{
  guint64 map = 0;

  for (guint i = 0; i < toll_leg_n_fields; i++)
    {
      const TollField *field = &toll_leg_fields[i];
      gboolean is_there = field->kind == TOLL_FIELD_TEXT ? *toll_field_get_text (field, leg) != '\0'
                                                         : toll_field_get_int (field, leg) != 0;

      map |= (guint64) is_there << i;
    }
  return map;
}

static guint8 *
put_map (guint8 *at, guint64 map)
{
  guint8 *n_bytes = at + 1;

  at[0] = PACK_VERSION;
  for (at += 2; map != 0; map >>= 8)
    *at++ = (guint8) map;
  *n_bytes = (guint8) (at - n_bytes - 1);
  return at;
}

/* The most bytes the fields of @map may take. */
static gsize
measure (const TollLeg *leg, guint64 map)
{
  gsize n = 2 + sizeof map;

  for (guint i = 0; i < toll_leg_n_fields; i++)
    {
      const TollField *field = &toll_leg_fields[i];

      if ((map >> i & 1) == 0)
        continue;
      n += MAX_VARINT + GUID_BYTES;
      if (field->kind == TOLL_FIELD_TEXT)
        n += strlen (toll_field_get_text (field, leg));
    }
  return n;
}

void
toll_leg_pack (const TollLeg *leg, GByteArray *out)
{
  guint64 map = map_fields (leg);
  Recent recent = { { "", "" } };
  gsize n_before = out->len;
  guint8 *at;

  g_byte_array_set_size (out, n_before + measure (leg, map));
  at = put_map (out->data + n_before, map);
  for (guint i = 0; i < toll_leg_n_fields; i++)
    {
      const TollField *field = &toll_leg_fields[i];
      const gboolean is_there = (map >> i & 1) != 0;

      if (field->kind == TOLL_FIELD_TEXT)
        {
          const char *text = toll_field_get_text (field, leg);
          const char *two_before = remember (&recent, text);

          if (is_there)
            at = put_text (at, text, strlen (text), two_before);
        }
      else if (is_there)
        at = put_figure (at, field, leg);
    }
  g_byte_array_set_size (out, at - out->data);
}

/* -- unpacking -- */

/* The bytes that are left. */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
} Bytes;

static gboolean
get_varint (Bytes *bytes, guint64 *value)
{
  *value = 0;
  for (guint shift = 0; bytes->at < bytes->end && shift < 64; shift += 7)
    {
      guint8 byte = *bytes->at++;

      *value |= (guint64) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Returns: NULL when they are not there. */
static const guint8 *
get_bytes (Bytes *bytes, gsize n)
{
  const guint8 *at = bytes->at;

  if (n > (gsize) (bytes->end - at))
    return NULL;
  bytes->at += n;
  return at;
}

static const char *
guid_from_bytes (const guint8 *bytes, TollArena *arena)
{
  static const char digits[] = "0123456789abcdef";
  char text[GUID_CHARS];

  for (guint i = 0, n = 0; i < GUID_CHARS; i++)
    if (is_guid_dash (i))
      text[i] = '-';
    else
      {
        text[i] = digits[n % 2 == 0 ? bytes[n / 2] >> 4 : bytes[n / 2] & 0xf];
        n++;
      }
  return toll_arena_strndup (arena, text, GUID_CHARS);
}

static const char *
phone_from_bytes (const guint8 *bytes, TollArena *arena)
{
  char text[PHONE_CHARS + 1];

  g_snprintf (text, sizeof text, PHONE_TAG "%02X%02X%02X%02X%02X%02X", bytes[0], bytes[1],
              bytes[2], bytes[3], bytes[4], bytes[5]);
  return toll_arena_strndup (arena, text, PHONE_CHARS);
}

static const char *
address_from_bytes (const guint8 *bytes, TollArena *arena)
{
  char text[ADDRESS_MAX_CHARS + 1];

  g_snprintf (text, sizeof text, "%u.%u.%u.%u", bytes[0], bytes[1], bytes[2], bytes[3]);
  return toll_arena_strdup (arena, text);
}

static const char *
digits_from_bytes (const guint8 *bytes, gsize length, TollArena *arena)
{
  char *text = toll_arena_alloc (arena, length + 1);

  for (gsize i = 0; i < length; i++)
    text[i] = digit_chars[i % 2 == 0 ? bytes[i / 2] >> 4 : bytes[i / 2] & 0xf];
  return text;
}

/* Returns: NULL when the bytes are cut short. */
static const char *
get_text (Bytes *bytes, const char *two_before, TollArena *arena)
{
  guint64 how;
  gsize length;
  const guint8 *at;

  if (!get_varint (bytes, &how))
    return NULL;
  switch (how)
    {
    case TEXT_AGAIN:
      return two_before;
    case TEXT_GUID:
      at = get_bytes (bytes, GUID_BYTES);
      return at != NULL ? guid_from_bytes (at, arena) : NULL;
    case TEXT_PHONE:
      at = get_bytes (bytes, PHONE_BYTES);
      return at != NULL ? phone_from_bytes (at, arena) : NULL;
    case TEXT_ADDRESS:
      at = get_bytes (bytes, ADDRESS_BYTES);
      return at != NULL ? address_from_bytes (at, arena) : NULL;
    default:
      length = (how - TEXT_PLAIN) / 2;
      if ((how - TEXT_PLAIN) % 2 == 0)
        {
          at = get_bytes (bytes, length);
          return at != NULL ? toll_arena_strndup (arena, (const char *) at, length) : NULL;
        }
      at = get_bytes (bytes, length / 2 + length % 2);
      return at != NULL ? digits_from_bytes (at, length, arena) : NULL;
    }
}

static gboolean
get_figure (Bytes *bytes, const TollField *field, TollLeg *leg)
{
  char *member = (char *) leg + field->offset;
  gint64 base = get_base (field, leg);
  guint64 value;

  if (!get_varint (bytes, &value))
    return FALSE;
  if (field->kind == TOLL_FIELD_U32)
    {
      *(guint32 *) member = (guint32) ((base == 0 ? value : unfold_sign (value)) + (guint64) base);
      return TRUE;
    }
  if (value != 1)
    value = unfold_sign (value >> 1) * 1000;
  else if (get_varint (bytes, &value))
    value = unfold_sign (value);
  else
    return FALSE;
  *(gint64 *) member = (gint64) (value + (guint64) base);
  return TRUE;
}

static gboolean
get_map (Bytes *bytes, guint64 *map)
{
  const guint8 *head = get_bytes (bytes, 2);
  const guint8 *at = head != NULL && head[0] == PACK_VERSION && head[1] <= sizeof *map
                         ? get_bytes (bytes, head[1])
                         : NULL;

  if (at == NULL)
    return FALSE;
  *map = 0;
  for (guint i = 0; i < head[1]; i++)
    *map |= (guint64) at[i] << (8 * i);
  return toll_leg_n_fields == MAX_FIELDS || *map >> toll_leg_n_fields == 0;
}

gboolean
toll_leg_unpack (
    TollLeg *leg, const guint8 *bytes, gsize n_bytes, TollArena *arena, GError **error)
{
  Bytes left = { bytes, bytes + n_bytes };
  Recent recent = { { "", "" } };
  guint64 map;

  toll_leg_init (leg);
  if (!get_map (&left, &map))
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                   "A stored leg is of a form this version does not know");
      return FALSE;
    }
  for (guint i = 0; i < toll_leg_n_fields; i++)
    {
      const TollField *field = &toll_leg_fields[i];
      const gboolean is_there = (map >> i & 1) != 0;
      gboolean is_ok = TRUE;

      if (field->kind == TOLL_FIELD_TEXT)
        {
          const char *text = is_there ? get_text (&left, recent.texts[0], arena) : "";

          is_ok = text != NULL;
          *(const char **) ((char *) leg + field->offset) = text != NULL ? text : "";
          remember (&recent, text);
        }
      else if (is_there)
        is_ok = get_figure (&left, field, leg);
      if (!is_ok)
        {
          g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                       "A stored leg is cut short at field '%s'", field->name);
          return FALSE;
        }
    }
  return TRUE;
}
