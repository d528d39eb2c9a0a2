-- Who may sign in, what they may see, and who is signed in now.

-- There is no default account: the first is made on the host, with `user add`.
CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  user_name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  password_hash TEXT NOT NULL,     -- argon2id, as libsodium writes it; '' = cannot sign in
  person_id INTEGER REFERENCES person (id), -- NULL = nobody's: no own calls
  role INTEGER NOT NULL,           -- CollectorRole
  scope INTEGER NOT NULL,          -- CollectorScope
  masked_digits INTEGER NOT NULL CHECK (masked_digits BETWEEN 0 AND 99),
  language TEXT NOT NULL DEFAULT 'en',
  zone TEXT NOT NULL DEFAULT '',   -- IANA; '' = the company's
  disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
  created_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  last_sign_in_ms INTEGER          -- NULL = never
) STRICT;
CREATE INDEX account_by_person ON account (person_id);

-- The set an account's scope names: departments, cost centres or locations.
CREATE TABLE account_scope (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  target_id INTEGER NOT NULL,
  PRIMARY KEY (account_id, target_id)
) STRICT, WITHOUT ROWID;

-- One row per signed-in client. The token itself is nowhere on this host.
CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,     -- SHA-256 of the token, hexadecimal
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  created_ms INTEGER NOT NULL,
  last_used_ms INTEGER NOT NULL,   -- kept to a minute
  address TEXT NOT NULL            -- where it was opened from
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_account ON session (account_id);
