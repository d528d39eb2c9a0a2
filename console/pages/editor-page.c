/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all editors have in common. What is right the collector says. Main thread. */

#include "config.h"
#include "console/pages/editor-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/client/problem.h"
#include "console/widgets/presence.h"
#include "shared/base/error.h"

typedef struct
{
  GtkWidget *columns; /* body and aside */
  GtkWidget *clamp;
  GtkWidget *scroller;
  GtkWidget *aside;
  GtkWidget *pair;
  GtkRevealer *save_bar;
  GtkLabel *save_text;
  GtkWidget *discard;
  GtkWidget *save;
  ConsoleForm *form;
  char *id;
  JsonObject *answer; /* as the collector gave it last; NULL = a new one */
  gboolean is_touched; /* somebody edited a field since all were filled */
  gboolean saving;
  gboolean is_outdated; /* another desk has saved it meanwhile */
} ConsoleEditorPagePrivate;

enum
{
  PROP_BODY = 1,
  PROP_ASIDE,
  PROP_PAIR,
  N_PROPS
};

G_DEFINE_TYPE_WITH_PRIVATE (ConsoleEditorPage, console_editor_page, CONSOLE_TYPE_PAGE)

#define PRIVATE(self)                                                                             \
  ((ConsoleEditorPagePrivate *) console_editor_page_get_instance_private (                        \
      CONSOLE_EDITOR_PAGE (self)))
#define CLASS(self) CONSOLE_EDITOR_PAGE_GET_CLASS (self)

static gboolean
is_new (ConsoleEditorPage *self)
{
  return !CLASS (self)->is_single && *PRIVATE (self)->id == '\0';
}

static char *
dup_path (ConsoleEditorPage *self)
{
  const char *path = CLASS (self)->path;

  return *PRIVATE (self)->id == '\0' ? g_strdup (path)
                                     : g_strconcat (path, "/", PRIVATE (self)->id, NULL);
}

static void
show_save_bar (ConsoleEditorPage *self, const char *text, gboolean is_error)
{
  ConsoleEditorPagePrivate *own = PRIVATE (self);
  gboolean changed = console_form_is_changed (own->form);

  gtk_label_set_text (own->save_text, text);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (own->save_text), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (own->save_text), "error");
  gtk_widget_set_sensitive (own->save, !own->saving && changed);
  gtk_widget_set_sensitive (own->discard, !own->saving);
  gtk_widget_set_visible (own->discard, !is_new (self));
  console_presence_reveal (own->save_bar, changed || is_error || is_new (self));
}

static void
changed_cb (ConsoleEditorPage *self)
{
  show_save_bar (self,
                 is_new (self) ? _ (CLASS (self)->new_text)
                               : _ ("There are changes that are not saved."),
                 FALSE);
  if (CLASS (self)->edited != NULL)
    CLASS (self)->edited (self);
}

static void
edited_cb (ConsoleEditorPage *self)
{
  PRIVATE (self)->is_touched = TRUE;
  changed_cb (self);
}

