-- What became of missed calls from outside whose caller is known: the first later call with that number
-- within two weeks that somebody answered. Kept by collector/store/follow-up.c; found by buckets, as
-- call_number is.
CREATE TABLE follow_up (
  bucket INTEGER NOT NULL,         -- call_id >> 52
  number TEXT NOT NULL,            -- the call's
  call_id INTEGER NOT NULL,        -- the missed one
  later_id INTEGER NOT NULL,       -- 0 = none yet
  became INTEGER NOT NULL,         -- 1 still open, 2 we called back, 3 they reached us
  start_ms INTEGER NOT NULL,       -- this and what follows: the call's, so that it need not be looked at
  person_id INTEGER NOT NULL,
  department_id INTEGER NOT NULL,
  cost_centre_id INTEGER NOT NULL,
  location_id INTEGER NOT NULL,
  PRIMARY KEY (bucket, number, call_id)
) STRICT, WITHOUT ROWID;

INSERT INTO follow_up
  SELECT m.id >> 52, m.number, m.id, coalesce (o.id, 0),
    CASE o.direction WHEN 2 THEN 2 WHEN 1 THEN 3 ELSE 1 END,
    m.start_ms, m.person_id, m.department_id, m.cost_centre_id, m.location_id
  FROM (SELECT c.id, c.number, c.start_ms, c.person_id, c.department_id, c.cost_centre_id,
    c.location_id, coalesce (
    (SELECT n.call_id FROM call_number AS n CROSS JOIN call AS o ON o.id = n.call_id
     WHERE n.bucket = c.id >> 52 AND n.number = c.number AND n.call_id > c.id
     AND n.call_id <= c.id + (1209601 << 31) AND o.start_ms < c.start_ms + 1209600000
     AND o.outcome = 0 AND o.direction IN (1, 2) ORDER BY n.call_id LIMIT 1),
    (SELECT n.call_id FROM call_number AS n CROSS JOIN call AS o ON o.id = n.call_id
     WHERE n.bucket = (c.id >> 52) + 1 AND n.number = c.number AND n.call_id > c.id
     AND n.call_id <= c.id + (1209601 << 31) AND o.start_ms < c.start_ms + 1209600000
     AND o.outcome = 0 AND o.direction IN (1, 2) ORDER BY n.call_id LIMIT 1)) AS later_id
    FROM call AS c WHERE c.direction = 1 AND c.outcome = 1 AND c.number <> '') AS m
  LEFT JOIN call AS o ON o.id = m.later_id
  ORDER BY 1, 2, 3;

-- Whom to call back, by time, with all that is mostly asked of them.
CREATE INDEX follow_up_open
  ON follow_up (call_id, start_ms, person_id, department_id, cost_centre_id, location_id)
  WHERE became = 1;
