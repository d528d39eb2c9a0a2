/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stored call becomes what a viewer may see of it: here and nowhere else. Any lane.
 */
#include "config.h"

#include "collector/store/call-row.h"

#include "collector/store/mask.h"

/* Who was called knows the call, but not the codes it was placed with. */
static void
settle_called_side (CollectorCallRow *row, const CollectorViewer *viewer)
{
  TollCall *call = &row->call;

  row->is_called_side
      = !collector_viewer_is_owner (viewer, call->person_id)
        && !collector_viewer_covers (viewer, call->department_id, call->cost_centre_id,
                                     call->location_id);
  if (!row->is_called_side)
    return;
  call->authorization_description = call->client_matter_code = "";
  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS; i++)
    row->custom[i] = "";
}

static CollectorNumberHidden
find_hidden (const CollectorCallRow *row, const CollectorViewer *viewer, CollectorNames *names)
{
  const TollCall *call = &row->call;

  if (collector_viewer_is_owner (viewer, call->person_id)
      || collector_viewer_is_owner (viewer, call->called_person_id))
    return COLLECTOR_NUMBER_SHOWN;
  if (row->is_private)
    return COLLECTOR_NUMBER_PRIVATE;
  if (viewer->hides_free_incoming && call->direction == TOLL_DIRECTION_INCOMING &&
      call->cost_micro == 0)
    return COLLECTOR_NUMBER_FREE_INCOMING;
  if (viewer->hides_individuals
      && (call->direction == TOLL_DIRECTION_INTERNAL
          || collector_names_ask_is_of_house (names, call->number, call->direction)))
    return COLLECTOR_NUMBER_PERSON;
  return COLLECTOR_NUMBER_SHOWN;
}

/* Devices may be called as the number is that they reach. */
static void
mask_devices (CollectorCallRow *row, guint n_digits, TollArena *arena)
{
  TollCall *call = &row->call;

  call->device = collector_mask_device (call->device, n_digits, arena);
  call->called_device = collector_mask_device (call->called_device, n_digits, arena);
  call->gateway = collector_mask_device (call->gateway, n_digits, arena);
  row->gateway_title = collector_mask_device (row->gateway_title, n_digits, arena);
}

/* What a strange line is shown as: without a digit, or not at all. */
static void
hide_lines (CollectorCallRow *row, CollectorNames *names, gboolean is_whole, TollArena *arena)
{
  TollCall *call = &row->call;
  const char **lines[] = { &call->extension, &call->last_extension, &call->first_extension,
                           &call->called_extension };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (collector_names_ask_is_strange (names, *lines[i]))
      *lines[i] = is_whole ? "" : collector_mask_number (*lines[i], COLLECTOR_MASK_ALL, arena);
}

static void
hide_number (CollectorCallRow *row, TollArena *arena)
{
  TollCall *call = &row->call;

  mask_devices (row, 1, arena);

  call->number = call->caller_e164 = call->callee_e164 = call->dialled = "";
  row->number_name = row->stored_number = row->stored_caller = "";
}

/* Leaves when, how long, how much and by which trunk. */
static void
hide_call (CollectorCallRow *row, CollectorNames *names, TollArena *arena)
{
  TollCall *call = &row->call;

  hide_lines (row, names, TRUE, arena);
  hide_number (row, arena);
  call->nation = call->area = call->operator_name = call->rate_prefix = "";
  call->authorization_description = call->client_matter_code = "";
  call->last_extension = "";
}

/* Leaves the other side and what groups whose call it is. What was dialled may be the extension of who
 * forwarded the call, whichever way it went. */
static void
hide_person (CollectorCallRow *row, CollectorNames *names)
{
  TollCall *call = &row->call;

  call->extension = call->partition = call->device = call->login_user = "";
  call->called_extension = call->called_partition = call->called_device = call->called_login = "";
  call->last_extension = call->first_extension = call->authorization_description = "";
  call->dialled = row->name = row->user_name = row->cucm_user_id = "";
  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS; i++)
    row->custom[i] = "";
  row->line_id = 0;
  if (call->direction == TOLL_DIRECTION_INCOMING)
    call->callee_e164 = "";
  else if (call->direction == TOLL_DIRECTION_OUTGOING
           || collector_names_ask_is_of_house (names, call->caller_e164, call->direction))
    call->caller_e164 = "";
}

