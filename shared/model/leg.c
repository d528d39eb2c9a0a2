/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One call detail record: its field table and its packed form. The packed form is what the ledger
 * keeps of every record, so a call can be assembled again when a late leg arrives.
 */
#include "config.h"

#include "shared/model/leg.h"

#include "shared/base/error.h"

#include <string.h>

#define PACK_VERSION 1

#define TEXT(member) { #member, G_STRUCT_OFFSET (TollLeg, member), TOLL_FIELD_TEXT }
#define U32(member)  { #member, G_STRUCT_OFFSET (TollLeg, member), TOLL_FIELD_U32 }
#define I64(member)  { #member, G_STRUCT_OFFSET (TollLeg, member), TOLL_FIELD_I64 }

/* Ordered so that what most records leave empty comes last and costs nothing. */
const TollField toll_leg_fields[] = {
  TEXT (cluster),
  U32 (manager_id),
  U32 (global_call_id),
  U32 (orig_leg_id),
  U32 (dest_leg_id),
  I64 (setup_ms),
  I64 (connect_ms),
  I64 (disconnect_ms),
  I64 (duration_ms),
  TEXT (calling_number),
  TEXT (calling_partition),
  TEXT (original_called_number),
  TEXT (original_called_partition),
  TEXT (final_called_number),
  TEXT (final_called_partition),
  TEXT (last_redirect_number),
  TEXT (last_redirect_partition),
  TEXT (orig_device),
  TEXT (dest_device),
  U32 (orig_cause),
  U32 (dest_cause),
  U32 (orig_termination_behalf),
  U32 (dest_termination_behalf),
  U32 (called_pattern_usage),
  U32 (incoming_protocol),
  U32 (outgoing_protocol),
  U32 (orig_node),
  U32 (dest_node),
  U32 (orig_span),
  U32 (dest_span),
  U32 (orig_codec),
  U32 (dest_codec),
  TEXT (orig_address),
  TEXT (dest_address),
  TEXT (pkid),
  U32 (orig_redirect_behalf),
  U32 (last_redirect_behalf),
  U32 (orig_redirect_reason),
  U32 (last_redirect_reason),
  U32 (join_behalf),
  U32 (orig_conversation_id),
  U32 (dest_conversation_id),
  U32 (routing_reason),
  U32 (secured_status),
  U32 (was_queued),
  I64 (queue_ms),
  TEXT (calling_user),
  TEXT (called_user),
  TEXT (outpulsed_calling_number),
  TEXT (outpulsed_called_number),
  TEXT (hunt_pilot_number),
  TEXT (hunt_pilot_partition),
  TEXT (comment),
  TEXT (authorization_description),
  TEXT (authorization_code),
  U32 (authorization_level),
  TEXT (client_matter_code),
  TEXT (mobile_calling_number),
  TEXT (mobile_called_number),
  I64 (mobile_orig_ms),
  I64 (mobile_dest_ms),
};
const guint toll_leg_n_fields = G_N_ELEMENTS (toll_leg_fields);

void
toll_leg_init (TollLeg *leg)
{
  memset (leg, 0, sizeof *leg);
  for (guint i = 0; i < toll_leg_n_fields; i++)
    if (toll_leg_fields[i].kind == TOLL_FIELD_TEXT)
      *(const char **) ((char *) leg + toll_leg_fields[i].offset) = "";
}

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
get_varint (const guint8 **at, const guint8 *end, guint64 *value)
{
  *value = 0;
  for (guint shift = 0; *at < end && shift < 64; shift += 7)
    {
      guint8 byte = *(*at)++;

      *value |= (guint64) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        return TRUE;
    }
  return FALSE;
}

/* How a text is packed: nothing, the text of the text field two before it again (numbers and
 * partitions repeat), a GUID in its 16 bytes, or its length + TEXT_PLAIN and its bytes. */
enum
{
  TEXT_EMPTY,
  TEXT_AGAIN,
  TEXT_GUID,
  TEXT_PLAIN,
};

#define GUID_CHARS 36
#define GUID_BYTES 16

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

static gboolean
is_guid_dash (guint at)
{
  return at == 8 || at == 13 || at == 18 || at == 23;
}

/* Only a GUID in small letters comes back as it was. */
static gboolean
guid_to_bytes (const char *text, gsize length, guint8 bytes[GUID_BYTES])
{
  guint n = 0;

  if (length != GUID_CHARS)
    return FALSE;
  for (guint i = 0; i < GUID_CHARS; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (is_guid_dash (i) ? text[i] != '-' : digit < 0 || g_ascii_isupper (text[i]))
        return FALSE;
      if (is_guid_dash (i))
        continue;
      bytes[n / 2] = n % 2 == 0 ? (guint8) (digit << 4) : bytes[n / 2] | (guint8) digit;
      n++;
    }
  return TRUE;
}

