-- An index that lacks the column of its own condition has every row looked up in the table beside it, for
-- nothing.
DROP INDEX follow_up_open;
CREATE INDEX follow_up_open ON follow_up
  (call_id, start_ms, person_id, department_id, cost_centre_id, location_id, became) WHERE became = 1;
DROP INDEX follow_up_settled;
CREATE INDEX follow_up_settled ON follow_up (call_id, later_id, became) WHERE became <> 1;
