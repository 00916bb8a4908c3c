-- The event log of one jurisdiction, made in that jurisdiction's schema (search_path).
-- Correctness rests on ordinary row locks and unique indexes alone, so that it holds on a
-- distributed PostgreSQL too: no sequence, advisory lock or table lock decides anything here.

CREATE TABLE IF NOT EXISTS event (
    position     bigint      PRIMARY KEY,
    stream       text        NOT NULL,
    version      integer     NOT NULL,
    type         text        NOT NULL,
    type_version smallint    NOT NULL,
    recorded_at  timestamptz NOT NULL,
    data         json        NOT NULL,
    UNIQUE (stream, version)
);

-- One row; whoever holds its lock appends. It is locked, never updated: no dead versions pile up
-- while somebody keeps a long snapshot open.
CREATE TABLE IF NOT EXISTS head (id integer PRIMARY KEY CHECK (id = 1));
INSERT INTO head VALUES (1) ON CONFLICT DO NOTHING;

-- Commands already carried out, so that a repeated one is recognised.
CREATE TABLE IF NOT EXISTS command (
    actor          text   NOT NULL,
    key            text   NOT NULL,
    request_hash   bytea  NOT NULL,
    first_position bigint NOT NULL,
    last_position  bigint NOT NULL,
    PRIMARY KEY (actor, key)
);

-- Human numbers, allocated with the event that carries them: no gaps, no duplicates.
CREATE TABLE IF NOT EXISTS matter_number (
    series text    NOT NULL,
    n      integer NOT NULL,
    number text    NOT NULL UNIQUE,
    stream text    NOT NULL,
    PRIMARY KEY (series, n)
);

-- For a person with psql: every event, readable.
CREATE OR REPLACE VIEW history AS
SELECT position,
       recorded_at,
       (data->>'occurred_at')::timestamptz          AS occurred_at,
       stream,
       version,
       type,
       type_version,
       data->'actor'->>'person'                     AS person,
       data->'actor'->>'role'                       AS role,
       data->'actor'->>'unit'                       AS unit,
       data->>'command'                             AS command,
       coalesce((data->>'back_dated')::boolean, false) AS back_dated,
       data->'fact'                                 AS fact
  FROM event;

-- The last position recorded at or before a moment; 0 before the first. recorded_at never runs
-- backwards along positions, so a search by halves needs no index of its own.
CREATE OR REPLACE FUNCTION position_at(moment timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
    low bigint := 0;
    high bigint := coalesce((SELECT max(position) FROM event), 0);
    middle bigint;
BEGIN
    WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        IF (SELECT recorded_at FROM event WHERE position = middle) <= moment THEN
            low := middle;
        ELSE
            high := middle - 1;
        END IF;
    END LOOP;
    RETURN low;
END $$;

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the event log is append-only: % is refused', TG_OP
        USING HINT = 'Record a correcting event instead.';
END $$;

CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON matter_number
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON command
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
