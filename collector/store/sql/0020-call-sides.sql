-- The sides of a conversation of several records: what they heard (CMR) lies under the call id and the
-- leg id of each record. Of a call without a row here it lies under the call's own call id.
-- Kept by collector/store/sides.c.
CREATE TABLE call_side (
  call_id INTEGER NOT NULL,
  node_id INTEGER NOT NULL,
  global_call_id INTEGER NOT NULL,
  leg_ident INTEGER NOT NULL,
  PRIMARY KEY (call_id, node_id, global_call_id, leg_ident)
) STRICT, WITHOUT ROWID;

-- What is stored gets its sides from its records.
INSERT INTO rederivation (revision, device)
  SELECT n, '' FROM revision WHERE EXISTS (SELECT 1 FROM quality);
