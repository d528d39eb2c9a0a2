-- Calls that rules and words make private, as COLLECTOR_CALL_IS_PRIVATE_SQL says, with what the totals
-- count a call under and its number: see collector/store/hidden-calls.h. Columns are called as those of call.
CREATE TABLE hidden_call (
  id INTEGER PRIMARY KEY,
  start_ms INTEGER NOT NULL,       -- this and what follows is asked for most
  direction INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  rating_state INTEGER NOT NULL,
  cost_micro INTEGER NOT NULL,
  currency_id INTEGER NOT NULL,
  area_id INTEGER NOT NULL,
  nation_id INTEGER NOT NULL,
  operator_id INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  talk_ms INTEGER NOT NULL,
  ring_ms INTEGER NOT NULL,
  dest_class INTEGER NOT NULL,
  department_id INTEGER NOT NULL,
  cost_centre_id INTEGER NOT NULL,
  location_id INTEGER NOT NULL,
  line_id INTEGER NOT NULL,
  gateway_id INTEGER NOT NULL,
  site_id INTEGER NOT NULL,
  number TEXT NOT NULL             -- which missed calls it may have returned is found by it
) STRICT;

-- Which calls a rule or a word that changed may have made others. While there are some, nobody asks
-- hidden_call.
CREATE TABLE hidden_work (
  kind INTEGER NOT NULL,           -- 0 all calls, 1 those with a number, 2 one call
  value TEXT NOT NULL,             -- the number, or the call's id
  next_call_id INTEGER NOT NULL DEFAULT 0, -- of all: what is below is done
  PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;

-- Whoever changes a rule or a word, and be it that the person is deleted whose it was. What is put in
-- again begins again.
CREATE TRIGGER private_rule_comes AFTER INSERT ON private_rule BEGIN
  INSERT OR REPLACE INTO hidden_work (kind, value)
    VALUES (NEW.kind = 2, iif (NEW.kind = 2, NEW.value, ''));
END;
CREATE TRIGGER private_rule_goes AFTER DELETE ON private_rule BEGIN
  INSERT OR REPLACE INTO hidden_work (kind, value)
    VALUES (OLD.kind = 2, iif (OLD.kind = 2, OLD.value, ''));
END;
CREATE TRIGGER private_rule_changes AFTER UPDATE ON private_rule BEGIN
  INSERT OR REPLACE INTO hidden_work (kind, value)
    VALUES (OLD.kind = 2, iif (OLD.kind = 2, OLD.value, '')),
           (NEW.kind = 2, iif (NEW.kind = 2, NEW.value, ''));
END;
CREATE TRIGGER private_call_comes AFTER INSERT ON private_call BEGIN
  INSERT OR REPLACE INTO hidden_work (kind, value) VALUES (2, CAST (NEW.call_id AS TEXT));
END;
CREATE TRIGGER private_call_goes AFTER DELETE ON private_call BEGIN
  INSERT OR REPLACE INTO hidden_work (kind, value) VALUES (2, CAST (OLD.call_id AS TEXT));
END;
CREATE TRIGGER private_call_changes AFTER UPDATE ON private_call BEGIN
  INSERT OR REPLACE INTO hidden_work (kind, value)
    VALUES (2, CAST (OLD.call_id AS TEXT)), (2, CAST (NEW.call_id AS TEXT));
END;

-- What was private until now is found when the service starts.
INSERT INTO hidden_work (kind, value) SELECT 0, ''
  WHERE EXISTS (SELECT 1 FROM private_rule) OR EXISTS (SELECT 1 FROM private_call);
