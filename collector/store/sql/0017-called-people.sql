-- Internal calls that somebody took at a phone of their own or signed in, on a line of nobody: the
-- line is theirs to look at, too. Scope 0 of `called_group` is the person who was called.
INSERT INTO called_group
  SELECT DISTINCT 0, person_id, line_id FROM call_called WHERE person_id <> 0;
