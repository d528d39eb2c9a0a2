/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A large, believable CDR file, written fast: one real row is taken apart at the cells that change
 * and put together again for each record.
 */
#include "tests/bench/cdr-writer.h"

#include "tests/support/cucm-file.h"

#include <stdio.h>
#include <string.h>

#define N_NUMBERS 40000
#define PERIOD_S (30 * 86400)

enum
{
  CALL_ID, ORIG_LEG, DEST_LEG, SETUP, CONNECT, DISCONNECT, DURATION, CALLING, ORIGINAL, FINAL,
  REDIRECT, PKID, ORIG_DEVICE, DEST_DEVICE, ORIG_CAUSE, DEST_CAUSE, TERMINATION, JOIN,
  N_CELLS
};

static const char *const columns[N_CELLS]
    = { "globalCallID_callId", "origLegCallIdentifier", "destLegIdentifier",
        "dateTimeOrigination", "dateTimeConnect", "dateTimeDisconnect", "duration",
        "callingPartyNumber", "originalCalledPartyNumber", "finalCalledPartyNumber",
        "lastRedirectDn", "pkid", "origDeviceName", "destDeviceName", "origCause_value",
        "destCause_value", "origCallTerminationOnBehalfOf", "joinOnBehalfOf" };

static const char *const prefixes[] = { "003902", "003906", "0039333", "0039347", "0049893",
                                        "0049171", "0033142", "0033612", "0034915", "0044207",
                                        "0012125", "0041443" };

typedef struct
{
  FILE *out;
  GRand *rand;
  char *pieces[N_CELLS + 1]; /* of the row, between the cells */
  guint order[N_CELLS];      /* which cell follows each piece */
  char cells[N_CELLS][64];
  guint n_written;
  guint next_call_id;
  guint next_leg;
} Writer;

/* A row in which every cell that changes holds a mark; cut at the marks. */
static void
cut_template (Writer *self)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  char *line, *at;
  guint n = 0;

  for (guint i = 0; i < N_CELLS; i++)
    {
      char mark[8] = { 1, (char) ('A' + i), 1, 0 };

      toll_test_row_set (row, columns[i], mark);
    }
  toll_test_file_set_n_columns (file, 129);
  toll_test_file_add (file, row);
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  line = strrchr (text, '\n') + 1;
  fwrite (text, 1, line - text, self->out);
  for (at = line; (at = strchr (line, 1)) != NULL; line = at + 3)
    {
      self->pieces[n] = g_strndup (line, at - line);
      self->order[n++] = at[1] - 'A';
    }
  g_assert_cmpuint (n, ==, N_CELLS);
  self->pieces[n] = g_strconcat (line, "\n", NULL);
}

static void
set (Writer *self, guint cell, const char *text)
{
  g_strlcpy (self->cells[cell], text, sizeof self->cells[cell]);
}

static void
set_int (Writer *self, guint cell, gint64 value)
{
  g_snprintf (self->cells[cell], sizeof self->cells[cell], "%" G_GINT64_FORMAT, value);
}

static void
write_row (Writer *self)
{
  g_snprintf (self->cells[PKID], sizeof self->cells[PKID], "%08x-%04x-4000-8000-%012x",
              self->n_written, self->n_written * 2654435761u >> 16, self->n_written);
  for (guint i = 0; i < N_CELLS; i++)
    {
      fputs (self->pieces[i], self->out);
      fputs (self->cells[self->order[i]], self->out);
    }
  fputs (self->pieces[N_CELLS], self->out);
  self->n_written++;
}

static void
pick_extension (Writer *self, guint number_cell, guint device_cell)
{
  guint extension = 2000 + g_rand_int_range (self->rand, 0, BENCH_N_EXTENSIONS);

  set_int (self, number_cell, extension);
  g_snprintf (self->cells[device_cell], sizeof self->cells[device_cell], "SEP00112233%04X",
              extension);
}

/* Few numbers are called often. */
static void
pick_number (Writer *self, guint number_cell, guint device_cell, const char *access)
{
  double part = g_rand_double (self->rand);
  guint number = (guint) (part * part * part * N_NUMBERS);
  const char *prefix = prefixes[number % G_N_ELEMENTS (prefixes)];

  g_snprintf (self->cells[number_cell], sizeof self->cells[number_cell], "%s%s%06u",
              *access == '+' ? "+" : access, *access == '+' ? prefix + 2 : prefix,
              100000 + number * 7);
  g_snprintf (self->cells[device_cell], sizeof self->cells[device_cell], "GW-%02d",
              g_rand_int_range (self->rand, 0, BENCH_N_GATEWAYS));
}

