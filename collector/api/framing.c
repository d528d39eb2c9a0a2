/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the bounds of a request and refuses what is ambiguous, too large or malformed. It does not
 * interpret addresses or fields beyond what framing needs. Pure; the fuzzer's way in.
 */
#include "config.h"

#include "collector/api/framing.h"

#include <string.h>

#define MAX_METHOD_BYTES 16

typedef struct
{
  CollectorFrame *frame;
  gsize max_body_bytes;
  GString *head;
  guint n_headers;
  guint n_hosts;
  gboolean has_length;
  gboolean has_encoding;
  gboolean is_http_1_0;
  gboolean keep_alive;
} Inspection;

/* Fields that are not handed on: they concern this hop, or ask for partial answers. */
static const char *const dropped[] = {
  "expect", "range", "if-range", "upgrade", "http2-settings", "te", "trailer", "connection",
  "keep-alive", "proxy-connection", NULL,
};

static gboolean
refuse (Inspection *state, guint status, TollError code, const char *reason)
{
  state->frame->status = status;
  state->frame->code = code;
  state->frame->reason = reason;
  return FALSE;
}

static gboolean
is_token (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && (text[i] == '\0' || !strchr ("!#$%&'*+-.^_`|~", text[i])))
      return FALSE;
  return length > 0;
}

/* Takes note of what is wrong with an address that the HTTP library would answer without a word. */
static gboolean
check_address (Inspection *state, const char *address, const char *end)
{
  if (*address != '/')
    return refuse (state, 400, TOLL_ERROR_BAD_ARGUMENT, "the address must be a path");
  for (const char *p = address; p < end; p++)
    {
      if (*p <= 0x20 || *p >= 0x7f)
        return refuse (state, 400, TOLL_ERROR_BAD_ARGUMENT, "the address is malformed");
      if (*p == '%' && (end - p < 3 || !g_ascii_isxdigit (p[1]) || !g_ascii_isxdigit (p[2])))
        return refuse (state, 400, TOLL_ERROR_BAD_ARGUMENT,
                       "the address has a % without two hexadecimal digits behind it");
    }
  return TRUE;
}

static gboolean
is_host (const char *value)
{
  g_autofree char *address = g_strconcat ("http://", value, "/", NULL);

  return *value == '\0'
         || (strpbrk (value, "/?#@\\ ") == NULL
             && g_uri_is_valid (address, G_URI_FLAGS_NONE, NULL));
}

static gboolean
read_request_line (Inspection *state, const char *line, gsize length)
{
  const char *space = memchr (line, ' ', length);
  gsize method_length = space != NULL ? (gsize) (space - line) : length;
  const char *version;

  if (space == NULL || method_length > MAX_METHOD_BYTES || !is_token (line, method_length))
    return refuse (state, 400, TOLL_ERROR_BAD_ARGUMENT, "the request line is malformed");
  version = memchr (space + 1, ' ', line + length - space - 1);
  if (version == NULL || version == space + 1 || line + length - version != 9)
    return refuse (state, 400, TOLL_ERROR_BAD_ARGUMENT, "the request line is malformed");
  /* No proxy, and the library expects no path with it. */
  if (method_length == strlen ("CONNECT") && memcmp (line, "CONNECT", method_length) == 0)
    return refuse (state, 405, TOLL_ERROR_BAD_METHOD, "CONNECT is not spoken here");
  if (!check_address (state, space + 1, version))
    return FALSE;
  if (memcmp (version, " HTTP/1.", 8) != 0 || (version[8] != '0' && version[8] != '1'))
    return refuse (state, 505, TOLL_ERROR_UNSUPPORTED, "HTTP/1.1 is spoken here");
  state->is_http_1_0 = version[8] == '0';
  return TRUE;
}

static gboolean
read_length (Inspection *state, const char *value)
{
  guint64 length;

  if (state->has_length || strspn (value, "0123456789") != strlen (value) || *value == '\0')
    return refuse (state, 400, TOLL_ERROR_BAD_ARGUMENT, "Content-Length must be one number");
  state->has_length = TRUE;
  if (!g_ascii_string_to_unsigned (value, 10, 0, state->max_body_bytes, &length, NULL))
    return refuse (state, 413, TOLL_ERROR_TOO_LARGE, "the body is larger than allowed");
  state->frame->body_bytes = length;
  return TRUE;
}

static void
read_connection (Inspection *state, const char *value)
{
  g_auto (GStrv) options = g_strsplit (value, ",", 16);

  for (guint i = 0; options[i] != NULL; i++)
    {
      g_strstrip (options[i]);
      if (g_ascii_strcasecmp (options[i], "close") == 0)
        state->frame->close = TRUE;
      if (g_ascii_strcasecmp (options[i], "keep-alive") == 0)
        state->keep_alive = TRUE;
    }
}

