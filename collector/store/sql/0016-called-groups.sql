-- Which lines were ever called for a group: who looks after few of many is spared a look at the
-- called side of every internal call. Kept by collector/store/called.c; nothing is taken out.
CREATE TABLE called_group (
  scope INTEGER NOT NULL,          -- CollectorScope: 1 department, 2 cost centre, 3 location
  group_id INTEGER NOT NULL,
  line_id INTEGER NOT NULL,
  PRIMARY KEY (scope, group_id, line_id)
) STRICT, WITHOUT ROWID;
INSERT INTO called_group
  SELECT DISTINCT 1, department_id, line_id FROM call_called WHERE department_id <> 0
  UNION SELECT DISTINCT 2, cost_centre_id, line_id FROM call_called WHERE cost_centre_id <> 0
  UNION SELECT DISTINCT 3, location_id, line_id FROM call_called WHERE location_id <> 0;
