-- Whoever administers a part of the house gives user ids and devices from now on: the calls until
-- then stay where they were.

-- By which user id records found a person until an instant, as person_past tells where they were:
-- at t holds the row with the least until_ms > t, else the person's own.
CREATE TABLE login_past (
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  until_ms INTEGER NOT NULL,
  login TEXT NOT NULL,             -- '' = by none
  is_own INTEGER NOT NULL CHECK (is_own IN (0, 1)), -- 1 = a cucm_user_id, which goes before a user name
  PRIMARY KEY (person_id, until_ms)
) STRICT, WITHOUT ROWID;
CREATE INDEX login_past_by_login ON login_past (login COLLATE NOCASE);

-- Ids that several people share stay as they are: whoever is first by id has the calls.
CREATE INDEX person_by_cucm_user_id ON person (cucm_user_id COLLATE NOCASE) WHERE cucm_user_id <> '';

ALTER TABLE person_device ADD COLUMN valid_from_ms INTEGER NOT NULL DEFAULT (-9223372036854775808);
