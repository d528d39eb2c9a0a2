/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages by GMime, which knows how headers are folded and encoded. What would add a header of
 * its own is refused before it gets there. Pure; any thread.
 */
#include "config.h"

#include "collector/notify/message.h"

#include <gmime/gmime.h>
#include <sodium.h>
#include <string.h>

#include "shared/base/error.h"
#include "shared/base/line.h"
#include "shared/base/mail-address.h"

#define LONGEST_LINE 200 /* characters */
#define ID_BYTES 16

/* GMime declares none. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeTextPart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimePart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMultipart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeObject, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeDataWrapper, g_object_unref)

static void
ensure_gmime (void)
{
  static gsize once;

  if (!g_once_init_enter (&once))
    return;
  g_mime_init ();
  g_once_init_leave (&once, 1);
}

char *
collector_message_new_id (const char *sender)
{
  const char *at = strrchr (sender, '@');
  unsigned char random[ID_BYTES];
  char hex[2 * ID_BYTES + 1];

  randombytes_buf (random, sizeof random);
  sodium_bin2hex (hex, sizeof hex, random, sizeof random);
  return g_strconcat (hex, at != NULL ? at : "@localhost", NULL);
}

gboolean
collector_message_check_line (const char *text, const char *field, GError **error)
{
  if (!toll_line_check (text, field, error))
    return FALSE;
  if (g_utf8_strlen (text, -1) <= LONGEST_LINE)
    return TRUE;
  toll_error_set_field (error, field, "must not be longer than %d characters", LONGEST_LINE);
  return FALSE;
}

static gboolean
check (const CollectorMessage *message, GError **error)
{
  if (!toll_mail_address_check (message->sender, "sender", error)
      || (*message->reply_to != '\0'
          && !toll_mail_address_check (message->reply_to, "reply_to", error))
      || !collector_message_check_line (message->sender_name, "sender_name", error)
      || !collector_message_check_line (message->subject, "subject", error)
      || !collector_message_check_line (message->id, "id", error)
      || !collector_message_check_line (message->language, "language", error)
      || (message->attachment_name != NULL
          && !collector_message_check_line (message->attachment_name, "attachment_name", error)))
    return FALSE;
  if (message->recipients[0] == NULL)
    {
      toll_error_set_field (error, "recipients", "somebody must be written to");
      return FALSE;
    }
  for (guint i = 0; message->recipients[i] != NULL; i++)
    if (!toll_mail_address_check (message->recipients[i], "recipients", error))
      return FALSE;
  return TRUE;
}

static void
add_text (GMimeMultipart *parent, const char *subtype, const char *text)
{
  g_autoptr (GMimeTextPart) part = g_mime_text_part_new_with_subtype (subtype);

  g_mime_text_part_set_charset (part, "utf-8");
  g_mime_text_part_set_text (part, text);
  g_mime_part_set_content_encoding (GMIME_PART (part), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  g_mime_multipart_add (parent, GMIME_OBJECT (part));
}

static void
add_attachment (GMimeMultipart *parent, const CollectorMessage *message)
{
  g_auto (GStrv) type = g_strsplit (message->attachment_type, "/", 2);
  g_autoptr (GMimePart) part = g_mime_part_new_with_type (type[0], type[1]);
  g_autoptr (GMimeStream) stream = NULL;
  g_autoptr (GMimeDataWrapper) content = NULL;
  gconstpointer bytes;
  gsize n_bytes;

  bytes = g_bytes_get_data (message->attachment, &n_bytes);
  stream = g_mime_stream_mem_new_with_buffer (bytes, n_bytes);
  content = g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);
  g_mime_part_set_content (part, content);
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_BASE64);
  g_mime_part_set_filename (part, message->attachment_name);
  g_mime_multipart_add (parent, GMIME_OBJECT (part));
}

/* Returns: (transfer full): text and HTML, and the file beside them. */
static GMimeObject *
make_body (const CollectorMessage *message)
{
  g_autoptr (GMimeMultipart) body = g_mime_multipart_new_with_subtype ("alternative");
  GMimeMultipart *mixed;

  add_text (body, "plain", message->text);
  if (message->html != NULL)
    add_text (body, "html", message->html);
  if (message->attachment_name == NULL)
    return GMIME_OBJECT (g_steal_pointer (&body));
  mixed = g_mime_multipart_new_with_subtype ("mixed");
  g_mime_multipart_add (mixed, GMIME_OBJECT (body));
  add_attachment (mixed, message);
  return GMIME_OBJECT (mixed);
}

static void
add_headers (GMimeMessage *mime, const CollectorMessage *message)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (message->made_ms / 1000);

  g_mime_message_add_mailbox (mime, GMIME_ADDRESS_TYPE_FROM,
                              *message->sender_name != '\0' ? message->sender_name : NULL,
                              message->sender);
  if (*message->reply_to != '\0')
    g_mime_message_add_mailbox (mime, GMIME_ADDRESS_TYPE_REPLY_TO, NULL, message->reply_to);
  for (guint i = 0; message->recipients[i] != NULL; i++)
    g_mime_message_add_mailbox (mime, GMIME_ADDRESS_TYPE_TO, NULL, message->recipients[i]);
  g_mime_message_set_subject (mime, message->subject, "utf-8");
  g_mime_message_set_date (mime, date);
  g_mime_message_set_message_id (mime, message->id);
  /* Nobody's absence is to be told to us: RFC 3834. */
  g_mime_object_set_header (GMIME_OBJECT (mime), "Auto-Submitted", "auto-generated", NULL);
  if (*message->language != '\0')
    g_mime_object_set_header (GMIME_OBJECT (mime), "Content-Language", message->language, NULL);
}

GBytes *
collector_message_build (const CollectorMessage *message, GError **error)
{
  g_autoptr (GMimeMessage) mime = NULL;
  g_autoptr (GMimeObject) body = NULL;
  g_autoptr (GMimeStream) out = NULL;
  GMimeFormatOptions *format;
  GByteArray *bytes;

  if (!check (message, error))
    return NULL;
  ensure_gmime ();
  mime = g_mime_message_new (FALSE);
  add_headers (mime, message);
  body = make_body (message);
  g_mime_message_set_mime_part (mime, body);
  format = g_mime_format_options_new ();
  g_mime_format_options_set_newline_format (format, GMIME_NEWLINE_FORMAT_DOS);
  g_mime_format_options_set_param_encoding_method (format, GMIME_PARAM_ENCODING_METHOD_RFC2231);
  bytes = g_byte_array_new ();
  out = g_mime_stream_mem_new_with_byte_array (bytes);
  g_mime_stream_mem_set_owner (GMIME_STREAM_MEM (out), FALSE);
  g_mime_object_write_to_stream (GMIME_OBJECT (mime), format, out);
  g_mime_format_options_free (format);
  return g_byte_array_free_to_bytes (bytes);
}
