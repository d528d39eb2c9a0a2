-- How answered calls sounded, where it was heard, and at which hour each department's calls came, are
-- among the running totals. Kept by collector/store/grades.c.
CREATE TABLE call_grade (
  call_id INTEGER PRIMARY KEY,
  place INTEGER NOT NULL           -- where the totals count it: day, department and grade, direction
) STRICT;

-- The totals are counted anew from the calls (collector/store/totals-recount.c).
UPDATE meta SET totals_layout = 0;
