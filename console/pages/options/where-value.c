/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms of a restriction's value: one shows, by table. Main thread. */

#include "config.h"
#include "console/pages/options/where-value.h"

#include <glib/gi18n.h>

#include "console/pages/options/id-drop.h"
#include "console/pages/options/many-button.h"
#include "console/pages/options/names-entry.h"

typedef enum
{
  FORM_TEXT,
  FORM_LIST,
  FORM_BETWEEN,
  FORM_WORD,
  FORM_WORDS,
  FORM_NONE,
} Form;

struct _ConsoleWhereValue
{
  GtkBox parent_instance;
  ConsoleNamesEntry *entry;
  ConsoleNamesEntry *upper;
  GtkWidget *word;
  ConsoleManyButton *words;
  Form form;
  char *field; /* whose words are in */
  gboolean is_setting;
};

static guint edited_signal;

G_DEFINE_FINAL_TYPE (ConsoleWhereValue, console_where_value, GTK_TYPE_BOX)

/* What to type, by kind. */
static const struct
{
  const char *kind;
  const char *hint;
} hints[] = {
  { "duration", N_ ("Seconds") },
  { "instant", N_ ("2026-03-02 18:30") },
  { "day", N_ ("2026-03-02") },
  { "minute", N_ ("18:30") },
  { "phone", N_ ("Number") },
};

static const char *
hint_of (const ConsoleOptionField *field, Form form)
{
  for (guint i = 0; field != NULL && i < G_N_ELEMENTS (hints); i++)
    if (g_str_equal (hints[i].kind, field->kind))
      return _ (hints[i].hint);
  return form == FORM_LIST ? _ ("Several with “;” between them") : _ ("Value");
}

static Form
form_of (const ConsoleOptionField *field, const char *op)
{
  gboolean is_list = g_str_equal (op, "in") || g_str_equal (op, "not_in") ||
                     g_str_equal (op, "key") || g_str_equal (op, "not_key");

  if (g_str_equal (op, "empty") || g_str_equal (op, "not_empty"))
    return FORM_NONE;
  if (g_str_equal (op, "between") || g_str_equal (op, "not_between"))
    return FORM_BETWEEN;
  if (field != NULL && *field->value_ids != NULL && !g_str_has_suffix (op, "key"))
    return is_list ? FORM_WORDS : FORM_WORD;
  return is_list ? FORM_LIST : FORM_TEXT;
}

static void
edited_cb (ConsoleWhereValue *self)
{
  if (!self->is_setting)
    g_signal_emit (self, edited_signal, 0);
}

static void
fill_words (ConsoleWhereValue *self, const ConsoleOptionField *field)
{
  if (field == NULL || g_str_equal (self->field, field->id))
    return;
  g_free (self->field);
  self->field = g_strdup (field->id);
  console_id_drop_clear (GTK_DROP_DOWN (self->word));
  console_many_button_clear (self->words);
  for (guint i = 0; field->value_ids[i] != NULL; i++)
    {
      console_id_drop_add (GTK_DROP_DOWN (self->word), field->value_ids[i],
                           field->value_titles[i]);
      console_many_button_add (self->words, field->value_ids[i], field->value_titles[i]);
    }
}

void
console_where_value_set_form (ConsoleWhereValue *self, const ConsoleOptionField *field,
                              const char *op)
{
  g_return_if_fail (CONSOLE_IS_WHERE_VALUE (self));
  self->form = form_of (field, op);
  self->is_setting = TRUE;
  fill_words (self, field);
  console_names_entry_set_field (self->entry, field, self->form == FORM_LIST);
  console_names_entry_set_hint (self->entry, hint_of (field, self->form));
  console_names_entry_set_hint (self->upper, hint_of (field, self->form));
  gtk_widget_set_visible (GTK_WIDGET (self->entry), self->form <= FORM_BETWEEN);
  gtk_widget_set_visible (GTK_WIDGET (self->upper), self->form == FORM_BETWEEN);
  gtk_widget_set_visible (self->word, self->form == FORM_WORD);
  gtk_widget_set_visible (GTK_WIDGET (self->words), self->form == FORM_WORDS);
  self->is_setting = FALSE;
}

