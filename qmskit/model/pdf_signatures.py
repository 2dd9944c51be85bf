from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PdfSignature:
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
    status: str
    signatures: tuple[PdfSignature, ...] = ()
    remark: str = ""
