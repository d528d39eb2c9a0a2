/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From words and settings to a row of the outbox. Pure but for the row.
 */
#include "config.h"

#include "collector/notify/letter.h"

#include "collector/store/mail-store.h"
#include "shared/base/error.h"
#include "shared/base/mail-address.h"

#define MIB (1024.0 * 1024.0)

/* Returns: (transfer full): as servers have them, each once. */
static char **
dup_ascii (const char *const *addresses)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; addresses[i] != NULL; i++)
    {
      g_autofree char *address = toll_mail_address_to_ascii (addresses[i]);

      if (!toll_mail_address_is_among (address, addresses, i))
        g_strv_builder_add (builder, address);
    }
  return g_strv_builder_end (builder);
}

CollectorLetter *
collector_letter_new (const CollectorMailSettings *settings, const CollectorMessage *message,
                      GError **error)
{
  g_autoptr (CollectorLetter) letter = NULL;
  g_autofree char *reply_to = toll_mail_address_to_ascii (settings->reply_to);
  CollectorMessage whole = *message;

  if (*settings->sender == '\0')
    {
      toll_error_set_field (error, "mail_sender", "the address that mail comes from is wanting");
      return NULL;
    }
  letter = g_new0 (CollectorLetter, 1);
  letter->sender = toll_mail_address_to_ascii (settings->sender);
  letter->recipients = dup_ascii (message->recipients);
  letter->id = collector_message_new_id (letter->sender);
  whole.id = letter->id;
  whole.sender = letter->sender;
  whole.sender_name = settings->sender_name;
  whole.reply_to = reply_to;
  whole.recipients = (const char *const *) letter->recipients;
  letter->content = collector_message_build (&whole, error);
  if (letter->content == NULL)
    return NULL;
  if (g_bytes_get_size (letter->content) > settings->max_bytes)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_TOO_LARGE,
                   "the mail would have %.1f MiB; the setting mail_max_mib allows %.0f",
                   g_bytes_get_size (letter->content) / MIB, settings->max_bytes / MIB);
      return NULL;
    }
  letter->subject = g_strdup (message->subject);
  letter->made_ms = message->made_ms;
  return g_steal_pointer (&letter);
}

void
collector_letter_free (CollectorLetter *letter)
{
  if (letter == NULL)
    return;
  g_free (letter->id);
  g_free (letter->sender);
  g_strfreev (letter->recipients);
  g_free (letter->subject);
  g_clear_pointer (&letter->content, g_bytes_unref);
  g_free (letter);
}

gboolean
collector_letter_put (const CollectorLetter *letter, CollectorDb *db, gint64 schedule_run_id,
                      GError **error)
{
  const CollectorMail mail = {
    .message_id = letter->id,
    .sender = letter->sender,
    .subject = letter->subject,
    .made_ms = letter->made_ms,
    .schedule_run_id = schedule_run_id,
  };

  return collector_mail_store_put (db, &mail, (const char *const *) letter->recipients,
                                   letter->content, error);
}
