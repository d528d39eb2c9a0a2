/* expect: no SPDX line */
int x;
