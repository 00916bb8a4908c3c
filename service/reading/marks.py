"""What was looked for, as a keyed hash: auditors can ask who looked for the same, nobody reads what."""

from projections.text_form import contact_form
from service.vault.vault import Vault


def mark_of(vault: Vault, looked_for: str) -> str:
    """The mark of a contact, or of words; width, case, blanks and signs do not matter."""
    return vault.fingerprint(f"looked for\0{contact_form(looked_for)}").hex()[:32]
