/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expect: exported function toll_serve lacks the prefix collector_ */
void
toll_serve (void)
{
}
