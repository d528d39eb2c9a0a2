-- Whose lines a call was at but that neither placed nor took it: who was rung first, passed it on or had
-- it last. A line that nobody uses is then one that is not found here, and no call is looked at. Kept by
-- collector/store/touched.c.
CREATE TABLE call_touch (
  call_id INTEGER NOT NULL,
  extension TEXT NOT NULL,         -- whatever its partition: records do not tell it
  PRIMARY KEY (call_id, extension)
) STRICT, WITHOUT ROWID;

INSERT INTO call_touch
  SELECT c.id, l.extension FROM call AS c CROSS JOIN line AS l
    ON l.id IN (c.first_line_id, c.last_line_id)
    WHERE l.extension NOT IN ('', ifnull ((SELECT extension FROM line WHERE id = c.line_id), ''))
  UNION SELECT c.id, n.value FROM call AS c CROSS JOIN leg AS l ON l.node_id = c.node_id
    AND l.global_call_id = c.global_call_id AND l.call_id = c.id
    CROSS JOIN json_each (toll_called (l.body)) AS n
    WHERE (c.flags & 4 <> 0 OR c.n_legs > 1) AND n.value <> '';

CREATE INDEX call_touch_by_extension ON call_touch (extension, call_id);
