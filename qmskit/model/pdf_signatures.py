"""What is known of the digital signatures of a PDF file."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

SignatureStatus: TypeAlias = Literal["signed", "unsigned", "scan", "broken", "not-checked"]


@dataclass(frozen=True, slots=True)
class PdfSignature:
    """One signature of a person or an agency.

    Attributes:
        signer: common name of the certificate; may be empty.
        issuer: common name of who gave the certificate; may be empty.
        serial: of the certificate, hexadecimal; empty when it could not be read.
        signed_at: day and time, ISO 8601 with time zone, of the time stamp, or else as the signer
            claims; empty when neither is told.
        is_timestamped: whether `signed_at` comes from a time stamp that fits the signature.
        is_intact: the digest and the cryptography fit: what was signed is what is there.
        covers_all: the signature is about the whole file, or only what a signer may allow (further
            signatures, filled fields) was added after it.
        is_trusted: whether the certificate leads to one of the root certificates given, at the time
            of signing; None when no roots were given. Revocation is never asked for.
        algorithm: of digest and signature.
        remark: what a reader must know, in the user's language; may be empty.
    """

    signer: str
    issuer: str
    serial: str
    signed_at: str
    is_timestamped: bool
    is_intact: bool
    covers_all: bool
    is_trusted: bool | None
    algorithm: str
    remark: str


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """What a look at the signatures of a PDF file found.

    Attributes:
        status: `signed` (it has a signature, whether it is good or not), `unsigned`, `scan` (no
            signature, and pages of pictures without text), `broken` (no PDF file, or one that
            cannot be read), `not-checked` (too large, locked, or the extra `sign` is missing).
        signatures: in the order of signing; empty unless `signed`.
        remark: why, or what to do, in the user's language; may be empty.
    """

    status: SignatureStatus
    signatures: tuple[PdfSignature, ...] = ()
    remark: str = ""
