/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SMTP by libcurl. What libcurl's result does not tell apart - a sender that is refused from a
 * recipient, a mail that is refused from a server that is - is told by the last command that was
 * said and the server's last answer to it.
 */
#include "config.h"

#include "collector/notify/smtp.h"

#include <curl/curl.h>
#include <string.h>

#define LONGEST_ANSWER 500    /* bytes */
#define LEAST_SPEED    65536  /* bytes a second that a large mail is given time for */

struct _CollectorSmtp
{
  const CollectorMailSettings *settings;
  GCancellable *cancellable;
  CURL *handle;
  char *url;
  char reason[CURL_ERROR_SIZE];
  char command[8];   /* that was said last, "MAIL", "RCPT", "DATA" … */
  gboolean is_over;  /* libcurl takes its leave: what is said now is not about the mail */
  gboolean is_whole; /* the answer has ended: the next line begins another */
  GString *answer;
  GBytes *content;
  gsize at;          /* bytes of it that were handed over */
};

/* Once for the process, and not taken back: other threads may be at it. */
static void
ensure_curl (void)
{
  static gsize once;

  if (!g_once_init_enter (&once))
    return;
  curl_global_init (CURL_GLOBAL_DEFAULT);
  g_once_init_leave (&once, 1);
}

/* Every line the server says: "250-…" goes on, "250 …" is the last. */
static size_t
hear_cb (char *bytes, size_t size, size_t n, void *data)
{
  CollectorSmtp *smtp = data;
  gsize length = size * n;

  if (smtp->is_over)
    return length;
  if (smtp->is_whole)
    g_string_truncate (smtp->answer, 0);
  smtp->is_whole = length < 4 || bytes[3] != '-';
  if (smtp->answer->len < LONGEST_ANSWER)
    {
      if (smtp->answer->len > 0)
        g_string_append_c (smtp->answer, ' ');
      g_string_append_len (smtp->answer, bytes, length);
    }
  return length;
}

static size_t
read_cb (char *to, size_t size, size_t n, void *data)
{
  CollectorSmtp *smtp = data;
  gsize n_bytes, n_copied;
  const char *bytes = g_bytes_get_data (smtp->content, &n_bytes);

  n_copied = MIN (size * n, n_bytes - smtp->at);
  memcpy (to, bytes + smtp->at, n_copied);
  smtp->at += n_copied;
  return n_copied;
}

/* Only to know which command was said last; what else passes here, passwords among it, is let go. */
static int
watch_cb (CURL *handle, curl_infotype kind, char *bytes, size_t n, void *data)
{
  CollectorSmtp *smtp = data;
  gsize length = MIN (n, sizeof smtp->command - 1);

  if (kind != CURLINFO_HEADER_OUT)
    return 0;
  smtp->is_over = n >= 4 && memcmp (bytes, "QUIT", 4) == 0;
  if (smtp->is_over)
    return 0;
  memcpy (smtp->command, bytes, length);
  smtp->command[length] = '\0';
  smtp->command[strcspn (smtp->command, " \r\n")] = '\0';
  return 0;
}

static int
look_cb (void *data, curl_off_t dl_total, curl_off_t dl_now, curl_off_t ul_total, curl_off_t ul_now)
{
  return g_cancellable_is_cancelled (((CollectorSmtp *) data)->cancellable);
}

/* Returns: (transfer full): like smtp://mail.example.com:587 */
static char *
dup_url (const CollectorMailSettings *settings)
{
  const char *scheme = settings->security == COLLECTOR_MAIL_TLS ? "smtps" : "smtp";
  gboolean is_v6 = strchr (settings->server, ':') != NULL;

  return g_strdup_printf ("%s://%s%s%s:%u", scheme, is_v6 ? "[" : "", settings->server,
                          is_v6 ? "]" : "", settings->port);
}

