-- The company: what an administrator tells Tollkeeper. The pipeline reads these tables into
-- immutable snapshots; every change counts `revision` up, so that a running service notices.

CREATE TABLE revision (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  n  INTEGER NOT NULL               -- grows by one with every change of a company table
) STRICT;
INSERT INTO revision VALUES (1, 1);

-- One row per setting that differs from its default; keys are those of store/setting-table.
CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- An office: where it is and how it dials. Lists are separated by spaces.
CREATE TABLE site (
  id                   INTEGER PRIMARY KEY,
  name                 TEXT NOT NULL UNIQUE,
  nation               TEXT NOT NULL,            -- ISO 3166-1 alpha-2
  area_code            TEXT NOT NULL DEFAULT '', -- as after the country code
  zone                 TEXT NOT NULL,            -- IANA
  access_code          TEXT NOT NULL DEFAULT '',
  international_prefix TEXT NOT NULL DEFAULT '',
  trunk_prefix         TEXT NOT NULL DEFAULT '',
  extension_ranges     TEXT NOT NULL DEFAULT '',
  public_ranges        TEXT NOT NULL DEFAULT '',
  short_codes          TEXT NOT NULL DEFAULT '',
  voicemail_number     TEXT NOT NULL DEFAULT '',
  mwi_numbers          TEXT NOT NULL DEFAULT ''
) STRICT;

-- A trunk or gateway; device is its name in the records.
CREATE TABLE gateway (
  id            INTEGER PRIMARY KEY,
  device        TEXT NOT NULL UNIQUE,
  title         TEXT NOT NULL DEFAULT '',
  site_id       INTEGER REFERENCES site (id),
  operator_name TEXT NOT NULL DEFAULT '',
  channels      INTEGER NOT NULL DEFAULT 0        -- 0 = unknown
) STRICT;

-- What other devices are, where their names do not say so (CollectorDeviceKind).
CREATE TABLE device_kind (
  device  TEXT PRIMARY KEY,
  kind    INTEGER NOT NULL,
  site_id INTEGER REFERENCES site (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE department  (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE cost_centre (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE location    (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE person (
  id             INTEGER PRIMARY KEY,
  user_name      TEXT NOT NULL UNIQUE,
  first_name     TEXT NOT NULL DEFAULT '',
  last_name      TEXT NOT NULL DEFAULT '',
  mail           TEXT NOT NULL DEFAULT '',
  language       TEXT NOT NULL DEFAULT '',
  zone           TEXT NOT NULL DEFAULT '',
  department_id  INTEGER REFERENCES department (id),
  cost_centre_id INTEGER REFERENCES cost_centre (id),
  location_id    INTEGER REFERENCES location (id)
) STRICT;

-- Which number was whose, and when: half open; the ends of time stand for "always" and "still".
CREATE TABLE person_line (
  id            INTEGER PRIMARY KEY,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  extension     TEXT NOT NULL,
  partition     TEXT NOT NULL DEFAULT '',           -- '' = any
  valid_from_ms INTEGER NOT NULL DEFAULT (-9223372036854775808),
  valid_to_ms   INTEGER NOT NULL DEFAULT 9223372036854775807
) STRICT;
CREATE INDEX person_line_person ON person_line (person_id);
CREATE UNIQUE INDEX person_line_number ON person_line (extension, partition, valid_from_ms);

-- A tariff is a name; its versions hold the prices and are never changed once they priced a call.
CREATE TABLE tariff (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE tariff_version (
  id         INTEGER PRIMARY KEY,
  tariff_id  INTEGER NOT NULL REFERENCES tariff (id),
  from_ms    INTEGER NOT NULL,          -- local midnight of the tariff's zone, UTC epoch
  to_ms      INTEGER NOT NULL,          -- half open; 9223372036854775807 = still
  sha256     TEXT NOT NULL,             -- of the document
  n_rates    INTEGER NOT NULL,
  document   TEXT NOT NULL,             -- canonical tariff document, JSON
  created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX tariff_version_tariff ON tariff_version (tariff_id, from_ms);

-- Who pays by which tariff; '' / 0 / -1 = any. The most specific row wins.
CREATE TABLE assignment (
  id         INTEGER PRIMARY KEY,
  gateway    TEXT NOT NULL DEFAULT '',    -- device name
  site_id    INTEGER NOT NULL DEFAULT 0,  -- site.id
  direction  INTEGER NOT NULL DEFAULT -1, -- TollDirection
  dest_class INTEGER NOT NULL DEFAULT -1, -- TollClass
  tariff_id  INTEGER NOT NULL REFERENCES tariff (id),
  UNIQUE (gateway, site_id, direction, dest_class)
) STRICT;
