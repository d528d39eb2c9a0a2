/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Passwords from a file, from the terminal without echo, or from a pipe.
 */
#include "config.h"

#include "collector/app/password-input.h"

#include "collector/directory/secrets.h"
#include "shared/base/error.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define MAX_PASSWORD_BYTES 1024

/* Returns: (transfer full) (nullable): the next line of standard input. */
static char *
read_line (void)
{
  char buffer[MAX_PASSWORD_BYTES + 2];
  char *line = NULL;

  if (fgets (buffer, sizeof buffer, stdin) != NULL)
    {
      buffer[strcspn (buffer, "\r\n")] = '\0';
      line = g_strdup (buffer);
    }
  sodium_memzero (buffer, sizeof buffer);
  return line;
}

/* Returns: (transfer full) (nullable): what was typed, unseen. */
static char *
ask (const char *question)
{
  struct termios usual, silent;
  char *line;

  if (tcgetattr (STDIN_FILENO, &usual) != 0)
    return read_line ();
  silent = usual;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  silent.c_lflag |= ECHONL;
  g_printerr ("%s", question);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
  line = read_line ();
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &usual);
  return line;
}

static char *
ask_twice (GError **error)
{
  char *first = ask (_("Password: "));
  char *second = ask (_("The same again: "));

  if (g_strcmp0 (first, second) != 0)
    {
      g_clear_pointer (&first, collector_secret_free);
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT,
                           _("The two are not the same."));
    }
  collector_secret_free (second);
  return first;
}

char *
collector_password_input (const char *path, GError **error)
{
  g_autoptr (GError) fault = NULL;
  char *password;

  if (path != NULL)
    password = collector_secret_read_file (path, &fault);
  else
    password = isatty (STDIN_FILENO) ? ask_twice (&fault) : read_line ();
  if (password != NULL && *password != '\0')
    return password;
  collector_secret_free (password);
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  else
    toll_error_set_field (error, "--password-file", "there is no password in its first line");
  return NULL;
}
