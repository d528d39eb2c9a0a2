/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A card: a heading with a menu, and what the widget answers. Main thread. */

#include "config.h"
#include "console/pages/dashboard/widget-card.h"

#include <glib/gi18n.h>

#include "console/charts/chart-words.h"
#include "console/client/json.h"
#include "console/pages/result/result-period.h"

struct _ConsoleWidgetCard
{
  GtkBox parent_instance;
  GtkLabel *title;
  GtkLabel *period;
  GtkMenuButton *menu;
  gboolean has_menu;
  gboolean menu_is_folded; /* it was made for */
  ConsoleWidgetBody *body;

  JsonObject *placed;
  ConsoleReportResult *result; /* (nullable) */
  char *shown;                 /* (nullable): of the answer that shows: what is the same stays */
  char *failure;               /* (nullable): why there is no answer */
  GTimeZone *own_zone;         /* of who looks */
};

G_DEFINE_FINAL_TYPE (ConsoleWidgetCard, console_widget_card, GTK_TYPE_BOX)

static guint shown_signal;

const char *
console_widget_card_get_id (ConsoleWidgetCard *self)
{
  return console_json_text (self->placed, "id");
}

const char *
console_widget_card_get_title (ConsoleWidgetCard *self)
{
  const char *own = console_json_text (self->placed, "title");
  const char *name = console_json_text (self->placed, "name");

  if (*own != '\0')
    return own;
  /* Without its report a personal one is called by what it was. */
  if (console_json_flag (self->placed, "is_personal")
      && (*console_json_text (self->placed, "report_id") != '\0'
          || *console_json_text (self->placed, "kept_name") != '\0'))
    return name;
  return console_chart_words_translate (name);
}

gboolean
console_widget_card_is_folded (ConsoleWidgetCard *self)
{
  return console_json_flag (self->placed, "minimised");
}

const char *
console_widget_card_get_report_id (ConsoleWidgetCard *self)
{
  return console_json_text (self->placed, "report_id");
}

char *
console_widget_card_dup_question (ConsoleWidgetCard *self)
{
  JsonObject *spec = console_json_object (self->placed, "report_spec");

  return spec != NULL ? console_json_to_text (spec) : g_strdup ("{}");
}

const TollReportDoc *
console_widget_card_get_doc (ConsoleWidgetCard *self)
{
  return self->result != NULL ? console_report_result_get_doc (self->result) : NULL;
}

JsonObject *
console_widget_card_dup_placed (ConsoleWidgetCard *self)
{
  JsonObject *placed = json_object_new (), *spec = console_json_object (self->placed, "spec");

  json_object_set_string_member (placed, "id", console_widget_card_get_id (self));
  json_object_set_string_member (placed, "widget", console_json_text (self->placed, "widget"));
  json_object_set_string_member (placed, "title", console_json_text (self->placed, "title"));
  json_object_set_string_member (placed, "kept_name",
                                 console_json_text (self->placed, "kept_name"));
  json_object_set_object_member (placed, "spec",
                                 spec != NULL ? json_object_ref (spec) : json_object_new ());
  json_object_set_boolean_member (placed, "minimised", console_widget_card_is_folded (self));
  return placed;
}

gboolean
console_widget_card_is_waiting (ConsoleWidgetCard *self)
{
  return self->result == NULL && self->failure == NULL;
}

gboolean
console_widget_card_is_slow (ConsoleWidgetCard *self)
{
  JsonObject *problem = console_json_object (self->placed, "problem");

  return problem != NULL && g_str_equal (console_json_text (problem, "code"), "timeout")
         && self->result == NULL;
}

/* TRUE when the report that it showed is no more, for who looks. */
static gboolean
is_gone (ConsoleWidgetCard *self)
{
  JsonObject *problem = console_json_object (self->placed, "problem");

  return problem != NULL && console_json_flag (self->placed, "is_personal")
         && g_str_equal (console_json_text (problem, "code"), "not-found");
}

/* ---- What it shows ---- */

static void
show_menu (ConsoleWidgetCard *self)
{
  static const struct
  {
    const char *label, *action;
  } items[] = {
    { N_ ("Refresh"), "dashboard.refresh" }, { N_ ("Open as Report"), "dashboard.report" },
    { N_ ("Change…"), "dashboard.change" },  { NULL, "dashboard.fold" },
    { N_ ("Close"), "dashboard.close" },
  };
  g_autoptr (GMenu) menu = g_menu_new ();
  gboolean is_folded = console_widget_card_is_folded (self);

  /* One that is open just now goes on being so. */
  if (self->has_menu && self->menu_is_folded == is_folded)
    return;
  self->has_menu = TRUE;
  self->menu_is_folded = is_folded;
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      const char *label = items[i].label != NULL ? _ (items[i].label)
                          : is_folded           ? _ ("Show Whole")
                                                : _ ("Minimise");
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, items[i].action, "s",
                                         console_widget_card_get_id (self));
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->menu, G_MENU_MODEL (menu));
}

