-- People in full: where they come from, what is theirs, where they were before; what is hidden
-- from whom; how somebody signs in who is not known yet.

-- A person's own row tells of now; person_past tells of before.
ALTER TABLE person ADD COLUMN cucm_user_id TEXT NOT NULL DEFAULT ''; -- user id in records; '' = user_name
ALTER TABLE person ADD COLUMN manager_id INTEGER REFERENCES person (id);
ALTER TABLE person ADD COLUMN valid_from_ms INTEGER NOT NULL DEFAULT (-9223372036854775808);
ALTER TABLE person ADD COLUMN valid_to_ms INTEGER NOT NULL DEFAULT 9223372036854775807; -- left then
ALTER TABLE person ADD COLUMN pin_hash TEXT NOT NULL DEFAULT '';     -- argon2id; '' = no PIN
ALTER TABLE person ADD COLUMN source INTEGER NOT NULL DEFAULT 0;     -- CollectorPersonSource
ALTER TABLE person ADD COLUMN source_key TEXT NOT NULL DEFAULT '';   -- the source's own lasting id
ALTER TABLE person ADD COLUMN synced TEXT NOT NULL DEFAULT '';       -- fields the source alone changes: 'mail last_name'
ALTER TABLE person ADD COLUMN search TEXT NOT NULL DEFAULT '';       -- names without case and accents
ALTER TABLE person ADD COLUMN custom_1 TEXT NOT NULL DEFAULT '';     -- titles: table custom_field
ALTER TABLE person ADD COLUMN custom_2 TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN custom_3 TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN custom_4 TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN custom_5 TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN custom_6 TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN custom_7 TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN custom_8 TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN custom_9 TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN custom_10 TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX person_by_name ON person (user_name COLLATE NOCASE);
CREATE INDEX person_by_source ON person (source, source_key);
CREATE INDEX person_by_department ON person (department_id);
CREATE INDEX person_by_cost_centre ON person (cost_centre_id);
CREATE INDEX person_by_location ON person (location_id);
CREATE INDEX person_by_search ON person (search, id);
CREATE INDEX person_by_manager ON person (manager_id);

-- Where a person belonged until an instant. At t holds the row with the least until_ms > t, else
-- the person's own: a moved person's old calls stay where they were.
CREATE TABLE person_past (
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  until_ms INTEGER NOT NULL,
  department_id INTEGER REFERENCES department (id),
  cost_centre_id INTEGER REFERENCES cost_centre (id),
  location_id INTEGER REFERENCES location (id),
  PRIMARY KEY (person_id, until_ms)
) STRICT, WITHOUT ROWID;

-- A grouping that is being merged into another: hidden, and gone when its calls are the other's.
ALTER TABLE department ADD COLUMN merged_into INTEGER;
ALTER TABLE cost_centre ADD COLUMN merged_into INTEGER;
ALTER TABLE location ADD COLUMN merged_into INTEGER;

-- Stored calls whose owner may be another by now: worked off, bit by bit, by who holds the ledger.
CREATE TABLE reattribution (
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL,       -- of the company, which whoever works it off must know
  extension TEXT NOT NULL,         -- '' = whatever the line
  from_ms INTEGER NOT NULL,        -- start of the calls: half open
  to_ms INTEGER NOT NULL,
  next_call_id INTEGER NOT NULL DEFAULT 0 -- what is below is done
) STRICT;

-- A number is one person's at a time, within its partition and site, whatever its kind.
ALTER TABLE person_line ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;  -- CollectorLineKind
ALTER TABLE person_line ADD COLUMN site_id INTEGER REFERENCES site (id); -- NULL = any
DROP INDEX person_line_number;
CREATE UNIQUE INDEX person_line_number
  ON person_line (extension, partition, ifnull (site_id, 0), valid_from_ms);
DROP INDEX person_line_person; -- with what people are sorted and sought by
CREATE INDEX person_line_person
  ON person_line (person_id, kind, extension, valid_from_ms, valid_to_ms);

