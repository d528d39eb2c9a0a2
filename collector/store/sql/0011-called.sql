-- Whose an internal call is, too: who was called. Such a call is counted once, to the line that
-- placed it, and found by both.
ALTER TABLE call ADD COLUMN called_line_id INTEGER NOT NULL DEFAULT 0; -- internal calls; 0 = nobody's

-- The called side of a call that has one, and by it "my calls": kept by collector/store/called.c.
CREATE TABLE call_called (
  line_id INTEGER NOT NULL,        -- call.called_line_id
  call_id INTEGER NOT NULL,
  device_id INTEGER NOT NULL,      -- word 'device'
  login_id INTEGER NOT NULL,       -- word 'login'
  person_id INTEGER NOT NULL,      -- 0 = nobody known at that instant
  department_id INTEGER NOT NULL,
  cost_centre_id INTEGER NOT NULL,
  location_id INTEGER NOT NULL,
  PRIMARY KEY (line_id, call_id)
) STRICT, WITHOUT ROWID;

-- What is stored gets its called side from its records.
INSERT INTO rederivation (revision, device)
  SELECT n, '' FROM revision WHERE EXISTS (SELECT 1 FROM call WHERE direction = 0);