static void
show_heading (ConsoleWidgetCard *self)
{
  const char *title = console_widget_card_get_title (self);
  const char *question = console_json_text (self->placed, "question");
  /* TRANSLATORS: what the menu of a widget is called; %s is the widget's title */
  g_autofree char *menu = g_strdup_printf (_ ("Menu of %s"), title);

  gtk_label_set_text (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title),
                               *question != '\0' ? console_chart_words_translate (question) : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu,
                                  -1);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->menu))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->body), !console_widget_card_is_folded (self));
  show_menu (self);
}

/* Whose days and hours they are is said where they are not those of who looks.
 * Returns: (transfer full). */
static char *
dup_period (ConsoleWidgetCard *self, GTimeZone *zone)
{
  g_autofree char *period
      = console_result_dup_period (console_report_result_get_doc (self->result), self->own_zone);
  const char *name = g_time_zone_get_identifier (zone);

  if (g_str_equal (name, g_time_zone_get_identifier (self->own_zone)))
    return g_steal_pointer (&period);
  /* TRANSLATORS: a period and the time zone that it is of */
  return g_strdup_printf (C_ ("period", "%s · %s"), period, name);
}

void
console_widget_card_fill (ConsoleWidgetCard *self, GtkLabel *title, GtkLabel *period,
                          ConsoleWidgetBody *body)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *text = NULL;

  gtk_label_set_text (title, console_widget_card_get_title (self));
  if (self->result == NULL)
    {
      gtk_label_set_text (period, "");
      console_widget_body_say (body, self->failure != NULL                    ? self->failure
                                     : console_widget_card_is_slow (self) ? _ ("Still counting…")
                                                                          : _ ("Loading…"));
      return;
    }
  zone = console_result_dup_zone (console_report_result_get_doc (self->result), self->own_zone);
  text = dup_period (self, zone);
  gtk_label_set_text (period, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (period), text);
  console_widget_body_show (body, self->result, console_json_text (self->placed, "headline"),
                            zone);
}

static void
show (ConsoleWidgetCard *self)
{
  console_widget_card_fill (self, self->title, self->period, self->body);
  if (self->result == NULL && is_gone (self))
    console_widget_body_offer_removal (self->body, console_widget_card_get_id (self));
  g_signal_emit (self, shown_signal, 0);
}

/* @failed: taken. */
static void
show_failure (ConsoleWidgetCard *self, char *failed)
{
  g_clear_object (&self->result);
  g_free (self->failure);
  self->failure = failed;
  show (self);
}

/* What an answer shows, without when it was made: two that show the same have the same. */
static char *
dup_shown (JsonObject *doc)
{
  static const char *const parts[] = { "title", "period", "columns", "rows", "totals", "chart" };
  g_autoptr (JsonObject) shown = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (json_object_has_member (doc, parts[i]))
      json_object_set_member (shown, parts[i], json_object_dup_member (doc, parts[i]));
  return console_json_to_text (shown);
}

/* @doc: a document; the widget's question goes with it. */
static void
take_doc (ConsoleWidgetCard *self, JsonObject *doc)
{
  g_autofree char *shown = dup_shown (doc);
  g_autoptr (ConsoleReportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *spec = console_json_object (self->placed, "report_spec");

  if (self->result != NULL && g_strcmp0 (shown, self->shown) == 0)
    return;
  if (spec != NULL)
    json_object_set_object_member (doc, "spec", json_object_ref (spec));
  result = console_report_result_new (doc, &error);
  if (result == NULL)
    {
      show_failure (self, g_strdup (error->message));
      return;
    }
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  g_clear_pointer (&self->failure, g_free);
  g_set_object (&self->result, result);
  show (self);
}

void
console_widget_card_set_answer (ConsoleWidgetCard *self, JsonObject *answer, const GError *error)
{
  if (answer != NULL)
    take_doc (self, answer);
  else
    show_failure (self, g_strdup (error->message));
}

void
console_widget_card_update (ConsoleWidgetCard *self, JsonObject *placed)
{
  JsonObject *doc = console_json_object (placed, "doc");
  JsonObject *problem = console_json_object (placed, "problem");

  json_object_ref (placed);
  g_clear_pointer (&self->placed, json_object_unref);
  self->placed = placed;
  show_heading (self);
  if (doc != NULL)
    take_doc (self, doc);
  else if (problem == NULL)
    return;
  else if (!g_str_equal (console_json_text (problem, "code"), "timeout"))
    show_failure (self, g_strdup (is_gone (self) ? _ ("This report was deleted, or it is no longer "
                                                      "shared with you.")
                                                 : console_json_text (problem, "detail")));
  else if (self->result == NULL)
    show (self);
}

void
console_widget_card_set_folded (ConsoleWidgetCard *self, gboolean is_folded)
{
  json_object_set_boolean_member (self->placed, "minimised", is_folded);
  show_heading (self);
}

/* ---- Making it ---- */

static gboolean
key_cb (ConsoleWidgetCard *self, guint key, guint code, GdkModifierType state)
{
  static const struct
  {
    guint key;
    int across, down;
  } moves[] = { { GDK_KEY_Left, -1, 0 }, { GDK_KEY_Right, 1, 0 }, { GDK_KEY_Up, 0, -1 },
                { GDK_KEY_Down, 0, 1 } };
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if ((state & GDK_CONTROL_MASK) == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].key == key)
      {
        gtk_widget_activate_action (GTK_WIDGET (self), "dashboard.move", "(sii)",
                                    console_widget_card_get_id (self),
                                    is_rtl ? -moves[i].across : moves[i].across, moves[i].down);
        return TRUE;
      }
  return FALSE;
}

