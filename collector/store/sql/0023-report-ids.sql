-- A card of a dashboard, a link and an open page name a report by its id: that of one which was
-- deleted is not given to another.
CREATE TABLE personal_report_kept (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
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
INSERT INTO personal_report_kept
  SELECT id, account_id, name, description, category, report_id, spec, share, created_ms, changed_ms
  FROM personal_report;
DROP TABLE personal_report;
ALTER TABLE personal_report_kept RENAME TO personal_report;
