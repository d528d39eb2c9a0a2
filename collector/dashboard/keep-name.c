/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A card is called like the report that it shows. When that is gone nobody could say which it was: the
 * name is written into the layouts that hold it before. Shared again, the report is called by its own.
 */
#include "config.h"

#include "collector/dashboard/keep-name.h"

#include <string.h>

#include "collector/dashboard/layout.h"
#include "collector/store/dashboard-store.h"
#include "collector/store/mask.h"

/* Whoever gave the name may have typed a whole number, which is not everybody's to see. */
static const char *
find_name (const CollectorPersonalReport *row, gint64 account_id, TollArena *arena)
{
  return account_id == row->account_id ? row->name : collector_mask_text (row->name, 1, arena);
}

/* Returns: (transfer full) (nullable): the layout with the name; NULL when it needs none. */
static char *
dup_named (const char *text, const char *widget, const char *name)
{
  g_autoptr (CollectorLayout) layout = collector_layout_read_text (text, NULL);
  gboolean is_changed = FALSE;

  for (guint i = 0; layout != NULL && i < COLLECTOR_N_ZONES; i++)
    for (guint j = 0; j < layout->zones[i]->len; j++)
      {
        CollectorPlaced *placed = &g_array_index (layout->zones[i], CollectorPlaced, j);

        if (strcmp (placed->widget, widget) != 0 || strcmp (placed->kept_name, name) == 0)
          continue;
        placed->kept_name = name;
        is_changed = TRUE;
      }
  return is_changed ? collector_layout_dup_text (layout) : NULL;
}

static gboolean
keep_in_account (CollectorDb *db, const CollectorPersonalReport *row, const char *widget,
                 gint64 account_id, gint64 now_ms, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autofree char *text = NULL, *named = NULL;

  if (!collector_dashboard_load (db, account_id, &text, error))
    return FALSE;
  named = text != NULL ? dup_named (text, widget, find_name (row, account_id, arena)) : NULL;
  return named == NULL || collector_dashboard_save (db, account_id, named, now_ms, error);
}

static gboolean
keep_in_default (CollectorDb *db, const CollectorPersonalReport *row, const char *widget,
                 CollectorRole role, gint64 now_ms, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autofree char *text = NULL, *named = NULL;

  if (!collector_dashboard_load_default (db, role, &text, error))
    return FALSE;
  named = text != NULL ? dup_named (text, widget, find_name (row, 0, arena)) : NULL;
  return named == NULL || collector_dashboard_save_default (db, role, named, now_ms, error);
}

static gboolean
loses (const CollectorPersonalReport *row, gboolean is_deleted, int role)
{
  return is_deleted || row->share == COLLECTOR_PERSONAL_REPORT_UNSHARED || role < row->share;
}

gboolean
collector_board_keep_name (CollectorDb *db, const CollectorPersonalReport *row,
                           gboolean is_deleted, gint64 now_ms, GError **error)
{
  g_autofree char *widget = g_strdup_printf (COLLECTOR_PERSONAL_WIDGET "%" G_GINT64_FORMAT, row->id);
  g_autoptr (GArray) holders = collector_dashboard_list_holders (db, widget, error);

  if (holders == NULL)
    return FALSE;
  for (guint i = 0; i < holders->len; i++)
    {
      const CollectorDashboardHolder *holder
          = &g_array_index (holders, CollectorDashboardHolder, i);

      if ((is_deleted || holder->account_id != row->account_id)
          && loses (row, is_deleted, holder->role)
          && !keep_in_account (db, row, widget, holder->account_id, now_ms, error))
        return FALSE;
    }
  for (guint role = 0; role < COLLECTOR_N_ROLES; role++)
    if (loses (row, is_deleted, (int) role)
        && !keep_in_default (db, row, widget, role, now_ms, error))
      return FALSE;
  return TRUE;
}