/* @number: of either side of the call: of an internal one it is shown unless it may be outside. */
static const char *
mask_side (const CollectorCallRow *row, CollectorNames *names, const char *number, TollArena *arena)
{
  gboolean is_strange = row->masked_digits < row->masked_leg_digits
                        && collector_names_ask_is_strange (names, number);

  return collector_mask_number (number, is_strange ? row->masked_leg_digits : row->masked_digits,
                                arena);
}

/* A number of ours where the call came in or ended inside, which is shown unless it may be outside. What
 * was dialled inside may have an access code before it. */
static const char *
mask_dialled (const CollectorCallRow *row, CollectorNames *names, TollArena *arena)
{
  const char *dialled = row->call.dialled, *number = row->stored_number;
  TollDirection direction = row->call.direction;
  gboolean is_strange;

  if (direction == TOLL_DIRECTION_OUTGOING || direction == TOLL_DIRECTION_TRANSIT)
    return collector_mask_party (dialled, number, row->masked_digits, arena);
  is_strange = direction == TOLL_DIRECTION_INCOMING
                   ? collector_names_ask_is_strange_called (names, dialled)
                   : collector_names_ask_is_strange (names, dialled);
  if (is_strange)
    return collector_mask_party (dialled, number, row->masked_leg_digits, arena);
  return collector_mask_known (dialled, number, row->masked_digits, arena);
}

/* Hides the tails of what belongs to the outside. */
static void
mask_call (CollectorCallRow *row, CollectorNames *names, TollArena *arena)
{
  TollCall *call = &row->call;
  const char *number = row->stored_number;
  guint n = row->masked_digits;

  /* Of an incoming call it is of the number of ours that was called. */
  if (call->direction != TOLL_DIRECTION_INCOMING)
    call->rate_prefix = collector_mask_prefix (call->rate_prefix, number, n, arena);
  call->number = collector_mask_number (call->number, n, arena);
  call->caller_e164 = mask_side (row, names, call->caller_e164, arena);
  call->callee_e164 = mask_side (row, names, call->callee_e164, arena);
  call->dialled = mask_dialled (row, names, arena);
  call->authorization_description
      = collector_mask_text (call->authorization_description, row->masked_leg_digits, arena);
  call->client_matter_code = collector_mask_known (call->client_matter_code, number, n, arena);
  mask_devices (row, row->masked_leg_digits, arena);
  call->gateway = collector_mask_known (call->gateway, number, n, arena);
  row->gateway_title = collector_mask_known (row->gateway_title, number, n, arena);
}

/* Who has the number of an internal call. */
static const char *
find_number_name (const CollectorCallRow *row, CollectorNames *names)
{
  const TollCall *call = &row->call;

  if (call->direction != TOLL_DIRECTION_INTERNAL)
    return "";
  return collector_names_ask_holder (names, call->number, call->start_ms);
}

static void
name_person (CollectorNames *names, gboolean is_lean, CollectorCallRow *row)
{
  gint64 id = is_lean ? 0 : row->call.person_id;

  row->name = collector_names_get (names, COLLECTOR_NAMED_PERSON, row->call.person_id);
  row->user_name = collector_names_get (names, COLLECTOR_NAMED_USER_NAME, id);
  row->cucm_user_id = collector_names_get (names, COLLECTOR_NAMED_CUCM_USER_ID, id);
  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS; i++)
    row->custom[i] = collector_names_get (names, COLLECTOR_NAMED_CUSTOM + i, id);
}

/* Where the columns stand. */
enum
{
  OWNER_KEEPS,
  OWNER_KEEPS_WITHOUT_CONTACTS,
  CALLED_KEEPS,
  LEAN,
  LINE = LEAN + 13,
  GATEWAY,
  REST = COLLECTOR_CALL_N_ROW_LEAN_COLUMNS,
  GLOBAL_CALL = COLLECTOR_CALL_N_ROW_COLUMNS - 1,
  NODE = GLOBAL_CALL - 1
};

