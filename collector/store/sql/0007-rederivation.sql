-- Stored records whose calls are to be derived anew, since what the company tells of its devices and
-- sites changed: worked off, bit by bit, by who holds the ledger.
CREATE TABLE rederivation (
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL,       -- of the company, which whoever works it off must know
  device TEXT NOT NULL,            -- records that name it; '' = all
  node_id INTEGER NOT NULL DEFAULT 0, -- the records up to this key are done; 0 = none
  global_call_id INTEGER NOT NULL DEFAULT 0,
  record_key INTEGER NOT NULL DEFAULT 0
) STRICT;
