/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts the demo's files into a folder the way an SFTP server does for its user: whole or not at
 * all. The only file of the demo that touches the disk; any thread, one at a time for a name.
 */
#include "config.h"

#include "collector/demo/demo.h"

#include "shared/base/error.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

static gboolean
append (const char *path, const char *bytes, gsize n_bytes, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) out
      = g_file_append_to (file, G_FILE_CREATE_NONE, NULL, error);

  return out != NULL
         && g_output_stream_write_all (G_OUTPUT_STREAM (out), bytes, n_bytes, NULL, NULL, error)
         && g_output_stream_close (G_OUTPUT_STREAM (out), NULL, error);
}

static gboolean
write_whole (const char *folder, const char *path, const char *bytes, gsize n_bytes,
             GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *hidden_name = g_strdup_printf (".%s.part", name);
  g_autofree char *hidden = g_build_filename (folder, hidden_name, NULL);

  if (!g_file_set_contents_full (hidden, bytes, (gssize) n_bytes, G_FILE_SET_CONTENTS_NONE, 0640,
                                 error))
    return FALSE;
  if (g_rename (hidden, path) == 0)
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "%s: %s", path, g_strerror (errno));
  g_unlink (hidden);
  return FALSE;
}

gboolean
collector_demo_folder_write (const char *name, const char *bytes, gsize n_bytes, gpointer data,
                             GError **error)
{
  const char *folder = data;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gboolean is_done = g_file_test (path, G_FILE_TEST_EXISTS)
                         ? append (path, bytes, n_bytes, error)
                         : write_whole (folder, path, bytes, n_bytes, error);

  if (!is_done)
    {
      toll_error_convert (error);
      g_prefix_error (error, "%s: ", path);
    }
  return is_done;
}