static void
need_form (ConsoleEditorPage *self)
{
  ConsoleEditorPagePrivate *own = PRIVATE (self);

  if (own->form != NULL)
    return;
  own->form = console_form_new (own->clamp);
  g_signal_connect_object (own->form, "changed", G_CALLBACK (edited_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
load_form (ConsoleEditorPage *self, JsonObject *fields)
{
  ConsoleEditorPagePrivate *own = PRIVATE (self);
  g_auto (GStrv) locked = console_json_dup_texts (console_json_array (own->answer, "read_only"));
  const char *reason = console_json_text (own->answer, "read_only_reason");

  need_form (self);
  own->is_touched = FALSE;
  if (own->answer == NULL)
    console_form_load_new (own->form, fields);
  else
    console_form_load (own->form, fields, (const char *const *) locked,
                       *reason != '\0' ? reason : NULL);
}

/* @answer: (transfer none): its newest state; NULL = a new one begins. */
static void
take (ConsoleEditorPage *self, JsonObject *answer)
{
  ConsoleEditorPagePrivate *own = PRIVATE (self);
  ConsoleEditorPageClass *klass = CLASS (self);
  g_autoptr (JsonObject) before = own->answer;
  g_autoptr (JsonObject) fields = NULL;

  own->answer = answer != NULL ? json_object_ref (answer) : NULL;
  if (answer == NULL)
    fields = klass->dup_new != NULL ? klass->dup_new (self) : json_object_new ();
  else
    fields = klass->dup_fields != NULL ? klass->dup_fields (self, answer)
                                       : json_object_ref (answer);
  load_form (self, fields);
  if (answer != NULL && !klass->is_single)
    console_editor_page_set_id (self, console_json_text (answer, "id"));
  if (klass->show != NULL)
    klass->show (self, answer);
  changed_cb (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleEditorPage *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    {
      console_page_set_failed (CONSOLE_PAGE (self), _ (CLASS (self)->failed), error);
      return;
    }
  take (self, answer);
  console_page_set_ready (CONSOLE_PAGE (self));
}

static gboolean
console_editor_page_has_changes (ConsolePage *page)
{
  ConsoleEditorPagePrivate *own = PRIVATE (page);

  return console_page_is_ready (page) && own->is_touched && console_form_is_changed (own->form);
}

/* What is typed stays: it is saved or discarded before anything newer comes. */
static void
console_editor_page_load (ConsolePage *page)
{
  ConsoleEditorPage *self = CONSOLE_EDITOR_PAGE (page);
  g_autofree char *path = dup_path (self);

  if (console_editor_page_has_changes (page) || PRIVATE (self)->saving)
    return;
  if (!is_new (self))
    console_api_client_send_async (console_page_get_client (page), "GET", path, NULL,
                                   console_page_begin_load (page), loaded_cb, self);
  else
    {
      take (self, NULL);
      console_page_set_ready (page);
    }
}

void
console_editor_page_show_refusal (ConsoleEditorPage *self, const GError *error,
                                  const char *within, const char *marked)
{
  g_autofree char *path = toll_error_dup_field (error);
  const char *field = path;
  gboolean is_shown;

  g_return_if_fail (CONSOLE_IS_EDITOR_PAGE (self));
  if (field != NULL && g_str_has_prefix (field, within))
    field += strlen (within);
  is_shown = field != NULL
             && console_form_show_error (PRIVATE (self)->form, field,
                                         console_problem_get_reason (error));
  show_save_bar (self, is_shown ? marked : error->message, TRUE);
}

void
console_editor_page_clear_refusal (ConsoleEditorPage *self)
{
  g_return_if_fail (CONSOLE_IS_EDITOR_PAGE (self));
  console_form_clear_errors (PRIVATE (self)->form);
  changed_cb (self);
}

static gboolean
is_outdated (const GError *error)
{
  g_autofree char *field = toll_error_dup_field (error);

  return g_error_matches (error, TOLL_ERROR, TOLL_ERROR_CONFLICT)
         && g_strcmp0 (field, "version") == 0;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleEditorPage *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  PRIVATE (self)->saving = FALSE;
  if (answer == NULL)
    {
      PRIVATE (self)->is_outdated = is_outdated (error);
      if (PRIVATE (self)->is_outdated)
        show_save_bar (self, _ ("This was changed at another desk meanwhile. Discard shows it as it is "
                                "now."),
                       TRUE);
      else if (CLASS (self)->refused == NULL || !CLASS (self)->refused (self, error))
        console_editor_page_show_refusal (self, error, "", _ ("Not saved: see what is marked."));
      return;
    }
  take (self, answer);
  console_page_toast (CONSOLE_PAGE (self), _ ("Saved"));
  console_page_tell_changed (CONSOLE_PAGE (self), CLASS (self)->what, answer);
}

void
console_editor_page_save_with (ConsoleEditorPage *self, const char *member, const char *text)
{
  ConsoleEditorPagePrivate *own = PRIVATE (self);
  ConsolePage *page = CONSOLE_PAGE (self);
  g_autofree char *path = dup_path (self);
  g_autoptr (JsonObject) changes = NULL;

  g_return_if_fail (CONSOLE_IS_EDITOR_PAGE (self));
  if (own->saving)
    return;
  console_form_clear_errors (own->form);
  changes = console_form_dup_changes (own->form);
  if (member != NULL)
    json_object_set_string_member (changes, member, text);
  if (CLASS (self)->complete != NULL)
    CLASS (self)->complete (self, changes);
  /* Of which state they are changes: not of one that came from another desk meanwhile. */
  if (*console_json_text (own->answer, "version") != '\0')
    json_object_set_string_member (changes, "version", console_json_text (own->answer, "version"));
  own->saving = TRUE;
  show_save_bar (self, _ ("Saving…"), FALSE);
  console_api_client_send_async (console_page_get_client (page), is_new (self) ? "POST" : "PUT",
                                 path, changes, console_page_get_cancellable (page), saved_cb,
                                 self);
}

static void
console_editor_page_save (ConsolePage *page)
{
  if (console_page_is_ready (page) && console_form_is_changed (PRIVATE (page)->form))
    console_editor_page_save_with (CONSOLE_EDITOR_PAGE (page), NULL, NULL);
}

static void
save_cb (ConsolePage *page)
{
  console_editor_page_save (page);
}

static void
discard_cb (ConsoleEditorPage *self)
{
  g_autoptr (JsonObject) answer = json_object_ref (PRIVATE (self)->answer);
  gboolean was_outdated = PRIVATE (self)->is_outdated;

  PRIVATE (self)->is_outdated = FALSE;
  console_form_clear_errors (PRIVATE (self)->form);
  take (self, answer);
  if (was_outdated)
    console_page_refresh (CONSOLE_PAGE (self));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleEditorPage *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    {
      console_page_toast (CONSOLE_PAGE (self), error->message);
      return;
    }
  console_page_tell_changed (CONSOLE_PAGE (self), CLASS (self)->what, NULL);
  PRIVATE (self)->is_touched = FALSE; /* nothing is left to be saved */
  console_page_toast (CONSOLE_PAGE (self), _ ("Removed"));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
remove_cb (ConsoleEditorPage *self)
{
  g_autofree char *path = dup_path (self);

  console_api_client_send_async (console_page_get_client (CONSOLE_PAGE (self)), "DELETE", path,
                                 NULL, console_page_get_cancellable (CONSOLE_PAGE (self)),
                                 removed_cb, self);
}

void
console_editor_page_remove (ConsoleEditorPage *self, const char *question, const char *text)
{
  GtkWidget *dialog;

  g_return_if_fail (CONSOLE_IS_EDITOR_PAGE (self));
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), question,
                                   text);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Cancel"), "remove",
                                    _ ("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response::remove", G_CALLBACK (remove_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
console_editor_page_set_id (ConsoleEditorPage *self, const char *id)
{
  g_return_if_fail (CONSOLE_IS_EDITOR_PAGE (self));
  g_free (PRIVATE (self)->id);
  PRIVATE (self)->id = g_strdup (id);
}

const char *
console_editor_page_get_id (ConsoleEditorPage *self)
{
  g_return_val_if_fail (CONSOLE_IS_EDITOR_PAGE (self), "");
  return PRIVATE (self)->id;
}

ConsoleForm *
console_editor_page_get_form (ConsoleEditorPage *self)
{
  g_return_val_if_fail (CONSOLE_IS_EDITOR_PAGE (self), NULL);
  return PRIVATE (self)->form;
}

JsonObject *
console_editor_page_get_answer (ConsoleEditorPage *self)
{
  g_return_val_if_fail (CONSOLE_IS_EDITOR_PAGE (self), NULL);
  return PRIVATE (self)->answer;
}

static void
console_editor_page_width_changed (ConsolePage *page, guint width_class)
{
  ConsoleEditorPagePrivate *own = PRIVATE (page);
  gboolean is_narrow = width_class == 0;
  gboolean is_wide = width_class > 1;

  if (own->pair != NULL)
    {
      gtk_orientable_set_orientation (GTK_ORIENTABLE (own->pair),
                                      is_wide ? GTK_ORIENTATION_HORIZONTAL
                                              : GTK_ORIENTATION_VERTICAL);
      gtk_box_set_homogeneous (GTK_BOX (own->pair), is_wide);
    }
  if (own->aside == NULL)
    return;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (own->columns),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL
                                            : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_reorder_child_after (GTK_BOX (own->columns), own->aside,
                               is_narrow ? NULL : own->scroller);
}

/* Something new begins at its first field; keys that are in it already stay where they are. */
static gboolean
console_editor_page_grab_focus (GtkWidget *widget)
{
  GtkWidget *clamp = PRIVATE (widget)->clamp;
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (is_new (CONSOLE_EDITOR_PAGE (widget))
      && ((focus != NULL && gtk_widget_is_ancestor (focus, clamp))
          || gtk_widget_child_focus (clamp, GTK_DIR_TAB_FORWARD)))
    return TRUE;
  return GTK_WIDGET_CLASS (console_editor_page_parent_class)->grab_focus (widget);
}

static GtkWidget *
make_button (ConsoleEditorPage *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
make_save_bar (ConsoleEditorPage *self)
{
  ConsoleEditorPagePrivate *own = PRIVATE (self);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                                  "xalign", 0.0, "wrap", TRUE, "hexpand", TRUE, NULL);

  own->save_text = GTK_LABEL (text);
  own->discard = make_button (self, _ ("Discard"), G_CALLBACK (discard_cb));
  own->save = make_button (self, _ ("Save"), G_CALLBACK (save_cb));
  gtk_widget_add_css_class (own->save, "suggested-action");
  gtk_widget_add_css_class (bar, "save-bar");
  gtk_box_append (GTK_BOX (bar), text);
  gtk_box_append (GTK_BOX (bar), own->discard);
  gtk_box_append (GTK_BOX (bar), own->save);
  own->save_bar = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_transition_type (own->save_bar, GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_child (own->save_bar, bar);
  return GTK_WIDGET (own->save_bar);
}

static void
console_editor_page_set_property (GObject *object, guint id, const GValue *value,
                                  GParamSpec *pspec)
{
  ConsoleEditorPagePrivate *own = PRIVATE (object);

  if (id == PROP_BODY)
    adw_clamp_set_child (ADW_CLAMP (own->clamp), g_value_get_object (value));
  else if (id == PROP_ASIDE)
    {
      own->aside = g_value_get_object (value);
      gtk_widget_set_hexpand (own->aside, FALSE);
      gtk_box_append (GTK_BOX (own->columns), own->aside);
    }
  else if (id == PROP_PAIR)
    {
      own->pair = g_value_get_object (value);
      adw_clamp_set_maximum_size (ADW_CLAMP (own->clamp), 1044);
      adw_clamp_set_tightening_threshold (ADW_CLAMP (own->clamp), 864);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
console_editor_page_finalize (GObject *object)
{
  ConsoleEditorPagePrivate *own = PRIVATE (object);

  g_clear_object (&own->form);
  g_clear_pointer (&own->answer, json_object_unref);
  g_free (own->id);
  G_OBJECT_CLASS (console_editor_page_parent_class)->finalize (object);
}

static void
console_editor_page_class_init (ConsoleEditorPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = console_editor_page_set_property;
  object_class->finalize = console_editor_page_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = console_editor_page_grab_focus;
  page_class->load = console_editor_page_load;
  page_class->save = console_editor_page_save;
  page_class->has_changes = console_editor_page_has_changes;
  page_class->width_changed = console_editor_page_width_changed;
  g_object_class_install_property (
      object_class, PROP_BODY, g_param_spec_object ("body", NULL, NULL, GTK_TYPE_WIDGET, flags));
  g_object_class_install_property (
      object_class, PROP_ASIDE,
      g_param_spec_object ("aside", NULL, NULL, GTK_TYPE_WIDGET, flags));
  g_object_class_install_property (
      object_class, PROP_PAIR, g_param_spec_object ("pair", NULL, NULL, GTK_TYPE_BOX, flags));
}

static void
console_editor_page_init (ConsoleEditorPage *self)
{
  ConsoleEditorPagePrivate *own = PRIVATE (self);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  own->id = g_strdup ("");
  own->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  own->clamp = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (own->clamp), 720);
  gtk_widget_add_css_class (own->clamp, "home");
  own->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (own->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (own->scroller), own->clamp);
  gtk_widget_set_hexpand (own->scroller, TRUE);
  gtk_widget_set_vexpand (own->columns, TRUE);
  gtk_widget_set_vexpand (own->scroller, TRUE);
  gtk_box_append (GTK_BOX (own->columns), own->scroller);
  gtk_box_append (GTK_BOX (content), own->columns);
  gtk_box_append (GTK_BOX (content), make_save_bar (self));
  g_object_set (self, "content", content, NULL);
}
