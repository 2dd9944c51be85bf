"""PDF files as pyHanko reads them: their signatures, and what each is worth.

Only `signature_process` imports this module: pyHanko is an extra, and a file can make it work hard.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO

from asn1crypto import pem, x509
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.crypt import AuthStatus, StandardSecurityHandler
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.misc import PdfError, PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from qmskit.language import translate as _
from qmskit.model.pdf_signatures import PdfSignature, SignatureReport
from qmskit.model.texts import ILLEGAL, clean, one_line
from qmskit.readers.pdf_pages import is_scan
from qmskit.readers.signature_remarks import remark_of

_MOST_LETTERS = 200
_TIME_STAMP = "/DocTimeStamp"
# What pyHanko and the libraries below it raise for contents that are not what they should be.
_BAD_CONTENT = (
    PdfError, ValueError, TypeError, LookupError, AttributeError, AssertionError,
    NotImplementedError, UnsupportedAlgorithm,
)  # fmt: skip


def examined(content: bytes, roots: Sequence[bytes]) -> SignatureReport:
    """Return what the signatures of a PDF file are worth; see `read_signatures`."""
    try:
        trusted = [_certificate(root) for root in roots]
    except _BAD_CONTENT:
        remark = _("một chứng thư gốc đưa vào không đọc được (cần tệp .cer, .crt hoặc .pem)")
        return SignatureReport("not-checked", remark=remark)
    try:
        return _report(PdfFileReader(BytesIO(content)), trusted)
    except PdfReadError:
        return _examined_leniently(content, trusted)
    except _BAD_CONTENT:
        return _broken()


def _examined_leniently(content: bytes, trusted: Sequence[x509.Certificate]) -> SignatureReport:
    """Read a file that bends the rules of PDF, as many programs write them."""
    try:
        report = _report(PdfFileReader(BytesIO(content), strict=False), trusted)
    except _BAD_CONTENT:
        return _broken()
    bent = _("tệp không theo đúng chuẩn PDF; kết quả kiểm tra chữ ký có thể không đủ")
    return replace(report, remark=report.remark or bent)


def _broken() -> SignatureReport:
    return SignatureReport("broken", remark=_("tệp PDF hỏng hoặc bị cắt cụt"))


def _report(reader: PdfFileReader, trusted: Sequence[x509.Certificate]) -> SignatureReport:
    if reader.encrypted and not _unlocked(reader):
        locked = _("tệp có mật khẩu mở; bỏ mật khẩu rồi kiểm tra lại")
        return SignatureReport("not-checked", remark=locked)
    signatures = tuple(_signatures(reader, trusted))
    if signatures:
        return SignatureReport("signed", signatures)
    return SignatureReport("scan" if is_scan(reader) else "unsigned")


def _unlocked(reader: PdfFileReader) -> bool:
    """Tell whether an encrypted file opens for everybody; many only forbid to change them."""
    if not isinstance(reader.security_handler, StandardSecurityHandler):
        return False
    return bool(reader.decrypt(b"").status != AuthStatus.FAILED)


def _certificate(content: bytes) -> x509.Certificate:
    if pem.detect(content):
        content = pem.unarmor(content)[2]
    certificate = x509.Certificate.load(content)
    certificate.native  # noqa: B018 - read now, not when it is first needed
    return certificate


def _signatures(
    reader: PdfFileReader, trusted: Sequence[x509.Certificate]
) -> Iterator[PdfSignature]:
    """Yield the signatures in the order of signing; time stamps of the file are none."""
    found: list[tuple[int, PdfSignature]] = []
    for name, value, field in enumerate_sig_fields(reader, filled_status=True):
        signature = value.get_object()
        if isinstance(signature, DictionaryObject) and signature.get("/Type") == _TIME_STAMP:
            continue
        try:
            embedded = EmbeddedPdfSignature(reader, field, name)
            found.append((embedded.signed_revision, _signature(embedded, trusted)))
        except _BAD_CONTENT as error:
            if reader.strict and isinstance(error, PdfReadError):
                raise  # a second reading is less strict
            found.append((len(found), _unreadable(trusted)))
    yield from (one for _at, one in sorted(found, key=lambda pair: pair[0]))


def _signature(embedded: EmbeddedPdfSignature, trusted: Sequence[x509.Certificate]) -> PdfSignature:
    claimed = embedded.self_reported_timestamp
    status = _status(embedded, trusted, claimed or embedded.signer_cert.not_valid_before)
    stamp = status.timestamp_validity
    stamped = stamp.timestamp if stamp is not None and stamp.intact and stamp.valid else None
    if stamped is not None:
        status = _status(embedded, trusted, stamped)
    signed_at = stamped or claimed
    certificate = status.signing_cert
    return PdfSignature(
        signer=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        serial=f"{certificate.serial_number:X}",
        signed_at=signed_at.isoformat() if signed_at else "",
        is_timestamped=stamped is not None,
        is_intact=bool(status.intact and status.valid),
        covers_all=_covers_all(status),
        is_trusted=bool(status.trusted) if trusted else None,
        algorithm=f"{status.md_algorithm}, {status.pkcs7_signature_mechanism}",
        remark=remark_of(status, has_roots=bool(trusted)),
    )


def _status(
    embedded: EmbeddedPdfSignature, trusted: Sequence[x509.Certificate], moment: datetime
) -> PdfSignatureStatus:
    """Return what a signature is worth with certificates as they were at a moment."""
    context = ValidationContext(trust_roots=list(trusted), moment=moment, allow_fetching=False)
    return validate_pdf_signature(embedded, context)


def _covers_all(status: PdfSignatureStatus) -> bool:
    """Tell whether the file is what was signed, but for what a signature leaves open."""
    least = SignatureCoverageLevel.ENTIRE_REVISION
    return bool(status.coverage and status.coverage >= least and status.docmdp_ok)


def _unreadable(trusted: Sequence[x509.Certificate]) -> PdfSignature:
    remark = _("không đọc được chữ ký này: chữ ký hỏng hoặc thuộc loại chưa hỗ trợ")
    trust = False if trusted else None
    return PdfSignature("", "", "", "", False, False, False, trust, "", remark)  # noqa: FBT003


def _name(name: x509.Name) -> str:
    """Return the common name, or else what there is, fit to be shown."""
    parts = name.native
    told = parts.get("common_name") or parts.get("organization_name") or name.human_friendly
    text = told if isinstance(told, str) else ", ".join(told)
    return one_line(ILLEGAL.sub("", clean(text)))[:_MOST_LETTERS]
