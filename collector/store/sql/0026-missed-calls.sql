-- Missed calls from outside, by time: who asks whom to call back finds the few among all that came.
CREATE INDEX call_missed ON call (start_ms) WHERE direction = 1 AND outcome = 1;
