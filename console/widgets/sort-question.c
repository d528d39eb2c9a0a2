/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which heading is pressed the view does not tell in this version of GTK. But its sorter asks that
 * column first, about any two things. Main thread. */

#include "config.h"
#include "console/widgets/sort-question.h"

typedef struct
{
  char *id;
  gboolean was_asked;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->id);
  g_free (question);
}

/* Sorts nothing: it says that its column was asked, and always that the first is the smaller. */
static int
ask_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  ((Question *) user_data)->was_asked = TRUE;
  return -1;
}

void
console_sort_question_add (GtkColumnViewColumn *column, const char *id)
{
  Question *question = g_new0 (Question, 1);
  g_autoptr (GtkSorter) sorter =
      GTK_SORTER (gtk_custom_sorter_new (ask_cb, question, question_free));

  question->id = g_strdup (id);
  g_object_set_data (G_OBJECT (sorter), "question", question);
  gtk_column_view_column_set_sorter (column, sorter);
}

const char *
console_sort_question_get (GtkColumnView *view, gboolean *descending)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr (GObject) a = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) b = g_object_new (G_TYPE_OBJECT, NULL);
  const char *id = NULL;

  *descending =
      gtk_sorter_compare (gtk_column_view_get_sorter (view), a, b) == GTK_ORDERING_LARGER;
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      GtkSorter *sorter = gtk_column_view_column_get_sorter (column);
      Question *question =
          sorter != NULL ? g_object_get_data (G_OBJECT (sorter), "question") : NULL;

      if (question != NULL && question->was_asked)
        {
          id = question->id;
          question->was_asked = FALSE;
        }
    }
  return id;
}
