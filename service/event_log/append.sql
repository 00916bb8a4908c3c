-- Append the events of one or more requests, each wholly or not at all, in one call.
--
-- Parallel arrays. A request: who asks, the key that makes a repeat recognisable, the hash of what
-- was asked, and the latest occurred_at among its events. An expectation: this stream stands at
-- this version. An event: its request (1-based), place, name, JSON text, and the series of human
-- numbers it draws from (NULL: none); the number replaces "number":"?" in the text, which cannot
-- occur inside a JSON string because quotes are escaped there.
--
-- wall_clock is NULL in service: the database's clock counts. A moving clock gives its own.
--
-- One row a request:
--   'appended'    first and last position, recorded_at, numbers
--   'already'     the same command was carried out before, at these positions
--   'reused key'  the key belongs to another request
--   'stale'       stale_stream is at stale_version, not where the request expected it
--   'ahead'       an event claims to have occurred more than five minutes after recorded_at
CREATE OR REPLACE FUNCTION append(
    request_actor text[], request_key text[], request_hash bytea[], request_latest timestamptz[],
    expected_request integer[], expected_stream text[], expected_version integer[],
    event_request integer[], event_stream text[], event_version integer[],
    event_type text[], event_type_version integer[], event_series text[], event_data text[],
    wall_clock timestamptz
) RETURNS TABLE (
    request integer, result text, first_position bigint, last_position bigint,
    recorded timestamptz, numbers text[], stale_stream text, stale_version integer
)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
    next_position bigint;
    last_recorded timestamptz;
    known command%ROWTYPE;
    expectation integer := 1;
    item integer := 1;
    current_version integer;
    next_number integer;
    text_of_number text;
    appended boolean := false;
BEGIN
    PERFORM 1 FROM head WHERE id = 1 FOR UPDATE;
    SELECT e.position + 1, e.recorded_at INTO next_position, last_recorded
      FROM event e ORDER BY e.position DESC LIMIT 1;
    next_position := coalesce(next_position, 1);

    FOR request IN 1 .. cardinality(request_actor) LOOP
        result := NULL; first_position := NULL; last_position := NULL; recorded := NULL;
        numbers := '{}'; stale_stream := NULL; stale_version := NULL;

        SELECT * INTO known FROM command c
         WHERE c.actor = request_actor[request] AND c.key = request_key[request];
        IF FOUND THEN
            result := CASE WHEN known.request_hash = request_hash[request]
                           THEN 'already' ELSE 'reused key' END;
            first_position := known.first_position;
            last_position := known.last_position;
        END IF;

        WHILE expected_request[expectation] = request LOOP
            IF result IS NULL THEN
                SELECT e.version INTO current_version FROM event e
                 WHERE e.stream = expected_stream[expectation]
                 ORDER BY e.version DESC LIMIT 1;
                current_version := coalesce(current_version, 0);
                IF current_version <> expected_version[expectation] THEN
                    result := 'stale';
                    stale_stream := expected_stream[expectation];
                    stale_version := current_version;
                END IF;
            END IF;
            expectation := expectation + 1;
        END LOOP;

        IF result IS NULL THEN
            recorded := greatest(coalesce(wall_clock, clock_timestamp()), last_recorded);
            IF request_latest[request] > recorded + interval '5 minutes' THEN
                result := 'ahead';
            END IF;
            recorded := greatest(recorded, request_latest[request]);
        END IF;

        IF result IS NULL THEN
            result := 'appended';
            appended := true;
            first_position := next_position;
            last_recorded := recorded;
        END IF;

        WHILE event_request[item] = request LOOP
            IF result = 'appended' THEN
                IF event_series[item] IS NOT NULL THEN
                    SELECT m.n INTO next_number FROM matter_number m
                     WHERE m.series = event_series[item] ORDER BY m.n DESC LIMIT 1;
                    next_number := coalesce(next_number, 0) + 1;
                    text_of_number := event_series[item] || '-' || lpad(
                        next_number::text, greatest(6, length(next_number::text)), '0');
                    INSERT INTO matter_number VALUES
                        (event_series[item], next_number, text_of_number, event_stream[item]);
                    event_data[item] := replace(
                        event_data[item], '"number":"?"', '"number":"' || text_of_number || '"');
                    numbers := numbers || text_of_number;
                END IF;
                INSERT INTO event VALUES (
                    next_position, event_stream[item], event_version[item], event_type[item],
                    event_type_version[item], recorded, event_data[item]::json);
                next_position := next_position + 1;
            END IF;
            item := item + 1;
        END LOOP;

        IF result = 'appended' THEN
            last_position := next_position - 1;
            INSERT INTO command VALUES (
                request_actor[request], request_key[request], request_hash[request],
                first_position, last_position);
        END IF;
        RETURN NEXT;
    END LOOP;

    IF appended THEN
        PERFORM pg_notify('huiyin_' || current_schema(), (next_position - 1)::text);
    END IF;
END $$;
