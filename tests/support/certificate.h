/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Writes a certificate of 127.0.0.1 that signs itself, and its key, as PEM files; the paths may be
 * the same one. Fails the test when openssl cannot. */
void test_certificate_make (const char *certificate, const char *key);
/* The same of @name: "DNS:localhost". */
void test_certificate_make_for (const char *name, const char *certificate, const char *key);
