-- Dashboards that hang on a wall: shown to whoever has the link, until it is revoked.

CREATE TABLE wallboard (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE, -- by whose rights it shows
  token_hash TEXT NOT NULL UNIQUE,   -- SHA-256 of what the link ends in, hexadecimal
  name TEXT NOT NULL,
  scope INTEGER NOT NULL,            -- CollectorScope: fixed, whatever its owner sees besides
  masked_digits INTEGER NOT NULL CHECK (masked_digits BETWEEN 0 AND 99), -- at least
  rotate_s INTEGER NOT NULL,         -- how long a page stands
  layout TEXT NOT NULL,              -- JSON
  purpose TEXT NOT NULL,             -- why its owner shows it: for the access log
  created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX wallboard_by_account ON wallboard (account_id);

-- The set that the scope names: departments, cost centres or locations.
CREATE TABLE wallboard_scope (
  wallboard_id INTEGER NOT NULL REFERENCES wallboard (id) ON DELETE CASCADE,
  target_id INTEGER NOT NULL,
  PRIMARY KEY (wallboard_id, target_id)
) STRICT, WITHOUT ROWID;

-- Where it hangs: who looked is noted in the access log once a day.
CREATE TABLE wallboard_look (
  wallboard_id INTEGER NOT NULL REFERENCES wallboard (id) ON DELETE CASCADE,
  address TEXT NOT NULL,
  noted_day INTEGER NOT NULL,        -- days since 1970-01-01, UTC
  seen_ms INTEGER NOT NULL,          -- kept to a minute
  PRIMARY KEY (wallboard_id, address)
) STRICT, WITHOUT ROWID;
