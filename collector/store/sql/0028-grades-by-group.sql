-- How calls sounded, and at which hour they came, is counted by cost centre and location, too: for who
-- looks after those. Where a call is counted is what it was by then. Kept by collector/store/grades.c.
DROP TABLE call_grade;
CREATE TABLE call_grade (
  call_id INTEGER PRIMARY KEY,
  grade INTEGER NOT NULL,          -- 0 good, 1 acceptable, 2 fair, 3 poor
  day INTEGER NOT NULL,            -- since 1970, in the company's zone
  direction INTEGER NOT NULL,
  department_id INTEGER NOT NULL,
  cost_centre_id INTEGER NOT NULL,
  location_id INTEGER NOT NULL
) STRICT;

-- The totals, and these rows, are counted anew from the calls (collector/store/totals-recount.c).
UPDATE meta SET totals_layout = 0;
