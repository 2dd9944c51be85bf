from collections.abc import Sequence

from qmskit.model.pdf_signatures import SignatureReport


def read_signatures(content: bytes, roots: Sequence[bytes] = ()) -> SignatureReport:
    return SignatureReport("not-checked")