static void
set_security (CURL *handle, const CollectorMailSettings *settings)
{
  static const long uses[] = { [COLLECTOR_MAIL_STARTTLS] = CURLUSESSL_ALL,
                               [COLLECTOR_MAIL_OPPORTUNISTIC] = CURLUSESSL_TRY,
                               [COLLECTOR_MAIL_TLS] = CURLUSESSL_ALL,
                               [COLLECTOR_MAIL_NONE] = CURLUSESSL_NONE };
  /* Whoever would also talk in clear gains nothing by refusing an unknown certificate. */
  gboolean is_strict
      = settings->security != COLLECTOR_MAIL_OPPORTUNISTIC || *settings->ca_file != '\0';

  curl_easy_setopt (handle, CURLOPT_USE_SSL, uses[settings->security]);
  curl_easy_setopt (handle, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (handle, CURLOPT_SSL_VERIFYPEER, (long) is_strict);
  curl_easy_setopt (handle, CURLOPT_SSL_VERIFYHOST, is_strict ? 2L : 0L);
  if (*settings->ca_file != '\0')
    {
      curl_easy_setopt (handle, CURLOPT_CAINFO, settings->ca_file);
      curl_easy_setopt (handle, CURLOPT_CAPATH, NULL);
    }
  if (*settings->user != '\0')
    {
      curl_easy_setopt (handle, CURLOPT_USERNAME, settings->user);
      curl_easy_setopt (handle, CURLOPT_PASSWORD, settings->password);
    }
}

CollectorSmtp *
collector_smtp_new (const CollectorMailSettings *settings, GCancellable *cancellable)
{
  CollectorSmtp *smtp = g_new0 (CollectorSmtp, 1);

  ensure_curl ();
  smtp->settings = settings;
  smtp->cancellable = cancellable;
  smtp->answer = g_string_new (NULL);
  smtp->url = dup_url (settings);
  smtp->handle = curl_easy_init ();
  if (smtp->handle == NULL)
    return smtp;
  curl_easy_setopt (smtp->handle, CURLOPT_URL, smtp->url);
  curl_easy_setopt (smtp->handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt (smtp->handle, CURLOPT_PROXY, "");
  curl_easy_setopt (smtp->handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (smtp->handle, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (smtp->handle, CURLOPT_ERRORBUFFER, smtp->reason);
  curl_easy_setopt (smtp->handle, CURLOPT_READFUNCTION, read_cb);
  curl_easy_setopt (smtp->handle, CURLOPT_READDATA, smtp);
  curl_easy_setopt (smtp->handle, CURLOPT_HEADERFUNCTION, hear_cb);
  curl_easy_setopt (smtp->handle, CURLOPT_HEADERDATA, smtp);
  curl_easy_setopt (smtp->handle, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt (smtp->handle, CURLOPT_DEBUGFUNCTION, watch_cb);
  curl_easy_setopt (smtp->handle, CURLOPT_DEBUGDATA, smtp);
  curl_easy_setopt (smtp->handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (smtp->handle, CURLOPT_XFERINFOFUNCTION, look_cb);
  curl_easy_setopt (smtp->handle, CURLOPT_XFERINFODATA, smtp);
  curl_easy_setopt (smtp->handle, CURLOPT_CONNECTTIMEOUT, (long) settings->timeout_s);
  curl_easy_setopt (smtp->handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long) settings->timeout_s);
  set_security (smtp->handle, settings);
  return smtp;
}

void
collector_smtp_free (CollectorSmtp *smtp)
{
  if (smtp == NULL)
    return;
  curl_easy_cleanup (smtp->handle);
  g_string_free (smtp->answer, TRUE);
  g_free (smtp->url);
  g_free (smtp);
}

/* Returns: (transfer full): one line, printable, not too long. */
static char *
dup_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (const char *p = valid; *p != '\0' && line->len < LONGEST_ANSWER; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, g_unichar_iscntrl (c) ? ' ' : c);
    }
  return g_strstrip (g_strdup (line->str));
}

/* What an answer to a mail, not to a greeting or a sign-in, comes to. */
static CollectorSmtpResult
judge (const CollectorSmtp *smtp, CURLcode code)
{
  gboolean is_about_mail = strcmp (smtp->command, "RCPT") == 0
                           || strcmp (smtp->command, "DATA") == 0 || smtp->at > 0;
  char first = smtp->is_whole && smtp->answer->len > 0 ? smtp->answer->str[0] : '\0';

  if (code == CURLE_OK)
    return COLLECTOR_SMTP_SENT;
  if (code == CURLE_ABORTED_BY_CALLBACK)
    return COLLECTOR_SMTP_STOPPED;
  if ((code != CURLE_SEND_ERROR && code != CURLE_WEIRD_SERVER_REPLY) || !is_about_mail)
    return COLLECTOR_SMTP_NO_SERVER;
  if (first == '5')
    return COLLECTOR_SMTP_REFUSED;
  /* 421: the server goes away, whoever the mail is for. */
  return first == '4' && !g_str_has_prefix (smtp->answer->str, "421") ? COLLECTOR_SMTP_LATER
                                                                      : COLLECTOR_SMTP_NO_SERVER;
}

/* The server's own words where there are any; before them what libcurl makes of a connection that
 * came to nothing. */
static char *
dup_answer (const CollectorSmtp *smtp, CURLcode code)
{
  g_autofree char *said = dup_line (smtp->answer->str);
  const char *reason = *smtp->reason != '\0' ? smtp->reason : curl_easy_strerror (code);

  if (code == CURLE_OK)
    return g_steal_pointer (&said);
  if (*said != '\0' && (said[0] == '4' || said[0] == '5'))
    return g_steal_pointer (&said);
  return dup_line (reason);
}

CollectorSmtpResult
collector_smtp_send (CollectorSmtp *smtp, const char *sender, const char *recipient,
                     GBytes *content, char **answer)
{
  g_autofree char *from = g_strdup_printf ("<%s>", sender);
  g_autofree char *to = g_strdup_printf ("<%s>", recipient);
  gsize n_bytes = g_bytes_get_size (content);
  long timeout_s = (long) (smtp->settings->timeout_s + n_bytes / LEAST_SPEED);
  struct curl_slist *recipients;
  CURLcode code;

  if (smtp->handle == NULL)
    {
      *answer = g_strdup ("libcurl cannot be used");
      return COLLECTOR_SMTP_NO_SERVER;
    }
  recipients = curl_slist_append (NULL, to);
  smtp->content = content;
  smtp->at = 0;
  smtp->reason[0] = smtp->command[0] = '\0';
  smtp->is_over = FALSE;
  smtp->is_whole = TRUE;
  g_string_truncate (smtp->answer, 0);
  curl_easy_setopt (smtp->handle, CURLOPT_MAIL_FROM, from);
  curl_easy_setopt (smtp->handle, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt (smtp->handle, CURLOPT_INFILESIZE_LARGE, (curl_off_t) n_bytes);
  curl_easy_setopt (smtp->handle, CURLOPT_TIMEOUT, timeout_s);
  code = curl_easy_perform (smtp->handle);
  curl_easy_setopt (smtp->handle, CURLOPT_MAIL_RCPT, NULL);
  curl_slist_free_all (recipients);
  smtp->content = NULL;
  *answer = dup_answer (smtp, code);
  return judge (smtp, code);
}
