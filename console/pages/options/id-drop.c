/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids beside the texts of a drop-down. Main thread. */

#include "config.h"
#include "console/pages/options/id-drop.h"

#include "console/widgets/column-access.h"

#define IDS_KEY "console-id-drop-ids"

static GPtrArray *
ids_of (GtkDropDown *drop)
{
  return g_object_get_data (G_OBJECT (drop), IDS_KEY);
}

static void
set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer ellipsizes)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (ellipsizes != NULL)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer ellipsizes)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkListItemFactory *
make_factory (gboolean ellipsizes)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), GINT_TO_POINTER (ellipsizes));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GINT_TO_POINTER (ellipsizes));
  return factory;
}

GtkWidget *
console_id_drop_new (const char *label)
{
  GtkWidget *drop = gtk_drop_down_new (G_LIST_MODEL (gtk_string_list_new (NULL)), NULL);
  g_autoptr (GtkListItemFactory) shown = make_factory (TRUE);
  g_autoptr (GtkListItemFactory) listed = make_factory (FALSE);

  g_object_set_data_full (G_OBJECT (drop), IDS_KEY, g_ptr_array_new_with_free_func (g_free),
                          (GDestroyNotify) g_ptr_array_unref);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop), shown);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (drop), listed);
  gtk_widget_set_valign (drop, GTK_ALIGN_CENTER);
  /* The keys are with the button inside, which is what is read out then. */
  console_column_access_set_label (drop, label);
  console_column_access_set_label (gtk_widget_get_first_child (drop), label);
  return drop;
}

void
console_id_drop_clear (GtkDropDown *drop)
{
  GPtrArray *ids = ids_of (drop);

  gtk_string_list_splice (GTK_STRING_LIST (gtk_drop_down_get_model (drop)), 0, ids->len, NULL);
  g_ptr_array_set_size (ids, 0);
}

void
console_id_drop_add (GtkDropDown *drop, const char *id, const char *title)
{
  g_ptr_array_add (ids_of (drop), g_strdup (id));
  gtk_string_list_append (GTK_STRING_LIST (gtk_drop_down_get_model (drop)), title);
}

void
console_id_drop_set (GtkDropDown *drop, const char *id)
{
  GPtrArray *ids = ids_of (drop);
  guint i = 0;

  while (i < ids->len && !g_str_equal (ids->pdata[i], id))
    i++;
  if (i == ids->len)
    console_id_drop_add (drop, id, id);
  gtk_drop_down_set_selected (drop, i);
}

const char *
console_id_drop_get (GtkDropDown *drop)
{
  GPtrArray *ids = ids_of (drop);
  guint chosen = gtk_drop_down_get_selected (drop);

  return chosen < ids->len ? ids->pdata[chosen] : "";
}
