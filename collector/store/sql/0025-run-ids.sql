-- A page that is open, and whoever asks by the API, name an answer or a schedule by its id: that of one
-- which was deleted is not given to another.
CREATE TABLE report_history_kept (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
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
  -- First page as it was answered: JSON, zlib; hash of what decided what was seen; whom it told of:
  -- ids between spaces.
  document BLOB,
  rights TEXT NOT NULL DEFAULT '',
  people TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO report_history_kept
  SELECT id, account_id, report_id, title, spec, made_ms, n_rows, n_calls, took_ms, origin, format,
         n_others, document, rights, people
  FROM report_history;
DROP TABLE report_history;
ALTER TABLE report_history_kept RENAME TO report_history;
CREATE INDEX report_history_by_account ON report_history (account_id, id);

CREATE TABLE schedule_kept (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE, -- by whose rights it runs
  name TEXT NOT NULL,
  report_id TEXT NOT NULL,          -- of the catalogue
  spec TEXT NOT NULL,               -- JSON: what is put over the report's own question
  every_unit INTEGER NOT NULL,      -- TollScheduleUnit
  every_n INTEGER NOT NULL,
  start TEXT NOT NULL,              -- local time: 2026-01-31T08:00
  zone TEXT NOT NULL,               -- IANA
  subject TEXT NOT NULL DEFAULT '', -- with [[PLACES]]; '' = the program's text in the reader's language
  body TEXT NOT NULL DEFAULT '',    -- the same
  recipients TEXT NOT NULL,         -- JSON array of mail addresses
  format TEXT NOT NULL,             -- of the file: "pdf"
  skip_empty INTEGER NOT NULL CHECK (skip_empty IN (0, 1)),
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  purpose TEXT NOT NULL DEFAULT '', -- why the owner has it sent: for the access log
  next_ms INTEGER,                  -- NULL = never
  asked_ms INTEGER,                 -- somebody wants it now, since then; NULL = nobody
  created_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL
) STRICT;
INSERT INTO schedule_kept
  SELECT id, account_id, name, report_id, spec, every_unit, every_n, start, zone, subject, body,
         recipients, format, skip_empty, enabled, purpose, next_ms, asked_ms, created_ms, changed_ms
  FROM schedule;

-- Its runs go with a schedule, and a mail forgets its run: both are put aside before the table goes.
CREATE TABLE schedule_run_kept (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  schedule_id INTEGER NOT NULL REFERENCES schedule_kept (id) ON DELETE CASCADE,
  run_ms INTEGER NOT NULL,
  state INTEGER NOT NULL,           -- CollectorScheduleState: SENT = it went to the outbox
  n_rows INTEGER NOT NULL,          -- of the report
  n_bytes INTEGER NOT NULL,         -- of all its mails
  n_recipients INTEGER NOT NULL,
  detail TEXT NOT NULL DEFAULT ''   -- why it failed
) STRICT;
INSERT INTO schedule_run_kept
  SELECT id, schedule_id, run_ms, state, n_rows, n_bytes, n_recipients, detail FROM schedule_run;
CREATE TABLE mail_run_kept (
  id INTEGER PRIMARY KEY,
  schedule_run_id INTEGER NOT NULL
) STRICT;
INSERT INTO mail_run_kept
  SELECT id, schedule_run_id FROM mail_message WHERE schedule_run_id IS NOT NULL;
DROP TABLE schedule_run;
DROP TABLE schedule;
ALTER TABLE schedule_kept RENAME TO schedule; -- what refers to it does so by its new name
ALTER TABLE schedule_run_kept RENAME TO schedule_run;
UPDATE mail_message
  SET schedule_run_id = (SELECT k.schedule_run_id FROM mail_run_kept AS k WHERE k.id = mail_message.id)
  WHERE id IN (SELECT id FROM mail_run_kept);
DROP TABLE mail_run_kept;
CREATE INDEX schedule_by_account ON schedule (account_id);
CREATE INDEX schedule_run_by_schedule ON schedule_run (schedule_id, id);
CREATE INDEX schedule_run_by_time ON schedule_run (run_ms);
