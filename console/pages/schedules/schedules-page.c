/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of schedules. Main thread. */

#include "config.h"
#include "console/pages/schedules/schedules-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/pages/removal.h"
#include "console/pages/schedule-words.h"
#include "console/pages/schedules/schedule-row.h"

#define ASK_AGAIN_MS 700
#define MOST_QUESTIONS 40 /* while something runs */

struct _ConsoleSchedulesPage
{
  ConsolePage parent_instance;
  GtkListBox *list;
  gboolean is_narrow;
  guint timer;
  guint n_questions;
};

G_DEFINE_FINAL_TYPE (ConsoleSchedulesPage, console_schedules_page, CONSOLE_TYPE_PAGE)

static ConsoleScheduleRow *
get_row (ConsoleSchedulesPage *self, guint index)
{
  return CONSOLE_SCHEDULE_ROW (gtk_list_box_get_row_at_index (self->list, index));
}

static JsonObject *
find (ConsoleSchedulesPage *self, const char *id)
{
  ConsoleScheduleRow *row;

  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    if (g_str_equal (console_json_text (console_schedule_row_get (row), "id"), id))
      return console_schedule_row_get (row);
  return NULL;
}

/* ---- What shows ---- */

/* Rows that are there already stay, with the focus that may be in them. */
static void
show (ConsoleSchedulesPage *self, GPtrArray *schedules)
{
  ConsoleSession *session = console_page_get_session (CONSOLE_PAGE (self));
  GTimeZone *zone = console_session_get_zone (session);
  gboolean show_owner = console_me_is_administrator (console_session_get_me (session));
  ConsoleScheduleRow *row;
  guint i = 0;

  while ((row = get_row (self, i)) != NULL)
    {
      const char *id = console_json_text (console_schedule_row_get (row), "id");

      if (i < schedules->len && g_str_equal (console_json_text (schedules->pdata[i], "id"), id))
        console_schedule_row_set (row, schedules->pdata[i++], zone, show_owner);
      else
        gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
  for (; i < schedules->len; i++)
    {
      row = g_object_new (CONSOLE_TYPE_SCHEDULE_ROW, NULL);
      console_schedule_row_set (row, schedules->pdata[i], zone, show_owner);
      console_schedule_row_set_narrow (row, self->is_narrow);
      gtk_list_box_append (self->list, GTK_WIDGET (row));
    }
}

static gboolean
again_cb (gpointer data)
{
  ConsoleSchedulesPage *self = data;

  self->timer = 0;
  console_page_refresh (CONSOLE_PAGE (self));
  return G_SOURCE_REMOVE;
}

/* Something was asked for or is on its way: what comes of it shows by itself. */
static gboolean
is_running (JsonObject *schedule)
{
  JsonObject *run = console_json_object (schedule, "last_run");

  return console_json_flag (schedule, "is_asked")
         || (g_str_equal (console_json_text (run, "state"), "waiting")
             && !console_schedule_run_is_bad (run));
}

static void
watch (ConsoleSchedulesPage *self, GPtrArray *schedules)
{
  gboolean runs = FALSE;

  for (guint i = 0; i < schedules->len; i++)
    runs = runs || is_running (schedules->pdata[i]);
  if (!runs)
    self->n_questions = 0;
  else if (self->timer == 0 && self->n_questions < MOST_QUESTIONS)
    {
      self->n_questions++;
      self->timer = g_timeout_add (ASK_AGAIN_MS, again_cb, self);
    }
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  g_autoptr (GPtrArray) schedules = g_ptr_array_new ();
  JsonArray *items = console_json_array (answer, "items");
  ConsoleSchedulesPage *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    {
      console_page_set_failed (CONSOLE_PAGE (self), _ ("The Schedules Could Not Be Loaded"),
                               error);
      return;
    }
  for (guint i = 0; i < console_json_length (items); i++)
    if (!console_schedule_is_over (console_json_at (items, i)))
      g_ptr_array_add (schedules, console_json_at (items, i));
  show (self, schedules);
  watch (self, schedules);
  if (schedules->len > 0)
    console_page_set_ready (CONSOLE_PAGE (self));
  else
    console_page_set_empty (CONSOLE_PAGE (self), "mail-send-symbolic", _ ("Nothing Is Scheduled"),
                            _ ("Run a report, and choose Mail, Schedule there: it is sent by the "
                               "clock."), NULL);
}

static void
console_schedules_page_load (ConsolePage *page)
{
  console_api_client_send_async (console_page_get_client (page), "GET", "/schedules?limit=1000",
                                 NULL, console_page_begin_load (page), listed_cb, page);
}

/* ---- What one does ---- */

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    console_page_toast (user_data, error->message);
  console_page_refresh (user_data);
}

