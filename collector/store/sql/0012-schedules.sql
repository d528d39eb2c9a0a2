-- Reports that are sent by mail by the clock, and what came of each time.

CREATE TABLE schedule (
  id INTEGER PRIMARY KEY,
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
CREATE INDEX schedule_by_account ON schedule (account_id);

CREATE TABLE schedule_run (
  id INTEGER PRIMARY KEY,
  schedule_id INTEGER NOT NULL REFERENCES schedule (id) ON DELETE CASCADE,
  run_ms INTEGER NOT NULL,
  state INTEGER NOT NULL,           -- CollectorScheduleState: SENT = it went to the outbox
  n_rows INTEGER NOT NULL,          -- of the report
  n_bytes INTEGER NOT NULL,         -- of all its mails
  n_recipients INTEGER NOT NULL,
  detail TEXT NOT NULL DEFAULT ''   -- why it failed
) STRICT;
CREATE INDEX schedule_run_by_schedule ON schedule_run (schedule_id, id);
CREATE INDEX schedule_run_by_time ON schedule_run (run_ms);

ALTER TABLE mail_message ADD COLUMN schedule_run_id INTEGER -- whose it is; NULL = of no schedule
  REFERENCES schedule_run (id) ON DELETE SET NULL;
CREATE INDEX mail_message_by_run ON mail_message (schedule_run_id)
  WHERE schedule_run_id IS NOT NULL;
