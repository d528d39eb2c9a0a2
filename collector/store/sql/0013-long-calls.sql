-- Calls of more than four hours, by their ends: who asks what was up at an instant finds the others
-- among those that began within four hours before it.
CREATE INDEX call_long ON call (end_ms) WHERE end_ms - start_ms > 14400000;