/* Takes note of the fields that framing depends on. */
static gboolean
note_field (Inspection *state, const char *name, const char *value)
{
  if (strcmp (name, "content-length") == 0)
    return read_length (state, value);
  if (strcmp (name, "transfer-encoding") == 0)
    state->has_encoding = TRUE;
  else if (strcmp (name, "content-encoding") == 0)
    return g_ascii_strcasecmp (value, "identity") == 0
           || refuse (state, 415, TOLL_ERROR_UNSUPPORTED, "bodies are taken as they are, not packed");
  else if (strcmp (name, "host") == 0)
    {
      state->n_hosts++;
      return is_host (value)
             || refuse (state, 400, TOLL_ERROR_BAD_ARGUMENT, "the Host field is malformed");
    }
  else if (strcmp (name, "connection") == 0)
    read_connection (state, value);
  else if (strcmp (name, "expect") == 0)
    {
      if (g_ascii_strcasecmp (value, "100-continue") != 0)
        return refuse (state, 417, TOLL_ERROR_UNSUPPORTED, "this expectation is not supported");
      state->frame->continues = TRUE;
    }
  return TRUE;
}

static gboolean
read_header_line (Inspection *state, const char *line, gsize length)
{
  const char *colon = memchr (line, ':', length);
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  if (colon == NULL || !is_token (line, colon - line))
    return refuse (state, 400, TOLL_ERROR_BAD_ARGUMENT, "a header line is malformed");
  for (const char *p = colon + 1; p < line + length; p++)
    if (((guchar) *p < 0x20 && *p != '\t') || *p == 0x7f)
      return refuse (state, 400, TOLL_ERROR_BAD_ARGUMENT, "a header line is malformed");
  if (++state->n_headers > COLLECTOR_FRAME_MAX_HEADERS)
    return refuse (state, 431, TOLL_ERROR_TOO_LARGE, "too many header lines");
  name = g_ascii_strdown (line, colon - line);
  value = g_strstrip (g_strndup (colon + 1, line + length - colon - 1));
  if (!note_field (state, name, value))
    return FALSE;
  if (!g_strv_contains (dropped, name))
    {
      g_string_append_len (state->head, line, length);
      g_string_append (state->head, "\r\n");
    }
  return TRUE;
}

/* What only all fields together tell. */
static gboolean
check_whole (Inspection *state)
{
  CollectorFrame *frame = state->frame;

  if (state->has_encoding && state->has_length)
    return refuse (state, 400, TOLL_ERROR_BAD_ARGUMENT,
                   "Content-Length and Transfer-Encoding exclude each other");
  if (state->has_encoding)
    return refuse (state, 411, TOLL_ERROR_UNSUPPORTED, "send the body with a Content-Length");
  if (state->n_hosts != 1 && !(state->is_http_1_0 && state->n_hosts == 0))
    return refuse (state, 400, TOLL_ERROR_BAD_ARGUMENT, "exactly one Host field is expected");
  if (state->is_http_1_0 && !state->keep_alive)
    frame->close = TRUE;
  return TRUE;
}

static gboolean
read_lines (Inspection *state, const char *at, const char *end)
{
  gboolean is_first = TRUE;

  while (at < end)
    {
      const char *feed = memchr (at, '\n', end - at);
      gsize length;

      if (feed == NULL || feed == at || feed[-1] != '\r')
        return refuse (state, 400, TOLL_ERROR_BAD_ARGUMENT, "a line does not end in CR LF");
      length = feed - at - 1;
      if (is_first)
        {
          if (!read_request_line (state, at, length))
            return FALSE;
          g_string_append_len (state->head, at, length);
          g_string_append (state->head, "\r\n");
        }
      else if (!read_header_line (state, at, length))
        return FALSE;
      is_first = FALSE;
      at = feed + 1;
    }
  return check_whole (state);
}

CollectorFrameState
collector_frame_inspect (const char *bytes, gsize n_bytes, gsize max_head_bytes,
                         gsize max_body_bytes, CollectorFrame *frame, GString *head)
{
  Inspection state = { .frame = frame, .max_body_bytes = max_body_bytes, .head = head };
  const char *at = bytes, *end;

  *frame = (CollectorFrame){ .status = 0 };
  g_string_truncate (head, 0);
  if (n_bytes == 0)
    return COLLECTOR_FRAME_MORE;
  /* RFC 9112, 2.2: an empty line before a request is ignored. */
  while (n_bytes - (at - bytes) >= 2 && at[0] == '\r' && at[1] == '\n' && at - bytes < 8)
    at += 2;
  end = memmem (at, n_bytes - (at - bytes), "\r\n\r\n", 4);
  if ((end != NULL ? (gsize) (end - bytes) : n_bytes) > max_head_bytes)
    {
      refuse (&state, 431, TOLL_ERROR_TOO_LARGE, "the head of the request is larger than allowed");
      return COLLECTOR_FRAME_REFUSED;
    }
  if (end == NULL)
    return COLLECTOR_FRAME_MORE;
  frame->head_bytes = end + 4 - bytes;
  if (!read_lines (&state, at, end + 2))
    return COLLECTOR_FRAME_REFUSED;
  g_string_append (head, "\r\n");
  return COLLECTOR_FRAME_READY;
}
