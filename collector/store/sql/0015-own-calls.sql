-- "My calls" by whose they are: a line that many sign in at has few calls of each, and so many
-- of others' would have to be looked at before a page is full.
CREATE INDEX call_by_person ON call (person_id) WHERE person_id <> 0;
CREATE INDEX call_called_by_person ON call_called (person_id, call_id) WHERE person_id <> 0;
