/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many calls a result is about, and how long it took. Main thread. */

#include "config.h"
#include "console/pages/result/result-facts.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/widgets/format.h"

struct _ConsoleResultFacts
{
  GtkLabel *label;
  ConsoleApiClient *client;
  GCancellable *counting; /* (nullable) */
  gint64 took_ms;         /* of the first page; counting is not part of it */
};

ConsoleResultFacts *
console_result_facts_new (GtkLabel *label, ConsoleApiClient *client)
{
  ConsoleResultFacts *self = g_new0 (ConsoleResultFacts, 1);

  self->label = label;
  self->client = g_object_ref (client);
  return self;
}

void
console_result_facts_stop (ConsoleResultFacts *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}

void
console_result_facts_free (ConsoleResultFacts *self)
{
  console_result_facts_stop (self);
  g_object_unref (self->client);
  g_free (self);
}

/* Without the count the line says what it said before. */
static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ConsoleResultFacts *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_upload_finish (CONSOLE_API_CLIENT (source), result, &error);
  g_autofree char *calls = NULL, *took = NULL, *facts = NULL;

  if (answer == NULL || console_json_int (answer, "calls", -1) < 0)
    return;
  calls = console_format_calls (console_json_int (answer, "calls", 0));
  took = console_format_count (self->took_ms);
  /* TRANSLATORS: "5,773 calls", and the number of milliseconds that it took */
  facts = g_strdup_printf (_ ("%s · %s ms"), calls, took);
  gtk_label_set_text (self->label, facts);
}

/* Counting may take long: it goes where long work goes. */
static void
count (ConsoleResultFacts *self, const char *report_id, JsonObject *spec)
{
  g_autoptr (GString) path = g_string_new ("/reports/");
  g_autofree char *text = console_json_to_text (spec);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  g_string_append_uri_escaped (path, report_id, NULL, FALSE);
  g_string_append (path, "/count");
  self->counting = g_cancellable_new ();
  console_api_client_upload_async (self->client, path->str, "application/json", body, NULL,
                                   self->counting, counted_cb, self);
}

/* TRUE for rows that are calls, or steps of them; other tables are about something else. */
static gboolean
lists_calls (const TollReportDoc *doc)
{
  return doc->rows->len > 0 && toll_report_doc_get_row (doc, 0)->call_id != 0;
}

void
console_result_facts_show (ConsoleResultFacts *self, const char *report_id,
                           ConsoleReportResult *result)
{
  const TollReportDoc *doc = console_report_result_get_doc (result);
  g_autofree char *took = console_format_count (doc->took_ms);
  g_autofree char *calls = console_format_calls (doc->n_calls);
  g_autofree char *facts = NULL;

  console_result_facts_stop (self);
  self->took_ms = doc->took_ms;
  if (doc->n_calls < 0)
    /* TRANSLATORS: how long the answer took; %s is a number of milliseconds */
    facts = g_strdup_printf (_ ("%s ms"), took);
  else if (g_str_equal (doc->source, "totals"))
    /* TRANSLATORS: "5,773 calls", and the number of milliseconds that it took */
    facts = g_strdup_printf (_ ("%s · from totals · %s ms"), calls, took);
  else
    /* TRANSLATORS: "5,773 calls", and the number of milliseconds that it took */
    facts = g_strdup_printf (_ ("%s · counted one by one · %s ms"), calls, took);
  gtk_label_set_text (self->label, facts);
  if (doc->n_calls < 0 && lists_calls (doc))
    count (self, report_id, console_report_result_get_spec (result));
}