static const char *
guid_from_bytes (const guint8 *bytes, TollArena *arena)
{
  static const char digits[] = "0123456789abcdef";
  char text[GUID_CHARS];
  guint n = 0;

  for (guint i = 0; i < GUID_CHARS; i++)
    if (is_guid_dash (i))
      text[i] = '-';
    else
      {
        text[i] = digits[n % 2 == 0 ? bytes[n / 2] >> 4 : bytes[n / 2] & 0xf];
        n++;
      }
  return toll_arena_strndup (arena, text, GUID_CHARS);
}

static guint
count_used_fields (const TollLeg *leg)
{
  guint n = toll_leg_n_fields;

  while (n > 0)
    {
      const TollField *field = &toll_leg_fields[n - 1];

      if (field->kind == TOLL_FIELD_TEXT ? *toll_field_get_text (field, leg) != '\0'
                                         : toll_field_get_int (field, leg) != 0)
        break;
      n--;
    }
  return n;
}

static void
pack_figure (guint64 figure, GByteArray *out)
{
  guint8 buffer[10];

  g_byte_array_append (out, buffer, put_varint (buffer, figure) - buffer);
}

static void
pack_text (const char *text, Recent *recent, GByteArray *out)
{
  gsize length = strlen (text);
  const char *two_before = remember (recent, text);
  guint8 guid[GUID_BYTES];

  if (length == 0)
    pack_figure (TEXT_EMPTY, out);
  else if (strcmp (text, two_before) == 0)
    pack_figure (TEXT_AGAIN, out);
  else if (guid_to_bytes (text, length, guid))
    {
      pack_figure (TEXT_GUID, out);
      g_byte_array_append (out, guid, sizeof guid);
    }
  else
    {
      pack_figure (length + TEXT_PLAIN, out);
      g_byte_array_append (out, (const guint8 *) text, length);
    }
}

void
toll_leg_pack (const TollLeg *leg, GByteArray *out)
{
  guint n = count_used_fields (leg);
  guint8 head[2] = { PACK_VERSION, (guint8) n };
  Recent recent = { { "", "" } };

  g_byte_array_append (out, head, sizeof head);
  for (guint i = 0; i < n; i++)
    if (toll_leg_fields[i].kind == TOLL_FIELD_TEXT)
      pack_text (toll_field_get_text (&toll_leg_fields[i], leg), &recent, out);
    else
      pack_figure ((guint64) toll_field_get_int (&toll_leg_fields[i], leg), out);
}

/* Returns: NULL when the bytes are cut short. */
static const char *
unpack_text (guint64 how, Recent *recent, const guint8 **at, const guint8 *end, TollArena *arena)
{
  gsize length = how == TEXT_GUID ? GUID_BYTES : how >= TEXT_PLAIN ? how - TEXT_PLAIN : 0;
  const guint8 *bytes = *at;
  const char *text;

  if (length > (gsize) (end - bytes))
    return NULL;
  *at += length;
  if (how == TEXT_AGAIN)
    text = recent->texts[0];
  else if (how == TEXT_GUID)
    text = guid_from_bytes (bytes, arena);
  else
    text = toll_arena_strndup (arena, (const char *) bytes, length);
  remember (recent, text);
  return text;
}

static gboolean
unpack_field (TollLeg *leg, const TollField *field, Recent *recent, const guint8 **at,
              const guint8 *end, TollArena *arena)
{
  char *member = (char *) leg + field->offset;
  guint64 figure;

  if (!get_varint (at, end, &figure))
    return FALSE;
  switch (field->kind)
    {
    case TOLL_FIELD_TEXT:
      *(const char **) member = unpack_text (figure, recent, at, end, arena);
      return *(const char **) member != NULL;
    case TOLL_FIELD_U32:
      *(guint32 *) member = (guint32) figure;
      break;
    case TOLL_FIELD_I64:
      *(gint64 *) member = (gint64) figure;
      break;
    }
  return TRUE;
}

gboolean
toll_leg_unpack (
    TollLeg *leg, const guint8 *bytes, gsize n_bytes, TollArena *arena, GError **error)
{
  const guint8 *at = bytes + 2, *end = bytes + n_bytes;
  guint n = n_bytes >= 2 ? bytes[1] : 0;
  Recent recent = { { "", "" } };

  toll_leg_init (leg);
  if (n_bytes < 2 || bytes[0] != PACK_VERSION || n > toll_leg_n_fields)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                   "A stored leg is of a form this version does not know");
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    if (!unpack_field (leg, &toll_leg_fields[i], &recent, &at, end, arena))
      {
        g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                     "A stored leg is cut short at field '%s'", toll_leg_fields[i].name);
        return FALSE;
      }
  return TRUE;
}
