-- Mail on its way out. A row is written in the transaction of whoever decides that it is sent, and
-- sent after the commit; each recipient is tried by itself until it is through or given up.

CREATE TABLE mail_message (
  id INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL UNIQUE, -- the header's, without angle brackets: the same in every try
  sender TEXT NOT NULL,            -- whom the mail server is told it comes from
  subject TEXT NOT NULL,
  made_ms INTEGER NOT NULL,
  n_bytes INTEGER NOT NULL,
  content BLOB                     -- headers and body as they are sent; NULL = no longer needed
) STRICT;
CREATE INDEX mail_message_made ON mail_message (made_ms);

CREATE TABLE mail (
  id INTEGER PRIMARY KEY,
  mail_message_id INTEGER NOT NULL REFERENCES mail_message (id) ON DELETE CASCADE,
  recipient TEXT NOT NULL,
  state INTEGER NOT NULL DEFAULT 0, -- CollectorMailState
  tries INTEGER NOT NULL DEFAULT 0,
  since_ms INTEGER NOT NULL,       -- from when on it is tried: giving up counts from here
  next_try_ms INTEGER NOT NULL,
  last_try_ms INTEGER,             -- NULL = not tried yet
  last_answer TEXT NOT NULL DEFAULT '', -- of the server, or why it could not be asked
  UNIQUE (mail_message_id, recipient)
) STRICT;
CREATE INDEX mail_waiting ON mail (next_try_ms) WHERE state = 0;
