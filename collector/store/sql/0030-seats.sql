-- Who a line belonged to, as its calls say: what is counted by line is counted by that, too, so that
-- a part of the house is answered by line without a look at its calls. Kept by collector/store/seats.c;
-- dense ids from 1 for the totals, no row is ever taken away.
CREATE TABLE seat (
  id INTEGER PRIMARY KEY,
  line_id INTEGER NOT NULL,
  department_id INTEGER NOT NULL,  -- 0 = none, as the next two
  cost_centre_id INTEGER NOT NULL,
  location_id INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX seat_by_owner ON seat (line_id, department_id, cost_centre_id, location_id);

-- The totals are counted anew from the calls (collector/store/totals-recount.c), which makes the seats.
UPDATE meta SET totals_layout = 0;
