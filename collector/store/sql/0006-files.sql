-- Files are looked for by name when a longer one arrives, and the latest of them are looked after in
-- the archive: somebody may still write to them.
CREATE INDEX file_by_name ON file (name);
CREATE INDEX file_by_done ON file (done_ms);