static void
set_times (Writer *self, gint64 setup_s, gint64 talk_s)
{
  gint64 ring_s = g_rand_int_range (self->rand, 2, 25);

  set_int (self, SETUP, setup_s);
  set_int (self, CONNECT, talk_s >= 0 ? setup_s + ring_s : 0);
  set_int (self, DISCONNECT, setup_s + ring_s + MAX (talk_s, 0));
  set_int (self, DURATION, MAX (talk_s, 0));
}

static void
set_causes (Writer *self, const char *orig, const char *dest, const char *termination,
            const char *join)
{
  set (self, ORIG_CAUSE, orig);
  set (self, DEST_CAUSE, dest);
  set (self, TERMINATION, termination);
  set (self, JOIN, join);
}

static void
set_ids (Writer *self, guint call_id, guint orig, guint dest)
{
  set_int (self, CALL_ID, call_id);
  set_int (self, ORIG_LEG, orig);
  set_int (self, DEST_LEG, dest);
}

static void
write_single (Writer *self, gint64 setup_s)
{
  guint kind = g_rand_int_range (self->rand, 0, 100);
  gboolean is_answered = g_rand_int_range (self->rand, 0, 100) < 85;

  if (kind < 40)
    pick_extension (self, CALLING, ORIG_DEVICE);
  else if (kind < 75)
    pick_number (self, CALLING, ORIG_DEVICE, "+");
  else
    pick_extension (self, CALLING, ORIG_DEVICE);
  if (kind < 40)
    pick_number (self, FINAL, DEST_DEVICE, "0");
  else
    pick_extension (self, FINAL, DEST_DEVICE);
  set (self, ORIGINAL, self->cells[FINAL]);
  set (self, REDIRECT, self->cells[FINAL]);
  set_ids (self, self->next_call_id++, self->next_leg, self->next_leg + 1);
  self->next_leg += 2;
  set_times (self, setup_s, is_answered ? g_rand_int_range (self->rand, 5, 600) : -1);
  set_causes (self, is_answered ? "16" : "0", is_answered ? "0" : "19", "12", "0");
  write_row (self);
}

/* Three records: out, consultation, handed over. */
static void
write_transfer (Writer *self, gint64 setup_s)
{
  char number[64], trunk[64], first[64], first_device[64];
  guint call_id = self->next_call_id, leg = self->next_leg;

  self->next_call_id += 2;
  self->next_leg += 4;
  pick_extension (self, CALLING, ORIG_DEVICE);
  pick_number (self, FINAL, DEST_DEVICE, "0");
  g_strlcpy (first, self->cells[CALLING], sizeof first);
  g_strlcpy (first_device, self->cells[ORIG_DEVICE], sizeof first_device);
  g_strlcpy (number, self->cells[FINAL], sizeof number);
  g_strlcpy (trunk, self->cells[DEST_DEVICE], sizeof trunk);
  for (guint i = 0; i < 3; i++)
    {
      set (self, CALLING, i == 2 ? number : first);
      set (self, ORIG_DEVICE, i == 2 ? trunk : first_device);
      if (i == 0)
        set (self, FINAL, number);
      else if (i == 1)
        pick_extension (self, FINAL, DEST_DEVICE);
      if (i == 0)
        set (self, DEST_DEVICE, trunk);
      set (self, ORIGINAL, self->cells[FINAL]);
      set (self, REDIRECT, self->cells[FINAL]);
      set_ids (self, call_id + (i == 1), leg + (i == 0 ? 0 : i == 1 ? 2 : 1),
               leg + (i == 0 ? 1 : 3));
      set_times (self, setup_s + 60 * i, i == 2 ? 200 : 30);
      set_causes (self, i == 2 ? "0" : "393216", i == 2 ? "16" : "393216", i == 2 ? "12" : "10",
                  i == 2 ? "10" : "0");
      write_row (self);
    }
}

void
bench_write_cdr_file (const char *path, guint n_records)
{
  Writer self = { .out = fopen (path, "we"),
                  .rand = g_rand_new_with_seed (1),
                  .next_call_id = 1,
                  .next_leg = 1 };

  g_assert_nonnull (self.out);
  cut_template (&self);
  while (self.n_written < n_records)
    {
      gint64 setup_s
          = TOLL_TEST_CDR_SETUP_S + (gint64) self.n_written * PERIOD_S / MAX (n_records, 1);

      /* 15 of 100 records are in threes: 5 transfers to 85 single calls. */
      if (g_rand_int_range (self.rand, 0, 90) < 5 && self.n_written + 3 <= n_records)
        write_transfer (&self, setup_s);
      else
        write_single (&self, setup_s);
    }
  g_assert_cmpint (fclose (self.out), ==, 0);
  for (guint i = 0; i <= N_CELLS; i++)
    g_free (self.pieces[i]);
  g_rand_free (self.rand);
}
