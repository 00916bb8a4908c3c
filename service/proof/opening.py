"""The proof of a jurisdiction, from its settings."""

from service.clock import Clock
from service.database import Database
from service.event_log.reading import LogReader
from service.proof.keyring import open_keyring
from service.proof.last_signed import last_signed
from service.proof.proof import Proof
from service.proof.store import ProofStore
from service.proof.witnesses import load_witnesses
from service.settings import Settings


def open_proof(database: Database, settings: Settings, clock: Clock) -> Proof:
    """The proof, with the key and the witnesses that the settings give or name.

    The key is loaded when something is signed. Raises UnfitWitness.
    """
    log = LogReader(database)
    keyring = open_keyring(log, settings)
    witnesses, last = load_witnesses(settings), last_signed(settings)
    return Proof(ProofStore(database), log, keyring, clock, witnesses, last)
