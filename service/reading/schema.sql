-- Ordinary reads of what is protected, a row each. Like the event log it only ever grows; unlike it,
-- it is written in batches after the answer, so that reading neither waits nor contends.
CREATE TABLE IF NOT EXISTS read_log (
    id       text        PRIMARY KEY,
    read_at  timestamptz NOT NULL,
    kind     text        NOT NULL,
    person   text        NOT NULL,
    role     text        NOT NULL,
    unit     text,
    stream   text,
    list     text,
    mark     text,
    found    integer,
    grounds  text[]      NOT NULL,
    as_of    timestamptz,
    known_by bigint,
    noted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX IF NOT EXISTS read_log_when ON read_log (read_at);
CREATE INDEX IF NOT EXISTS read_log_who ON read_log (person, read_at);
CREATE INDEX IF NOT EXISTS read_log_what ON read_log (stream, read_at) WHERE stream IS NOT NULL;
CREATE INDEX IF NOT EXISTS read_log_mark ON read_log (mark) WHERE mark IS NOT NULL;

CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON read_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
