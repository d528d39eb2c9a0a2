/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An answer in the making: status, a few header fields, JSON written straight into its text.
 */
#include "config.h"

#include "collector/api/reply.h"

#include <unistd.h>

#include "collector/api/problem.h"

struct _CollectorReply
{
  guint status;
  TollJsonWriter *json;
  GString *problem;
  GString *text;    /* (nullable): instead of JSON */
  const char *type; /* of text or file */
  int fd;           /* -1 = no file */
  gint64 n_bytes;   /* of it */
  GPtrArray *headers; /* name, value, name, value: names static, values owned by @values */
  GPtrArray *values;
  gboolean is_stream;
  CollectorStream stream;
  char *note; /* (nullable) */
};

CollectorReply *
collector_reply_new (void)
{
  CollectorReply *reply = g_new0 (CollectorReply, 1);

  reply->status = 200;
  reply->fd = -1;
  reply->headers = g_ptr_array_new ();
  reply->values = g_ptr_array_new_with_free_func (g_free);
  return reply;
}

static void
close_file (CollectorReply *reply)
{
  if (reply->fd >= 0)
    close (reply->fd);
  reply->fd = -1;
}

void
collector_reply_free (CollectorReply *reply)
{
  if (reply == NULL)
    return;
  close_file (reply);
  g_clear_pointer (&reply->json, toll_json_writer_free);
  if (reply->problem != NULL)
    g_string_free (reply->problem, TRUE);
  if (reply->text != NULL)
    g_string_free (reply->text, TRUE);
  g_ptr_array_unref (reply->headers);
  g_ptr_array_unref (reply->values);
  g_free (reply->note);
  g_free (reply);
}

TollJsonWriter *
collector_reply_get_json (CollectorReply *reply)
{
  if (reply->json == NULL)
    reply->json = toll_json_writer_new ();
  return reply->json;
}

void
collector_reply_take_text (CollectorReply *reply, GString *text, const char *type)
{
  if (reply->text != NULL)
    g_string_free (reply->text, TRUE);
  reply->text = text;
  reply->type = type;
}

void
collector_reply_take_file (CollectorReply *reply, int fd, gint64 n_bytes, const char *type)
{
  close_file (reply);
  reply->fd = fd;
  reply->n_bytes = n_bytes;
  reply->type = type;
}

int
collector_reply_steal_file (CollectorReply *reply, gint64 *n_bytes, const char **type)
{
  int fd = reply->fd;

  *n_bytes = reply->n_bytes;
  *type = reply->type;
  reply->fd = -1;
  return fd;
}

void
collector_reply_set_status (CollectorReply *reply, guint status)
{
  reply->status = status;
}

void
collector_reply_add_header (CollectorReply *reply, const char *name, const char *value)
{
  char *copy = g_strdup (value);

  g_ptr_array_add (reply->values, copy);
  g_ptr_array_add (reply->headers, (gpointer) name);
  g_ptr_array_add (reply->headers, copy);
}

void
collector_reply_set_retry (CollectorReply *reply, gint64 seconds)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);

  if (seconds > 0)
    collector_reply_add_header (reply, "Retry-After", text);
}

void
collector_reply_take_note (CollectorReply *reply, char *note)
{
  g_free (reply->note);
  reply->note = note;
}

const char *
collector_reply_get_note (const CollectorReply *reply)
{
  return reply->note;
}

void
collector_reply_set_stream (CollectorReply *reply, const CollectorStream *stream)
{
  reply->is_stream = TRUE;
  reply->stream = *stream;
}

guint
collector_reply_get_status (const CollectorReply *reply)
{
  return reply->status;
}

gboolean
collector_reply_get_stream (const CollectorReply *reply, CollectorStream *stream)
{
  *stream = reply->stream;
  return reply->is_stream;
}

void
collector_reply_set_error (CollectorReply *reply, const GError *error)
{
  g_clear_pointer (&reply->json, toll_json_writer_free);
  if (reply->problem != NULL)
    g_string_free (reply->problem, TRUE);
  reply->is_stream = FALSE;
  close_file (reply);
  reply->problem = collector_problem_from_error (error, &reply->status);
  if (reply->status == 401)
    collector_reply_add_header (reply, "WWW-Authenticate", "Bearer");
}

GString *
collector_reply_take_body (CollectorReply *reply, const char **type)
{
  if (reply->problem != NULL)
    {
      *type = "application/problem+json";
      return g_steal_pointer (&reply->problem);
    }
  if (reply->text != NULL)
    {
      *type = reply->type;
      return g_steal_pointer (&reply->text);
    }
  *type = "application/json";
  return reply->json != NULL ? toll_json_writer_finish (reply->json) : NULL;
}

void
collector_reply_visit_headers (const CollectorReply *reply, CollectorReplyHeaderVisit visit,
                               gpointer data)
{
  for (guint i = 0; i + 1 < reply->headers->len; i += 2)
    visit (reply->headers->pdata[i], reply->headers->pdata[i + 1], data);
}
