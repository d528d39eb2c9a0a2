/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as the beginning of a request: refused, incomplete, or bounds that lie within them.
 * What is handed on is one head, without folded lines, and reads the same again.
 */
#include <string.h>

#include "collector/api/framing.h"
#include "shared/wire/query.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (GString) again = g_string_new (NULL);
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (TollQuery) query = toll_query_read (text, NULL);
  CollectorFrame frame, same;

  switch (collector_frame_inspect ((const char *) data, size, 16384, 1 << 20, &frame, head))
    {
    case COLLECTOR_FRAME_READY:
      g_assert_cmpuint (frame.head_bytes, <=, size);
      g_assert_cmpuint (frame.body_bytes, <=, 1 << 20);
      g_assert_true (g_str_has_suffix (head->str, "\r\n\r\n"));
      g_assert_cmpuint (strlen (head->str), ==, head->len);
      g_assert_cmpint (
          collector_frame_inspect (head->str, head->len, 16384, 1 << 20, &same, again), ==,
          COLLECTOR_FRAME_READY);
      g_assert_cmpuint (same.body_bytes, ==, frame.body_bytes);
      g_assert_cmpstr (head->str, ==, again->str);
      break;
    case COLLECTOR_FRAME_REFUSED:
      g_assert_cmpuint (frame.status, >=, 400);
      g_assert_nonnull (frame.reason);
      break;
    case COLLECTOR_FRAME_MORE:
    default:
      break;
    }
  return 0;
}
