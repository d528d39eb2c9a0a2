/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The causes of Q.850 in words. Pure; any thread.
 *
 * Source: ITU-T Q.850, table 1.
 */
#include "config.h"

#include "collector/store/query/fields.h"

#include <glib/gi18n.h>

static const struct
{
  int cause;
  const char *text;
} causes[] = {
  { 0, N_ ("No cause given") },
  { 1, N_ ("Number not in use") },
  { 2, N_ ("No route to the network") },
  { 3, N_ ("No route to the destination") },
  { 4, N_ ("Special tone sent") },
  { 6, N_ ("Channel not acceptable") },
  { 8, N_ ("Pre-empted") },
  { 16, N_ ("Normal call clearing") },
  { 17, N_ ("User busy") },
  { 18, N_ ("No user responding") },
  { 19, N_ ("No answer") },
  { 20, N_ ("Subscriber absent") },
  { 21, N_ ("Call rejected") },
  { 22, N_ ("Number changed") },
  { 26, N_ ("Cleared for another user") },
  { 27, N_ ("Destination out of order") },
  { 28, N_ ("Invalid or incomplete number") },
  { 29, N_ ("Facility rejected") },
  { 31, N_ ("Normal, unspecified") },
  { 34, N_ ("No channel available") },
  { 38, N_ ("Network out of order") },
  { 41, N_ ("Temporary failure") },
  { 42, N_ ("Switch congested") },
  { 43, N_ ("Access information discarded") },
  { 44, N_ ("Channel requested not available") },
  { 47, N_ ("Resource not available") },
  { 49, N_ ("Quality of service not available") },
  { 50, N_ ("Facility not subscribed") },
  { 55, N_ ("Incoming calls barred") },
  { 57, N_ ("Bearer capability not authorised") },
  { 58, N_ ("Bearer capability not available") },
  { 63, N_ ("Service not available") },
  { 65, N_ ("Bearer capability not implemented") },
  { 69, N_ ("Facility not implemented") },
  { 79, N_ ("Service not implemented") },
  { 81, N_ ("Invalid call reference") },
  { 86, N_ ("Call already cleared") },
  { 88, N_ ("Incompatible destination") },
  { 95, N_ ("Invalid message") },
  { 96, N_ ("Information missing") },
  { 97, N_ ("Message type unknown") },
  { 99, N_ ("Information element unknown") },
  { 100, N_ ("Invalid information") },
  { 101, N_ ("Message not compatible") },
  { 102, N_ ("Timer expired") },
  { 111, N_ ("Protocol error") },
  { 127, N_ ("Interworking") },
};

const char *
collector_cause_to_text (int cause)
{
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    if (causes[i].cause == cause)
      return causes[i].text;
  return N_ ("Other cause");
}
