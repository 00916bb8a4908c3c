-- The proof of one jurisdiction's log, in the schema of that log. Like the log it is only added to:
-- whatever is appended later, a complete subtree, a checkpoint and a cosignature stay what they are.

-- The Merkle tree as its complete subtrees: (level, nth) covers the events at the positions
-- nth * 2^level + 1 to (nth + 1) * 2^level. Two rows an event; how far the log has been sealed is the
-- last leaf. Who seals inserts the next leaf: of several at once one does, by the primary key.
CREATE TABLE IF NOT EXISTS tree_node (
    level smallint NOT NULL,
    nth   bigint   NOT NULL,
    hash  bytea    NOT NULL,
    PRIMARY KEY (level, nth)
);

-- Signed checkpoints, each a whole signed note.
CREATE TABLE IF NOT EXISTS checkpoint (
    size      bigint      PRIMARY KEY,
    note      text        NOT NULL,
    signed_at timestamptz NOT NULL
);

-- What witnesses have signed of them: lines to be put below the note. A witness may sign a
-- checkpoint again, later; each of its signatures says when.
CREATE TABLE IF NOT EXISTS cosignature (
    size    bigint NOT NULL,
    witness text   NOT NULL,
    at      bigint NOT NULL,
    line    text   NOT NULL,
    PRIMARY KEY (size, witness, at)
);
CREATE INDEX IF NOT EXISTS cosignature_of_witness ON cosignature (witness, size);

CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tree_node
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cosignature
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