-- Devices that are one person's: their calls are the person's when neither user nor line tells.
CREATE TABLE person_device (
  device TEXT PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX person_device_person ON person_device (person_id);

CREATE TABLE custom_field (
  number INTEGER PRIMARY KEY CHECK (number BETWEEN 1 AND 10),
  title TEXT NOT NULL UNIQUE
) STRICT;

-- '' = a local password; else whom to bind as at the directory server.
ALTER TABLE account ADD COLUMN bind_dn TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN client TEXT NOT NULL DEFAULT '';      -- program and machine, as told

-- Every person has an account, by which one signs in once it has a password.
UPDATE account SET person_id = (SELECT id FROM person WHERE user_name = account.user_name
                                COLLATE NOCASE) WHERE person_id IS NULL;
INSERT INTO account (user_name, password_hash, person_id, role, scope, masked_digits, created_ms,
                     changed_ms)
  SELECT user_name, '', id, 0, 0, 3, unixepoch () * 1000, unixepoch () * 1000 FROM person
  WHERE NOT EXISTS (SELECT 1 FROM account WHERE account.user_name = person.user_name);
UPDATE person SET search = lower (trim (last_name || ' ' || first_name || ' ' || user_name));

-- A code that makes the first administrator, once. Of the code only the hash is kept.
CREATE TABLE first_code (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  code_hash TEXT NOT NULL,
  expires_ms INTEGER NOT NULL
) STRICT;

-- What the directory server was asked and answered: newest last.
CREATE TABLE sync_run (
  id INTEGER PRIMARY KEY,
  started_ms INTEGER NOT NULL,
  ended_ms INTEGER,                -- NULL = under way, or cut short
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'refused', 'failed')),
  n_found INTEGER NOT NULL DEFAULT 0,
  n_new INTEGER NOT NULL DEFAULT 0,
  n_changed INTEGER NOT NULL DEFAULT 0,
  n_removed INTEGER NOT NULL DEFAULT 0,
  n_refused INTEGER NOT NULL DEFAULT 0,
  message TEXT NOT NULL DEFAULT '' -- why, and the first refusals
) STRICT;

-- Last digits of outside numbers that are hidden, beside what the viewer's account says: the
-- largest of all that match counts.
CREATE TABLE mask_rule (
  id INTEGER PRIMARY KEY,
  role INTEGER NOT NULL DEFAULT -1,       -- CollectorRole; -1 = any
  dest_class INTEGER NOT NULL DEFAULT -1, -- TollClass; -1 = any
  older_than_days INTEGER NOT NULL DEFAULT 0,
  masked_digits INTEGER NOT NULL CHECK (masked_digits BETWEEN 1 AND 99)
) STRICT;

-- What makes a call private: its number is nobody's business but the owner's.
CREATE TABLE private_rule (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,           -- CollectorPrivateKind: dialled prefix, code, contact
  value TEXT NOT NULL,
  person_id INTEGER REFERENCES person (id) ON DELETE CASCADE, -- of a contact; NULL = everybody's
  UNIQUE (kind, value, person_id)
) STRICT;

-- The owner's own word on a call.
CREATE TABLE private_call (
  call_id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL,      -- who said so
  is_private INTEGER NOT NULL CHECK (is_private IN (0, 1)), -- 0 = business, whatever the rules say
  at_ms INTEGER NOT NULL
) STRICT;

-- Where the access log stood when it was last forced to the disk: no entry up to there can be cut
-- off or changed without being noticed.
CREATE TABLE access_anchor (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  n_entries INTEGER NOT NULL,
  hash TEXT NOT NULL,              -- of the last of them, hexadecimal
  at_ms INTEGER NOT NULL
) STRICT;

-- Records of a file that were erased because they grew old: stored + erased = counted.
ALTER TABLE file ADD COLUMN legs_erased INTEGER NOT NULL DEFAULT 0;
ALTER TABLE file ADD COLUMN noise_erased INTEGER NOT NULL DEFAULT 0;
ALTER TABLE file ADD COLUMN quality_erased INTEGER NOT NULL DEFAULT 0;
