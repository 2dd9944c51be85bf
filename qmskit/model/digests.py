"""The one fingerprint of bytes that ledger, manifests and journals use."""

import hashlib


def digest(content: bytes) -> str:
    """Return the sha256 of bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
