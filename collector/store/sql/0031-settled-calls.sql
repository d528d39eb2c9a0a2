-- Missed calls that something became of, by time: of whom what became of them is hidden, they are open.
CREATE INDEX follow_up_settled ON follow_up (call_id, later_id) WHERE became <> 1;
