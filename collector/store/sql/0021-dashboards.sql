-- Which widgets stand where: of everybody who moved any, and of every role for all who did not.

CREATE TABLE dashboard (
  account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  layout TEXT NOT NULL,              -- JSON
  changed_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE dashboard_default (
  role INTEGER PRIMARY KEY,          -- CollectorRole
  layout TEXT NOT NULL,
  changed_ms INTEGER NOT NULL
) STRICT;
