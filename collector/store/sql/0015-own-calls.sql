-- "My calls" by whose they are: a line that many sign in at has few calls of each, and so many
-- of others' would have to be looked at before a page is full.
DROP TABLE call_line;
CREATE TABLE call_line (
  line_id INTEGER NOT NULL,
  call_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,      -- call.person_id
  PRIMARY KEY (line_id, call_id)
) STRICT, WITHOUT ROWID;
INSERT INTO call_line SELECT line_id, id, person_id FROM call ORDER BY line_id, id;
