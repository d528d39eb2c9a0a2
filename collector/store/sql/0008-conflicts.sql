-- What a file's records contradicted, and which columns the file had: two records that differ
-- contradict each other only in what both have.
ALTER TABLE file ADD COLUMN conflicts INTEGER NOT NULL DEFAULT 0; -- among the duplicates
ALTER TABLE file ADD COLUMN columns_hash INTEGER; -- of the row of names; NULL = not known
CREATE INDEX conflict_by_file ON conflict (file_id);
