-- An internal call is both sides': each may say that it is private.
CREATE TABLE private_word (
  call_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,      -- who said so: whose the call was, or who was called
  is_private INTEGER NOT NULL CHECK (is_private IN (0, 1)), -- 0 = business, whatever the rules say
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (call_id, person_id)
) STRICT, WITHOUT ROWID;
INSERT INTO private_word SELECT call_id, person_id, is_private, at_ms FROM private_call;
DROP TABLE private_call;
ALTER TABLE private_word RENAME TO private_call;
