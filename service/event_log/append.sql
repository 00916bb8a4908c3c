-- Append the events of one or more requests, each wholly or not at all, in one call.
--
-- requests is an array; one request:
--   {"actor", "key"     who asks, and what makes a repeat recognisable
--    "hash"             of what was asked, hexadecimal
--    "latest"           the latest occurred_at among its events
--    "expected"         [[stream, version], ...] where each stream must stand
--    "events"           [[stream, version, type, type_version, series, data], ...]}
-- data is the event's JSON text, stored as it is. An event with a series draws the next human
-- number of it, which replaces "number":"?" in the text; that cannot occur inside a JSON string,
-- because quotes are escaped there.
--
-- wall_clock is NULL in service: the database's clock counts. A moving clock gives its own.
--
-- One row a request, in order:
--   'appended'    first and last position, recorded_at, numbers
--   'already'     the same command was carried out before, at these positions
--   'reused key'  the key belongs to another request
--   'stale'       stale_stream is at stale_version, not where the request expected it
--   'ahead'       an event claims to have occurred more than five minutes after recorded_at
CREATE OR REPLACE FUNCTION append(requests jsonb, wall_clock timestamptz)
RETURNS TABLE (
    result text, first_position bigint, last_position bigint, recorded timestamptz,
    numbers text[], stale_stream text, stale_version integer
)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
    request jsonb;
    items jsonb; -- taken out of the request once: each -> copies what it hands over
    item jsonb;
    latest timestamptz;
    next_position bigint;
    last_recorded timestamptz;
    known command%ROWTYPE;
    current_version integer;
    next_number integer;
    number text;
    text_of_event text;
    appended boolean := false;
BEGIN
    PERFORM 1 FROM head WHERE id = 1 FOR UPDATE;
    SELECT e.position + 1, e.recorded_at INTO next_position, last_recorded
      FROM event e ORDER BY e.position DESC LIMIT 1;
    next_position := coalesce(next_position, 1);

    FOR place IN 0 .. jsonb_array_length(requests) - 1 LOOP
        request := requests->place;
        latest := (request->>'latest')::timestamptz;
        result := NULL; first_position := NULL; last_position := NULL; recorded := NULL;
        numbers := '{}'; stale_stream := NULL; stale_version := NULL;

        SELECT * INTO known FROM command c
         WHERE c.actor = request->>'actor' AND c.key = request->>'key';
        IF FOUND THEN
            result := CASE WHEN known.request_hash = decode(request->>'hash', 'hex')
                           THEN 'already' ELSE 'reused key' END;
            first_position := known.first_position;
            last_position := known.last_position;
        ELSE
            items := request->'expected';
            FOR n IN 0 .. jsonb_array_length(items) - 1 LOOP
                item := items->n;
                SELECT e.version INTO current_version FROM event e
                 WHERE e.stream = item->>0 ORDER BY e.version DESC LIMIT 1;
                current_version := coalesce(current_version, 0);
                IF current_version <> (item->>1)::integer THEN
                    result := 'stale';
                    stale_stream := item->>0;
                    stale_version := current_version;
                    EXIT;
                END IF;
            END LOOP;
        END IF;

        IF result IS NULL THEN
            recorded := greatest(coalesce(wall_clock, clock_timestamp()), last_recorded);
            IF latest > recorded + interval '5 minutes' THEN
                result := 'ahead';
            END IF;
            recorded := greatest(recorded, latest);
        END IF;

        IF result IS NULL THEN
            result := 'appended';
            appended := true;
            last_recorded := recorded;
            first_position := next_position;
            items := request->'events';
            FOR n IN 0 .. jsonb_array_length(items) - 1 LOOP
                item := items->n;
                text_of_event := item->>5;
                IF item->>4 IS NOT NULL THEN
                    SELECT m.n INTO next_number FROM matter_number m
                     WHERE m.series = item->>4 ORDER BY m.n DESC LIMIT 1;
                    next_number := coalesce(next_number, 0) + 1;
                    number := (item->>4) || '-'
                        || lpad(next_number::text, greatest(6, length(next_number::text)), '0');
                    INSERT INTO matter_number VALUES (item->>4, next_number, number, item->>0);
                    text_of_event := replace(
                        text_of_event, '"number":"?"', '"number":"' || number || '"');
                    numbers := numbers || number;
                END IF;
                INSERT INTO event VALUES (
                    next_position, item->>0, (item->>1)::integer, item->>2,
                    (item->>3)::smallint, recorded, text_of_event::json);
                next_position := next_position + 1;
            END LOOP;
            last_position := next_position - 1;
            INSERT INTO command VALUES (
                request->>'actor', request->>'key', decode(request->>'hash', 'hex'),
                first_position, last_position);
        END IF;
        RETURN NEXT;
    END LOOP;

    IF appended THEN
        PERFORM pg_notify('huiyin_' || current_schema(), (next_position - 1)::text);
    END IF;
END $$;
