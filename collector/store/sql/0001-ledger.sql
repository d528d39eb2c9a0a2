-- The ledger: every record that was read, the calls they make, and the running totals.
--
-- Rows are kept narrow and keys grow with time, because the write-ahead log is what ingest waits
-- for. Long texts that repeat are words: dense small numbers per kind, so that totals can be
-- arrays. The hot tables have no FOREIGN KEY clauses: one writer fills them in one transaction
-- a batch, and `verify` proves their links.

-- One row: what is fixed when the ledger is made.
CREATE TABLE meta (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  company_zone TEXT NOT NULL,      -- IANA zone whose days the totals are kept in
  totals_layout INTEGER NOT NULL,  -- COLLECTOR_TOTALS_LAYOUT of the program that made the cells
  last_change INTEGER NOT NULL DEFAULT 0, -- number of the last transaction that changed calls
  created_ms INTEGER NOT NULL
) STRICT;

-- Texts that repeat. Kinds: see collector/store/words.h. The id is dense, from 1, per kind.
CREATE TABLE word (
  kind INTEGER NOT NULL,
  id INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX word_by_text ON word (kind, text);

-- A line: extension and partition; dense ids from 1 for the totals.
CREATE TABLE line (
  id INTEGER PRIMARY KEY,
  extension TEXT NOT NULL,
  partition TEXT NOT NULL          -- '' = none or unknown
) STRICT;
CREATE UNIQUE INDEX line_by_extension ON line (extension, partition);

-- A file that was read or refused. records = legs + quality + duplicates + noise + quarantined.
CREATE TABLE file (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,              -- base name as it was delivered
  size INTEGER NOT NULL,           -- bytes
  sha256 TEXT,                     -- hexadecimal, of the whole file; of the read part while reading
  format TEXT NOT NULL,            -- '' when it was refused before one was found
  state TEXT NOT NULL CHECK (state IN ('reading', 'done', 'refused')),
  offset_committed INTEGER NOT NULL DEFAULT 0, -- bytes of it that are in the ledger
  records INTEGER NOT NULL DEFAULT 0,
  legs INTEGER NOT NULL DEFAULT 0,
  quality INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  noise INTEGER NOT NULL DEFAULT 0,
  quarantined INTEGER NOT NULL DEFAULT 0,
  calls INTEGER NOT NULL DEFAULT 0, -- new calls its records made
  times_seen INTEGER NOT NULL DEFAULT 1,
  first_seen_ms INTEGER NOT NULL,
  done_ms INTEGER,
  archive_path TEXT,               -- where the file lies now, relative to the data directory
  reason TEXT                      -- why it was refused
) STRICT;
CREATE INDEX file_by_size ON file (size, state);
-- The few files whose reading was cut short.
CREATE INDEX file_reading ON file (id) WHERE state = 'reading';

-- A record as a source wrote it, and which call it belongs to.
CREATE TABLE leg (
  node_id INTEGER NOT NULL,        -- word 'node': cluster and manager
  global_call_id INTEGER NOT NULL, -- wraps after 24 bits
  record_key INTEGER NOT NULL,     -- first 8 bytes of the pkid, or a hash
  setup_s INTEGER NOT NULL,        -- UTC epoch, seconds
  call_id INTEGER NOT NULL,        -- 0 = noise
  noise_id INTEGER NOT NULL,       -- word 'noise': the rule that said so; 0 = traffic
  file_id INTEGER NOT NULL,
  line INTEGER NOT NULL,           -- of the file, from 1
  byte_offset INTEGER NOT NULL,
  byte_length INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  body BLOB NOT NULL,              -- all fields: toll_leg_pack()
  PRIMARY KEY (node_id, global_call_id, record_key)
) STRICT, WITHOUT ROWID;

-- Leg ids of records that may be linked by them (transfer, conference, park ...).
CREATE TABLE leg_link (
  cluster_id INTEGER NOT NULL,     -- word 'cluster'
  leg_ident INTEGER NOT NULL,
  node_id INTEGER NOT NULL,        -- node_id, global_call_id, record_key: the leg
  global_call_id INTEGER NOT NULL,
  record_key INTEGER NOT NULL,
  setup_s INTEGER NOT NULL,        -- the leg's, so that leg ids that wrapped are told apart
  PRIMARY KEY (cluster_id, leg_ident, node_id, global_call_id, record_key)
) STRICT, WITHOUT ROWID;

-- A conversation, attributed and priced. *_ms instants are UTC epoch milliseconds.
CREATE TABLE call (
  id INTEGER PRIMARY KEY,          -- start second << 31 | hash of the first leg: grows with time
  start_ms INTEGER NOT NULL,
  connect_ms INTEGER NOT NULL,     -- 0 = never
  end_ms INTEGER NOT NULL,
  ring_ms INTEGER NOT NULL,
  talk_ms INTEGER NOT NULL,
  queue_ms INTEGER NOT NULL,
  direction INTEGER NOT NULL,      -- TollDirection
  outcome INTEGER NOT NULL,        -- TollOutcome
  dest_class INTEGER NOT NULL,     -- TollClass
  flags INTEGER NOT NULL,          -- TollCallFlags
  cause INTEGER NOT NULL,          -- Q.850
  n_legs INTEGER NOT NULL,
  line_id INTEGER NOT NULL,        -- whose call it is
  last_line_id INTEGER NOT NULL,   -- who held it last; 0 = the same
  first_line_id INTEGER NOT NULL,  -- who was offered it first; 0 = not known
  device_id INTEGER NOT NULL,      -- word 'device'
  login_id INTEGER NOT NULL,       -- word 'login'
  person_id INTEGER NOT NULL,      -- 0 = nobody known at that instant
  department_id INTEGER NOT NULL,
  cost_centre_id INTEGER NOT NULL,
  location_id INTEGER NOT NULL,
  number TEXT NOT NULL,            -- the other side as shown: E.164 with +, short code, extension
  caller_e164 TEXT,                -- NULL = number of an incoming call when it has a +
  callee_e164 TEXT,                -- NULL = number of an outgoing or transit call when it has a +
  dialled TEXT NOT NULL,           -- as it stands in the record
  hunt_pilot_id INTEGER NOT NULL,  -- word 'hunt-pilot'
  nation_id INTEGER NOT NULL,      -- word 'nation': alpha-2
  area_id INTEGER NOT NULL,        -- word 'area': nation/area
  operator_id INTEGER NOT NULL,    -- word 'operator'
  gateway_id INTEGER NOT NULL,     -- word 'gateway': device name; 0 = internal
  site_id INTEGER NOT NULL,        -- word 'site': name
  authorization_id INTEGER NOT NULL, -- word 'authorization': the code's description
  client_matter_code TEXT NOT NULL,
  rating_state INTEGER NOT NULL,   -- TollRatingState
  reason INTEGER NOT NULL,         -- TollReason
  cost_micro INTEGER NOT NULL,     -- 10^-6 of the currency
  currency_id INTEGER NOT NULL,    -- word 'currency'; 0 = nothing was priced
  tariff_version_id INTEGER NOT NULL, -- 0 = none
  prefix_id INTEGER NOT NULL,      -- word 'prefix': the rate that matched
  charged_from_ms INTEGER,         -- NULL = connect_ms
  charged_ms INTEGER,              -- NULL = talk_ms
  node_id INTEGER NOT NULL,        -- first leg: where looking for the call's legs begins
  global_call_id INTEGER NOT NULL,
  change INTEGER NOT NULL          -- number of the transaction that wrote the row: for followers
) STRICT;

-- Where calls are found; kept by collector/store/finder.c, which writes them sorted.
-- "My calls": newest first of one line.
CREATE TABLE call_line (
  line_id INTEGER NOT NULL,
  call_id INTEGER NOT NULL,
  PRIMARY KEY (line_id, call_id)
) STRICT, WITHOUT ROWID;

-- Calls with one number; kept local by buckets of 2^21 seconds (24 days), so that ingest writes to
-- few leaves.
CREATE TABLE call_number (
  bucket INTEGER NOT NULL,         -- call id >> 52
  number TEXT NOT NULL,
  call_id INTEGER NOT NULL,
  PRIMARY KEY (bucket, number, call_id)
) STRICT, WITHOUT ROWID;

-- What one side of a leg heard (CMR).
CREATE TABLE quality (
  node_id INTEGER NOT NULL,
  global_call_id INTEGER NOT NULL,
  record_key INTEGER NOT NULL,
  leg_ident INTEGER NOT NULL,      -- orig_leg_id or dest_leg_id of the leg
  content_hash INTEGER NOT NULL,
  stamp_ms INTEGER NOT NULL,
  number TEXT NOT NULL,
  partition TEXT NOT NULL,
  device_id INTEGER NOT NULL,      -- word 'device'
  packets_sent INTEGER NOT NULL,   -- this and what follows: -1 = not measured
  packets_received INTEGER NOT NULL,
  packets_lost INTEGER NOT NULL,
  jitter_ms INTEGER NOT NULL,
  latency_ms INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  mos_milli INTEGER NOT NULL,
  concealed_ppm INTEGER NOT NULL,
  severely_concealed_s INTEGER NOT NULL,
  metrics TEXT NOT NULL,
  file_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY (node_id, global_call_id, record_key)
) STRICT, WITHOUT ROWID;

-- A record with the key of a stored one and another content: the first stays.
CREATE TABLE conflict (
  id INTEGER PRIMARY KEY,
  node_id INTEGER NOT NULL,
  global_call_id INTEGER NOT NULL,
  record_key INTEGER NOT NULL,
  stored_hash INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  byte_offset INTEGER NOT NULL,
  byte_length INTEGER NOT NULL,
  body BLOB,                       -- a leg's fields; NULL for a quality record
  created_ms INTEGER NOT NULL,
  UNIQUE (node_id, global_call_id, record_key, content_hash)
) STRICT;

-- A record that could not be read. Nothing of it is lost.
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL REFERENCES file (id),
  line INTEGER NOT NULL,
  byte_offset INTEGER NOT NULL,
  field TEXT NOT NULL,             -- '' = the whole record
  reason TEXT NOT NULL,
  raw TEXT NOT NULL,
  raw_hash INTEGER NOT NULL UNIQUE, -- the same bad record again is a duplicate
  state TEXT NOT NULL CHECK (state IN ('held', 'replayed', 'dropped')),
  created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX quarantine_by_state ON quarantine (state, id);
CREATE INDEX quarantine_by_file ON quarantine (file_id);

-- Devices seen in records that may be gateways: told apart by an administrator, never guessed.
CREATE TABLE learned_device (
  name TEXT PRIMARY KEY,
  first_seen_ms INTEGER NOT NULL,  -- set-up of the first and last record that names it
  last_seen_ms INTEGER NOT NULL,
  n_records INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Running totals of people's own calls, and of nobody else's: kept by collector/store/own-totals.c.
CREATE TABLE own_total (
  person_id INTEGER NOT NULL,
  line_id INTEGER NOT NULL,
  day INTEGER NOT NULL,            -- since 1970-01-01, local in the company's zone
  currency_id INTEGER NOT NULL,    -- word 'currency'; 0 = nothing was priced
  calls INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  missed INTEGER NOT NULL,
  talk_ms INTEGER NOT NULL,
  ring_ms INTEGER NOT NULL,        -- of answered calls
  cost_micro INTEGER NOT NULL,     -- of rated calls
  PRIMARY KEY (person_id, line_id, day, currency_id)
) STRICT, WITHOUT ROWID;

-- Running totals: arrays of small cells; collector/store/totals.c alone knows the layout.
CREATE TABLE totals (
  id INTEGER PRIMARY KEY,          -- cube, day, currency, chunk of keys
  cells BLOB NOT NULL
) STRICT;
