/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens what somebody put into a folder, trusting nothing: no link is followed, nothing but a
 * regular file is read, and a file that changes under the reader is noticed. read() rather than
 * mmap(), because a mapped file that is cut short kills the process.
 */
#include "config.h"

#include "collector/pipeline/source-file.h"

#include "shared/base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE_BYTES (1024 * 1024)
#define BUFFER_BYTES (2 * PIECE_BYTES)

struct _CollectorSourceFile
{
  char *path;
  int fd;
  struct stat opened;
  char *buffer;
  gsize first; /* bytes first to end of the buffer are not used yet */
  gsize end;
  gint64 offset; /* of first, in the file */
  gboolean is_at_end;
  EVP_MD_CTX *digest; /* OpenSSL, because it uses the processor's SHA instructions */
};

static EVP_MD_CTX *
digest_new (void)
{
  EVP_MD_CTX *digest = EVP_MD_CTX_new ();

  EVP_DigestInit_ex (digest, EVP_sha256 (), NULL);
  return digest;
}

/* Ends the digest and frees it. Returns: (transfer full): hexadecimal. */
static char *
digest_finish (EVP_MD_CTX *digest)
{
  guint8 bytes[EVP_MAX_MD_SIZE];
  guint n_bytes = 0;
  GString *text = g_string_new (NULL);

  EVP_DigestFinal_ex (digest, bytes, &n_bytes);
  EVP_MD_CTX_free (digest);
  for (guint i = 0; i < n_bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

static gboolean
fail (GError **error, TollError code, const char *path, const char *reason)
{
  g_set_error (error, TOLL_ERROR, code, "%s: %s", path, reason);
  return FALSE;
}

static gboolean
check_opened (int fd, const char *path, gint64 max_bytes, struct stat *info, GError **error)
{
  if (fd < 0 && errno == ENOENT)
    return fail (error, TOLL_ERROR_NOT_FOUND, path, g_strerror (errno));
  if (fd < 0 && errno == ELOOP)
    return fail (error, TOLL_ERROR_BAD_ARGUMENT, path, "is a link; links are not followed");
  if (fd < 0 || fstat (fd, info) != 0)
    return fail (error, TOLL_ERROR_IO, path, g_strerror (errno));
  if (!S_ISREG (info->st_mode))
    return fail (error, TOLL_ERROR_BAD_ARGUMENT, path, "is not a regular file");
  if (info->st_size > max_bytes)
    {
      g_autofree char *limit = g_format_size_full (max_bytes, G_FORMAT_SIZE_IEC_UNITS);
      g_autofree char *reason = g_strdup_printf ("is larger than %s", limit);

      return fail (error, TOLL_ERROR_TOO_LARGE, path, reason);
    }
  return TRUE;
}

CollectorSourceFile *
collector_source_file_open (const char *path, gint64 max_bytes, GError **error)
{
  CollectorSourceFile *file;
  struct stat info;
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

  if (!check_opened (fd, path, max_bytes, &info, error))
    {
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  posix_fadvise (fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  file = g_new0 (CollectorSourceFile, 1);
  file->path = g_strdup (path);
  file->fd = fd;
  file->opened = info;
  file->buffer = g_malloc (BUFFER_BYTES);
  file->digest = digest_new ();
  return file;
}

void
collector_source_file_close (CollectorSourceFile *file)
{
  if (file == NULL)
    return;
  close (file->fd);
  EVP_MD_CTX_free (file->digest);
  g_free (file->buffer);
  g_free (file->path);
  g_free (file);
}

gint64
collector_source_file_get_size (const CollectorSourceFile *file)
{
  return file->opened.st_size;
}

static gssize
read_some (int fd, char *bytes, gsize n_bytes, const char *path, GError **error)
{
  gssize n;

  do
    n = read (fd, bytes, n_bytes);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    fail (error, TOLL_ERROR_IO, path, g_strerror (errno));
  return n;
}

gboolean
collector_source_file_peek (CollectorSourceFile *file, const char **bytes, gsize *n_bytes,
                            gboolean *is_last, GError **error)
{
  if (file->end - file->first < PIECE_BYTES && !file->is_at_end)
    {
      memmove (file->buffer, file->buffer + file->first, file->end - file->first);
      file->end -= file->first;
      file->first = 0;
    }
  while (file->end - file->first < PIECE_BYTES && !file->is_at_end)
    {
      gssize n = read_some (file->fd, file->buffer + file->end, PIECE_BYTES, file->path, error);

      if (n < 0)
        return FALSE;
      file->is_at_end = n == 0;
      file->end += n;
    }
  *bytes = file->buffer + file->first;
  *n_bytes = file->end - file->first;
  *is_last = file->is_at_end;
  return TRUE;
}

void
collector_source_file_use (CollectorSourceFile *file, gsize n_bytes)
{
  EVP_DigestUpdate (file->digest, file->buffer + file->first, n_bytes);
  file->first += n_bytes;
  file->offset += n_bytes;
}

gint64
collector_source_file_get_offset (const CollectorSourceFile *file)
{
  return file->offset;
}

char *
collector_source_file_dup_sha256 (const CollectorSourceFile *file)
{
  EVP_MD_CTX *copy = EVP_MD_CTX_new ();

  EVP_MD_CTX_copy_ex (copy, file->digest);
  return digest_finish (copy);
}

char *
collector_source_file_hash_start (CollectorSourceFile *file, gint64 n_bytes, GError **error)
{
  EVP_MD_CTX *digest = digest_new ();
  g_autofree char *piece = g_malloc (PIECE_BYTES);

  for (gint64 at = 0; at < n_bytes;)
    {
      gssize n = pread (file->fd, piece, MIN (n_bytes - at, PIECE_BYTES), at);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          fail (error, TOLL_ERROR_IO, file->path, g_strerror (errno));
          EVP_MD_CTX_free (digest);
          return NULL;
        }
      if (n == 0)
        break;
      EVP_DigestUpdate (digest, piece, n);
      at += n;
    }
  return digest_finish (digest);
}

char *
collector_source_file_dup_bytes (CollectorSourceFile *file, gint64 offset, gsize n_bytes,
                                 GError **error)
{
  g_autofree char *bytes = g_malloc (n_bytes + 1);
  gsize end = 0;

  while (end < n_bytes)
    {
      gssize n = pread (file->fd, bytes + end, n_bytes - end, offset + end);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          fail (error, TOLL_ERROR_IO, file->path, g_strerror (errno));
          return NULL;
        }
      if (n == 0)
        break;
      end += n;
    }
  bytes[end] = '\0';
  return g_steal_pointer (&bytes);
}

gboolean
collector_source_file_check_unchanged (const CollectorSourceFile *file, GError **error)
{
  struct stat now;

  if (fstat (file->fd, &now) != 0)
    return fail (error, TOLL_ERROR_IO, file->path, g_strerror (errno));
  return (now.st_size == file->opened.st_size && file->offset == now.st_size
          && now.st_mtim.tv_sec == file->opened.st_mtim.tv_sec
          && now.st_mtim.tv_nsec == file->opened.st_mtim.tv_nsec)
         || fail (error, TOLL_ERROR_BUSY, file->path, "changed while it was read; try again");
}
