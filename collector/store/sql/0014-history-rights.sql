-- What decides what somebody sees, as it was when they were answered, in one hash: an answer of other
-- rights is not given again. And whom it told of, for the access log: ids between spaces.
ALTER TABLE report_history ADD COLUMN rights TEXT NOT NULL DEFAULT '';
ALTER TABLE report_history ADD COLUMN people TEXT NOT NULL DEFAULT '';
