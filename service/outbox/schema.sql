-- Messages to those who owe something, made from the log, and how far each has got. Whether one was
-- delivered cannot be worked out from the log, so this is no read table: it is never made again.
CREATE TABLE IF NOT EXISTS outbox (
    position     bigint      NOT NULL,
    recipient    text        NOT NULL,
    id           text        NOT NULL,
    matter       text        NOT NULL,
    number       text        NOT NULL,
    kind         text        NOT NULL,
    unit         text,
    person       text,
    duty         text        NOT NULL,
    of           text        NOT NULL,
    due_at       timestamptz NOT NULL,
    recorded_at  timestamptz NOT NULL,
    attempts     integer     NOT NULL DEFAULT 0,
    next_try_at  timestamptz NOT NULL,
    delivered_at timestamptz,
    failure      text,
    PRIMARY KEY (position, recipient)
);
CREATE INDEX IF NOT EXISTS outbox_waiting ON outbox (next_try_at, position)
    WHERE delivered_at IS NULL;

-- How far the log has been looked through. Nothing is sent of what was recorded before there was
-- an outbox.
CREATE TABLE IF NOT EXISTS outbox_reached (
    id       integer PRIMARY KEY CHECK (id = 1),
    position bigint  NOT NULL
);
INSERT INTO outbox_reached SELECT 1, coalesce(max(position), 0) FROM event ON CONFLICT DO NOTHING;

-- Who watches and delivers at present: it saves double work, and nothing depends on it.
CREATE TABLE IF NOT EXISTS lease (
    name        text        PRIMARY KEY,
    holder      text        NOT NULL,
    valid_until timestamptz NOT NULL
);