static void
send (ConsoleSchedulesPage *self, const char *method, const char *id, const char *rest,
      JsonObject *body)
{
  g_autofree char *path = g_strconcat ("/schedules/", id, rest, NULL);

  console_api_client_send_async (console_page_get_client (CONSOLE_PAGE (self)), method, path, body,
                                 console_page_get_cancellable (CONSOLE_PAGE (self)), done_cb,
                                 self);
}

static void
enable_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (JsonObject) body = json_object_new ();
  const char *id;
  gboolean enabled;

  g_variant_get (parameter, "(&sb)", &id, &enabled);
  json_object_set_boolean_member (body, "enabled", enabled);
  send (CONSOLE_SCHEDULES_PAGE (widget), "PUT", id, "", body);
}

static void
run_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CONSOLE_SCHEDULES_PAGE (widget)->n_questions = 0;
  send (CONSOLE_SCHEDULES_PAGE (widget), "POST", g_variant_get_string (parameter, NULL), "/run",
        NULL);
}

static void
remove_schedule (ConsoleSchedulesPage *self, JsonObject *schedule)
{
  static const char *const members[] = { "name", "report_id", "spec", "every_n", "every_unit",
                                         "start", "zone", "subject", "body", "recipients",
                                         "format", "skip_empty", "enabled", NULL };

  console_removal_send (CONSOLE_PAGE (self), "/schedules", schedule,
                        console_json_flag (schedule, "is_own") ? members : NULL);
}

static void
confirmed_cb (ConsoleSchedulesPage *self, const char *response, GtkWidget *dialog)
{
  remove_schedule (self, g_object_get_data (G_OBJECT (dialog), "schedule"));
}

/* That of somebody else would come back as one's own: it is asked before, not undone. */
static void
ask_remove (ConsoleSchedulesPage *self, JsonObject *schedule)
{
  /* TRANSLATORS: %s is the name of a schedule */
  g_autofree char *heading =
      g_strdup_printf (_ ("Remove “%s”?"), console_json_text (schedule, "name"));
  /* TRANSLATORS: %s is the name of whoever made it */
  g_autofree char *body = g_strdup_printf (_ ("It belongs to %s, and cannot be brought back."),
                                           console_json_text (schedule, "owner"));
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Cancel"), "remove",
                                    _ ("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_object_set_data_full (G_OBJECT (dialog), "schedule", json_object_ref (schedule),
                          (GDestroyNotify) json_object_unref);
  g_signal_connect_object (dialog, "response::remove", G_CALLBACK (confirmed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ConsoleSchedulesPage *self = CONSOLE_SCHEDULES_PAGE (widget);
  JsonObject *schedule = find (self, g_variant_get_string (parameter, NULL));

  if (schedule != NULL && console_json_flag (schedule, "is_own"))
    remove_schedule (self, schedule);
  else if (schedule != NULL)
    ask_remove (self, schedule);
}

static void
activated_cb (ConsoleSchedulesPage *self, ConsoleScheduleRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-schedule", "s",
                              console_json_text (console_schedule_row_get (row), "id"));
}

static void
console_schedules_page_changed (ConsolePage *page, const char *what, JsonObject *object)
{
  if (g_str_equal (what, "schedule"))
    console_page_refresh (page);
}

static void
console_schedules_page_width_changed (ConsolePage *page, guint width_class)
{
  ConsoleSchedulesPage *self = CONSOLE_SCHEDULES_PAGE (page);
  ConsoleScheduleRow *row;

  self->is_narrow = width_class == 0;
  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    console_schedule_row_set_narrow (row, self->is_narrow);
}

static void
console_schedules_page_dispose (GObject *object)
{
  g_clear_handle_id (&CONSOLE_SCHEDULES_PAGE (object)->timer, g_source_remove);
  G_OBJECT_CLASS (console_schedules_page_parent_class)->dispose (object);
}

static void
console_schedules_page_class_init (ConsoleSchedulesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_schedules_page_dispose;
  page_class->load = console_schedules_page_load;
  page_class->changed = console_schedules_page_changed;
  page_class->width_changed = console_schedules_page_width_changed;
  console_page_class_set_template (page_class, "schedules-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleSchedulesPage, list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "schedules.enable", "(sb)", enable_action);
  gtk_widget_class_install_action (widget_class, "schedules.run", "s", run_action);
  gtk_widget_class_install_action (widget_class, "schedules.remove", "s", remove_action);
}

static void
console_schedules_page_init (ConsoleSchedulesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
