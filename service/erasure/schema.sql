-- The tombstones: the few events that say whose key is void. Found at once, however long the log is.
CREATE INDEX IF NOT EXISTS event_erasure ON event (position) WHERE type = 'person.erased';

-- Destroys the keys of those erased after a position, and of nobody else: the service may call this,
-- and cannot delete a key otherwise. A key that a backup brought back is destroyed again.
CREATE OR REPLACE FUNCTION destroy_erased_keys(after bigint) RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    RETURN QUERY
    DELETE FROM person_key k USING event e
     WHERE e.type = 'person.erased' AND e.position > after
       AND k.person = substr(e.stream, length('person-') + 1)
    RETURNING k.person;
END $$;
