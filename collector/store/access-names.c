/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose data an entry of the access log is about, by name. Whoever reads the log looks at the entry,
 * not at these people: they are not counted as seen.
 */
#include "config.h"

#include "collector/store/access-names.h"

#include <string.h>

#include "collector/store/people/read.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

struct _CollectorAccessNames
{
  CollectorDb *ledger;
  const CollectorViewer *viewer;
  TollArena *arena;
  GHashTable *names; /* id -> name, "" = nobody the viewer may see */
};

CollectorAccessNames *
collector_access_names_new (CollectorDb *ledger, const CollectorViewer *viewer, TollArena *arena)
{
  CollectorAccessNames *names = g_new0 (CollectorAccessNames, 1);

  names->ledger = ledger;
  names->viewer = viewer;
  names->arena = arena;
  names->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return names;
}

void
collector_access_names_free (CollectorAccessNames *names)
{
  g_hash_table_unref (names->names);
  g_free (names);
}

/* @name: (out): "" for nobody. */
static gboolean
ask (CollectorAccessNames *self, gint64 id, const char **name, GError **error)
{
  g_autoptr (GError) reason = NULL;
  CollectorPerson person;

  *name = "";
  if (collector_people_get (self->ledger, self->viewer, id, self->arena, &person, &reason))
    *name = person.name;
  else if (!g_error_matches (reason, TOLL_ERROR, TOLL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  return TRUE;
}

/* Of who was changed only the address tells. */
static const char *
get_people (const CollectorAccessEntry *entry)
{
  return *entry->people == '\0' && strstr (entry->action, " " TOLL_PATH_PERSON) != NULL
             ? entry->object
             : entry->people;
}

gboolean
collector_access_names_list (CollectorAccessNames *self, const CollectorAccessEntry *entry,
                             guint max, GPtrArray *list, GError **error)
{
  g_auto (GStrv) ids = g_strsplit (get_people (entry), " ", (int) max + 1);

  for (guint i = 0; ids[i] != NULL && i < max; i++)
    {
      const char *name;
      gint64 id;

      if (!g_ascii_string_to_signed (ids[i], 10, 1, G_MAXINT64, &id, NULL))
        continue;
      name = g_hash_table_lookup (self->names, &id);
      if (name == NULL)
        {
          if (!ask (self, id, &name, error))
            return FALSE;
          g_hash_table_insert (self->names, g_memdup2 (&id, sizeof id), (gpointer) name);
        }
      if (*name != '\0')
        g_ptr_array_add (list, (gpointer) name);
    }
  return TRUE;
}
