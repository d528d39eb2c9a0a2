-- Which calls were recorded. Records of recordings are no traffic, but they name the call they were
-- made of; either may be read first.

-- What a record of a recording names: a leg id of its cluster, or a call id of a manager.
CREATE TABLE recording_mark (
  cluster_id INTEGER NOT NULL,     -- word 'cluster'
  setup_s INTEGER NOT NULL,        -- when the recording began
  manager_id INTEGER NOT NULL,     -- -1 = ident is a leg id
  ident INTEGER NOT NULL,
  PRIMARY KEY (cluster_id, setup_s, manager_id, ident)
) STRICT, WITHOUT ROWID;

-- Where connected records lie by leg id, 256 leg ids a row; collector/store/recordings.c alone knows
-- the layout.
CREATE TABLE leg_place (
  cluster_id INTEGER NOT NULL,     -- word 'cluster'
  page INTEGER NOT NULL,           -- leg id >> 8
  places BLOB NOT NULL,
  PRIMARY KEY (cluster_id, page)
) STRICT, WITHOUT ROWID;
