-- The keys of one jurisdiction, in a schema of their own so that they can be kept, backed up and
-- destroyed apart from the log.
CREATE TABLE IF NOT EXISTS person_key (
    person     text        PRIMARY KEY,
    wrapped    bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Which master key wraps them, by fingerprint; never the key.
CREATE TABLE IF NOT EXISTS master (
    id          integer PRIMARY KEY CHECK (id = 1),
    fingerprint bytea   NOT NULL
);
