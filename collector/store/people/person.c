/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A person as plain data. Any thread.
 */
#include "config.h"

#include "collector/store/people/person.h"

#include <string.h>

#define USUAL_MASK 3

static const char *const kind_names[] = { "extension", "alias", "voicemail", "fax" };
G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == COLLECTOR_N_LINE_KINDS);

static const char *const source_names[] = { "manual", "csv", "ldap", "automatic" };
G_STATIC_ASSERT (G_N_ELEMENTS (source_names) == COLLECTOR_N_PERSON_SOURCES);

void
collector_person_init (CollectorPerson *person)
{
  *person = (CollectorPerson){
    .user_name = "",
    .first_name = "",
    .last_name = "",
    .mail = "",
    .cucm_user_id = "",
    .valid_from_ms = G_MININT64,
    .valid_to_ms = G_MAXINT64,
    .source_key = "",
    .synced = "",
    .language = "en",
    .zone = "",
    .role = COLLECTOR_ROLE_USER,
    .scope = COLLECTOR_SCOPE_OWN,
    .masked_digits = USUAL_MASK,
    .name = "",
    .department = "",
    .cost_centre = "",
    .location = "",
    .manager = "",
  };
  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS; i++)
    person->custom[i] = "";
}

/* Room for one more at powers of two. */
static gpointer
grow (gpointer array, guint n, gsize size, TollArena *arena)
{
  gpointer larger;

  if (n != 0 && (n & (n - 1)) != 0)
    return array;
  larger = toll_arena_alloc (arena, MAX (n, 1) * 2 * size);
  if (n > 0)
    memcpy (larger, array, n * size);
  return larger;
}

const char *
collector_person_get_login (const CollectorPerson *person)
{
  return *person->cucm_user_id != '\0' ? person->cucm_user_id : person->user_name;
}

void
collector_person_add_line (CollectorPerson *person, const CollectorPersonLine *line,
                           TollArena *arena)
{
  person->lines = grow (person->lines, person->n_lines, sizeof *line, arena);
  person->lines[person->n_lines++] = *line;
}

void
collector_person_add_device (CollectorPerson *person, const char *device, TollArena *arena)
{
  person->devices = grow (person->devices, person->n_devices, sizeof *person->devices, arena);
  person->devices[person->n_devices++] = device;
}

gboolean
collector_person_has_same_scope (const CollectorPerson *a, const CollectorPerson *b)
{
  return a->scope == b->scope && a->n_scope_ids == b->n_scope_ids
         && (a->n_scope_ids == 0
             || memcmp (a->scope_ids, b->scope_ids, a->n_scope_ids * sizeof *a->scope_ids) == 0);
}

gboolean
collector_person_has_device (const CollectorPerson *person, const char *device)
{
  for (guint i = 0; i < person->n_devices; i++)
    if (strcmp (person->devices[i], device) == 0)
      return TRUE;
  return FALSE;
}

gboolean
collector_person_has_number (const CollectorPerson *person, const char *number)
{
  for (guint i = 0; i < person->n_lines; i++)
    if (strcmp (person->lines[i].number, number) == 0)
      return TRUE;
  return FALSE;
}

gboolean
collector_person_line_is_same_number (const CollectorPersonLine *a, const CollectorPersonLine *b)
{
  return a->site_id == b->site_id && strcmp (a->number, b->number) == 0
         && strcmp (a->partition, b->partition) == 0;
}

/* Whether @person has the line @line at the same times. */
static gboolean
has_equal_line (const CollectorPerson *person, const CollectorPersonLine *line)
{
  for (guint i = 0; i < person->n_lines; i++)
    if (collector_person_line_is_same_number (&person->lines[i], line)
        && person->lines[i].kind == line->kind
        && person->lines[i].valid_from_ms == line->valid_from_ms
        && person->lines[i].valid_to_ms == line->valid_to_ms)
      return TRUE;
  return FALSE;
}

gboolean
collector_person_has_same_extensions (const CollectorPerson *before, const CollectorPerson *after,
                                      gint64 now_ms, int *index)
{
  *index = -1;
  for (guint i = 0; i < after->n_lines; i++)
    if (after->lines[i].kind == COLLECTOR_LINE_EXTENSION
        && !has_equal_line (before, &after->lines[i]))
      {
        *index = i;
        return FALSE;
      }
  for (guint i = 0; i < before->n_lines; i++)
    if (before->lines[i].kind == COLLECTOR_LINE_EXTENSION && before->lines[i].valid_to_ms > now_ms
        && !has_equal_line (after, &before->lines[i]))
      return FALSE;
  return TRUE;
}

gboolean
collector_person_can_sign_in (const CollectorPerson *person, gint64 now_ms)
{
  return !person->disabled && (person->has_password || person->binds)
         && person->valid_from_ms <= now_ms && now_ms < person->valid_to_ms;
}

gboolean
collector_person_is_synced (const CollectorPerson *person, const char *name)
{
  static const char *const rights[] = { "role", "scope", "disabled", NULL };
  gsize length = strlen (name);

  if (person->has_password && g_strv_contains (rights, name))
    return FALSE;
  for (const char *at = strstr (person->synced, name); at != NULL; at = strstr (at + 1, name))
    if ((at == person->synced || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
      return TRUE;
  return FALSE;
}

gboolean
collector_person_is_custom_synced (const CollectorPerson *person, guint index)
{
  g_autofree char *name = g_strdup_printf ("custom[%u]", index);

  return collector_person_is_synced (person, name);
}

char *
collector_person_fold (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *plain = apart != NULL ? g_utf8_casefold (apart, -1) : g_strdup ("");
  GString *folded = g_string_new (NULL);

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (folded, g_utf8_get_char (p));
  return g_string_free (folded, FALSE);
}

static int
index_of (const char *const *names, guint n_names, const char *name)
{
  for (guint i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return -1;
}

const char *
collector_line_kind_to_name (CollectorLineKind kind)
{
  return (guint) kind < COLLECTOR_N_LINE_KINDS ? kind_names[kind] : "unknown";
}

gboolean
collector_line_kind_from_name (const char *name, CollectorLineKind *kind)
{
  int index = index_of (kind_names, G_N_ELEMENTS (kind_names), name);

  if (index >= 0)
    *kind = index;
  return index >= 0;
}

const char *
collector_person_source_to_name (CollectorPersonSource source)
{
  return (guint) source < COLLECTOR_N_PERSON_SOURCES ? source_names[source] : "unknown";
}

gboolean
collector_person_source_from_name (const char *name, CollectorPersonSource *source)
{
  int index = index_of (source_names, G_N_ELEMENTS (source_names), name);

  if (index >= 0)
    *source = index;
  return index >= 0;
}
