"""The proof: a Merkle tree over the log, signed checkpoints, witnesses, and what checks them."""