static GdkContentProvider *
prepare_drag_cb (ConsoleWidgetCard *self)
{
  return gdk_content_provider_new_typed (CONSOLE_TYPE_WIDGET_CARD, self);
}

static void
begin_drag_cb (ConsoleWidgetCard *self, GdkDrag *drag, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 24, 24);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dragged");
}

static void
end_drag_cb (ConsoleWidgetCard *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "dragged");
}

/* Without the most rows that a card has room for. Returns: (transfer full). */
static char *
dup_whole_question (ConsoleWidgetCard *self)
{
  g_autofree char *text = console_widget_card_dup_question (self);
  g_autoptr (JsonObject) question = console_json_parse (text, -1, NULL);

  if (question == NULL)
    return g_steal_pointer (&text);
  json_object_remove_member (question, "limit");
  return console_json_to_text (question);
}

static void
rest_activated_cb (ConsoleWidgetCard *self)
{
  g_autofree char *question = dup_whole_question (self);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-report", "(sss)",
                              console_widget_card_get_report_id (self),
                              console_widget_card_get_title (self), question);
}

static void
pressed_cb (ConsoleWidgetCard *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
add_controllers (ConsoleWidgetCard *self, GtkWidget *heading)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (heading, GTK_EVENT_CONTROLLER (click));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (prepare_drag_cb), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (begin_drag_cb), self);
  g_signal_connect_swapped (source, "drag-end", G_CALLBACK (end_drag_cb), self);
  gtk_widget_add_controller (heading, GTK_EVENT_CONTROLLER (source));
}

static GtkWidget *
make_heading (ConsoleWidgetCard *self)
{
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->period = GTK_LABEL (gtk_label_new (NULL));
  self->menu = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_wrap (self->title, TRUE);
  gtk_label_set_xalign (self->period, 0);
  gtk_label_set_ellipsize (self->period, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->period), "widget-period");
  gtk_menu_button_set_icon_name (self->menu, "view-more-symbolic");
  gtk_menu_button_set_has_frame (self->menu, FALSE);
  gtk_widget_set_valign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->period));
  gtk_box_append (GTK_BOX (heading), words);
  gtk_box_append (GTK_BOX (heading), GTK_WIDGET (self->menu));
  gtk_widget_add_css_class (heading, "widget-head");
  return heading;
}

static void
console_widget_card_dispose (GObject *object)
{
  g_clear_object (&CONSOLE_WIDGET_CARD (object)->result);
  G_OBJECT_CLASS (console_widget_card_parent_class)->dispose (object);
}

static void
console_widget_card_finalize (GObject *object)
{
  ConsoleWidgetCard *self = CONSOLE_WIDGET_CARD (object);

  g_clear_pointer (&self->placed, json_object_unref);
  g_clear_pointer (&self->own_zone, g_time_zone_unref);
  g_free (self->shown);
  g_free (self->failure);
  G_OBJECT_CLASS (console_widget_card_parent_class)->finalize (object);
}

static void
console_widget_card_class_init (ConsoleWidgetCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_widget_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_widget_card_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  shown_signal = g_signal_new ("shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_widget_card_init (ConsoleWidgetCard *self)
{
  GtkWidget *heading = make_heading (self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "widget");
  self->body = CONSOLE_WIDGET_BODY (console_widget_body_new ());
  gtk_box_append (GTK_BOX (self), heading);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->body));
  g_signal_connect_swapped (self->body, "rest-activated", G_CALLBACK (rest_activated_cb), self);
  add_controllers (self, heading);
}

ConsoleWidgetCard *
console_widget_card_new (JsonObject *placed, GTimeZone *zone)
{
  ConsoleWidgetCard *self = g_object_new (CONSOLE_TYPE_WIDGET_CARD, NULL);

  self->own_zone = g_time_zone_ref (zone);
  console_widget_card_update (self, placed);
  return self;
}