static void
name_row (CollectorStmt *stmt, CollectorNames *names, gboolean is_lean, CollectorCallRow *row)
{
  const TollCall *call = &row->call;

  row->line_id = collector_stmt_get_int (stmt, LINE);
  name_person (names, is_lean, row);
  row->cost_centre = collector_names_get (names, COLLECTOR_NAMED_COST_CENTRE, call->cost_centre_id);
  row->department = collector_names_get (names, COLLECTOR_NAMED_DEPARTMENT, call->department_id);
  row->location = collector_names_get (names, COLLECTOR_NAMED_LOCATION, call->location_id);
  row->gateway_title = collector_names_get (names, COLLECTOR_NAMED_GATEWAY_TITLE,
                                            collector_stmt_get_int (stmt, GATEWAY));
  row->tariff = collector_names_get (names, COLLECTOR_NAMED_TARIFF, call->tariff_version_id);
  row->version_from_ms = collector_names_get_version_from_ms (names, call->tariff_version_id);
  row->number_name = find_number_name (row, names);
}

/* Either side is told of its own word alone; others see it private by that of either. */
static void
settle_private (CollectorStmt *stmt, const CollectorViewer *viewer, CollectorCallRow *row)
{
  gboolean owner_keeps = collector_stmt_get_int (stmt, OWNER_KEEPS) != 0;
  gboolean called_keeps = collector_stmt_get_int (stmt, CALLED_KEEPS) != 0;

  if (collector_viewer_is_owner (viewer, row->call.person_id))
    row->is_private = owner_keeps;
  else if (collector_viewer_is_owner (viewer, row->call.called_person_id))
    row->is_private = called_keeps;
  else
    row->is_private = owner_keeps || called_keeps;
}

/* Who may see all and is nobody who could have been called is answered alike, whoever was. */
static gboolean
matters_who_was_called (const CollectorViewer *viewer)
{
  return viewer->person_id != 0 || !collector_viewer_sees_all (viewer);
}

void
collector_call_row_read (CollectorStmt *stmt, CollectorNames *names, gboolean is_lean,
                         const CollectorViewer *viewer, TollArena *arena, CollectorCallRow *row)
{
  TollCall *call = &row->call;

  *row = (CollectorCallRow){ 0 };
  collector_ledger_read_lean (stmt, LEAN, names, !is_lean || matters_who_was_called (viewer), arena,
                              call);
  if (!is_lean)
    {
      collector_ledger_read_rest (stmt, REST, names, arena, call);
      row->node_id = collector_stmt_get_int (stmt, NODE);
      row->global_call_id = collector_stmt_get_int (stmt, GLOBAL_CALL);
    }
  name_row (stmt, names, is_lean, row);
  row->stored_number = call->number;
  row->stored_caller = call->caller_e164;
  settle_private (stmt, viewer, row);
  settle_called_side (row, viewer);
  row->hidden = find_hidden (row, viewer, names);
  row->masked_leg_digits =
      collector_viewer_get_masked_digits (viewer, call->dest_class, call->start_ms);
  /* As the query masks it: extensions are no numbers of others. */
  if (call->direction != TOLL_DIRECTION_INTERNAL
      || collector_names_ask_is_strange (names, call->number))
    row->masked_digits = row->masked_leg_digits;
  /* Contacts are whose call it is to set: one after another they would find the number. */
  row->hides_privacy = row->masked_digits > 0 &&
                       collector_stmt_get_int (stmt, OWNER_KEEPS_WITHOUT_CONTACTS) < 0 &&
                       collector_viewer_is_owner (viewer, call->person_id);
  /* A call that left the house for it is told like others but for the number. */
  if (row->hidden == COLLECTOR_NUMBER_PERSON && call->direction != TOLL_DIRECTION_INTERNAL)
    hide_number (row, arena);
  else if (row->hidden != COLLECTOR_NUMBER_SHOWN)
    hide_call (row, names, arena);
  else
    mask_call (row, names, arena);
  if (collector_viewer_is_masked (viewer))
    hide_lines (row, names, FALSE, arena);
  row->hides_person = viewer->hides_individuals
                      && !collector_viewer_is_owner (viewer, call->person_id)
                      && !collector_viewer_is_owner (viewer, call->called_person_id);
  if (row->hides_person)
    hide_person (row, names);
}

/* An internal call that the viewer was called by is the viewer's own. */
void
collector_call_row_note (const CollectorViewer *viewer, const CollectorCallRow *row)
{
  const TollCall *call = &row->call;

  if (!collector_viewer_is_owner (viewer, call->called_person_id))
    collector_viewer_note_row (viewer,
                               row->is_called_side ? call->called_person_id : call->person_id);
}