void
console_where_value_set_texts (ConsoleWhereValue *self, const char *const *texts)
{
  const char *upper[2] = { NULL }, *lower[2] = { NULL };

  g_return_if_fail (CONSOLE_IS_WHERE_VALUE (self));
  self->is_setting = TRUE;
  if (self->form == FORM_BETWEEN && texts[0] != NULL)
    {
      lower[0] = texts[0];
      upper[0] = texts[1];
      console_names_entry_set_texts (self->entry, lower);
      console_names_entry_set_texts (self->upper, upper);
    }
  else if (self->form <= FORM_LIST)
    console_names_entry_set_texts (self->entry, texts);
  else if (self->form == FORM_WORD && texts[0] != NULL)
    console_id_drop_set (GTK_DROP_DOWN (self->word), texts[0]);
  else if (self->form == FORM_WORDS)
    console_many_button_set_chosen (self->words, texts);
  self->is_setting = FALSE;
}

static GStrv
dup_both (ConsoleWhereValue *self)
{
  g_auto (GStrv) lower = console_names_entry_dup_texts (self->entry);
  g_auto (GStrv) upper = console_names_entry_dup_texts (self->upper);
  GStrv both = g_new0 (char *, 3);

  if (lower[0] == NULL || upper[0] == NULL)
    return both;
  both[0] = g_strdup (lower[0]);
  both[1] = g_strdup (upper[0]);
  return both;
}

GStrv
console_where_value_dup_texts (ConsoleWhereValue *self)
{
  g_auto (GStrv) texts = NULL;

  g_return_val_if_fail (CONSOLE_IS_WHERE_VALUE (self), NULL);
  switch (self->form)
    {
    case FORM_NONE:
      return g_new0 (char *, 1);
    case FORM_BETWEEN:
      texts = dup_both (self);
      break;
    case FORM_WORD:
      texts = g_new0 (char *, 2);
      texts[0] = g_strdup (console_id_drop_get (GTK_DROP_DOWN (self->word)));
      break;
    case FORM_WORDS:
      texts = console_many_button_dup_chosen (self->words);
      break;
    default:
      texts = console_names_entry_dup_texts (self->entry);
    }
  return texts[0] != NULL ? g_steal_pointer (&texts) : NULL;
}

static void
console_where_value_finalize (GObject *object)
{
  g_free (CONSOLE_WHERE_VALUE (object)->field);
  G_OBJECT_CLASS (console_where_value_parent_class)->finalize (object);
}

static void
console_where_value_class_init (ConsoleWhereValueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_where_value_finalize;
  edited_signal = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_where_value_init (ConsoleWhereValue *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  self->field = g_strdup ("");
}

static void
add (ConsoleWhereValue *self, gpointer child, const char *signal)
{
  gtk_widget_set_hexpand (child, TRUE);
  gtk_box_append (GTK_BOX (self), child);
  g_signal_connect_object (child, signal, G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
console_where_value_new (ConsoleOptionSource *source)
{
  ConsoleWhereValue *self = g_object_new (CONSOLE_TYPE_WHERE_VALUE, NULL);

  self->entry = CONSOLE_NAMES_ENTRY (console_names_entry_new (source, _ ("Value")));
  self->upper = CONSOLE_NAMES_ENTRY (console_names_entry_new (source, _ ("Upper value")));
  self->word = console_id_drop_new (_ ("Value"));
  self->words = g_object_new (CONSOLE_TYPE_MANY_BUTTON, NULL);
  console_many_button_set_words (self->words, _ ("Values"), _ ("Choose…"));
  add (self, self->entry, "edited");
  add (self, self->upper, "edited");
  add (self, self->word, "notify::selected");
  add (self, self->words, "edited");
  return GTK_WIDGET (self);
}
