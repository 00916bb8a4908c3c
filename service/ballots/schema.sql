-- Slips that were used, and ballots that wait to be counted together. Neither table has a time, an
-- order, or a word about who voted; a ballot is ciphertext whose key is not in the database. They are
-- no read tables: what stands here is nowhere else until the ballots are released.
CREATE TABLE IF NOT EXISTS used_slip (
    evaluation text NOT NULL,
    hash       text NOT NULL,
    PRIMARY KEY (evaluation, hash)
);
CREATE TABLE IF NOT EXISTS ballot (
    evaluation text  NOT NULL,
    id         uuid  NOT NULL PRIMARY KEY,
    sealed     bytea NOT NULL
);
