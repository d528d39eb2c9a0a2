-- What people keep of reports: questions of their own, and answers they were given.

CREATE TABLE personal_report (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE, -- whose
  name TEXT NOT NULL COLLATE NOCASE,
  description TEXT NOT NULL DEFAULT '',
  category TEXT NOT NULL DEFAULT '', -- in the owner's words
  report_id TEXT NOT NULL,           -- of the catalogue
  spec TEXT NOT NULL,                -- JSON: what is put over the report's own question
  share INTEGER,                     -- CollectorRole: the least that sees it too; NULL = nobody
  created_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  UNIQUE (account_id, name)
) STRICT;

CREATE TABLE report_history (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE, -- who asked
  report_id TEXT NOT NULL,
  title TEXT NOT NULL,
  spec TEXT NOT NULL,                -- JSON: the whole question
  made_ms INTEGER NOT NULL,
  n_rows INTEGER NOT NULL,
  n_calls INTEGER,                   -- behind the answer; NULL = not counted
  took_ms INTEGER NOT NULL,
  origin INTEGER NOT NULL,           -- CollectorHistoryOrigin
  format TEXT NOT NULL DEFAULT '',   -- of a file
  n_others INTEGER NOT NULL,         -- rows that told of others, for the access log
  document BLOB                      -- first page as it was answered: JSON, zlib
) STRICT;
CREATE INDEX report_history_by_account ON report_history (account_id, id);
