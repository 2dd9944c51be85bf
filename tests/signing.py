"""Test certificates, and small PDF files that are signed, scanned or hostile."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import pypdf
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfTimeStamper, SimpleSigner, sign_pdf
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

SINCE, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)
STAMPED = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)

TEXT = b"BT /F1 14 Tf 72 720 Td (Quy trinh dang ky khai sinh) Tj ET"
_PICTURE = (
    b"<</Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8"
    b"/Length 64>>\nstream\n" + bytes(range(64)) + b"\nendstream"
)


@dataclass(frozen=True)
class Holder:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def for_pyhanko(self) -> tuple[asn1_x509.Certificate, asn1_keys.PrivateKeyInfo]:
        raw = self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return asn1_x509.Certificate.load(self.der), asn1_keys.PrivateKeyInfo.load(raw)


def _holder(
    name: str, issuer: Holder | None, until: datetime = UNTIL, *, is_clock: bool = False
) -> Holder:
    # The time stamper of pyHanko's tests wants RSA.
    key = rsa.generate_private_key(65537, 2048) if is_clock else _curve_key()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(SINCE)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True, content_commitment=True, key_encipherment=False,
                data_encipherment=False, key_agreement=False, key_cert_sign=issuer is None,
                crl_sign=issuer is None, encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
    )  # fmt: skip
    if is_clock:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    signing = issuer.key if issuer else key
    return Holder(builder.sign(signing, hashes.SHA256()), key)


def _curve_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def root() -> Holder:
    return _holder("Gốc chứng thư thử nghiệm", None)


@cache
def other_root() -> Holder:
    return _holder("Gốc khác", None)


@cache
def chairman() -> Holder:
    return _holder("Nguyễn Văn A", root())


@cache
def office() -> Holder:
    return _holder("Ủy ban nhân dân xã Bình Minh", root())


@cache
def expired() -> Holder:
    return _holder("Trần Thị B", root(), datetime(2021, 1, 1, tzinfo=UTC))


def time_stamper() -> DummyTimeStamper:
    certificate, key = _holder("Cấp dấu thời gian thử nghiệm", root(), is_clock=True).for_pyhanko
    return DummyTimeStamper(certificate, key, fixed_dt=STAMPED)


def file_of(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF file of objects; number 1 is its root."""
    written, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, text in objects.items():
        places[number] = len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    start, count = len(written), max(objects) + 1
    lines = [
        b"%010d 00000 n \n" % places[one] if one in places else b"0000000000 65535 f \n"
        for one in range(1, count)
    ]
    written += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, b"".join(lines))
    written += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        count, trailer, start,
    )  # fmt: skip
    return bytes(written)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), entries, content)


def packed(content: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(content, 9), b"/Filter/FlateDecode" + entries)


def document(**others: bytes) -> bytes:
    """Return a page of text; `others` replaces objects, `o3` the page."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
        b"/Resources<</Font<</F1 4 0 R>>>>>>",
        4: b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
        5: stream(TEXT),
    }
    objects |= {int(name[1:]): text for name, text in others.items()}
    return file_of(objects)


def scan() -> bytes:
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
        b"/Resources<</XObject<</P 6 0 R>>>>>>"
    )
    return document(o3=page, o5=stream(b"q 595 0 0 842 0 0 cm /P Do Q"), o6=_PICTURE)


def signed(
    content: bytes, holder: Holder, field: str, *, stamped: bool = False, pades: bool = False
) -> bytes:
    certificate, key = holder.for_pyhanko
    store = SimpleCertificateStore()
    store.register(asn1_x509.Certificate.load(root().der))
    kind = SigSeedSubFilter.PADES if pades else SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    made = sign_pdf(
        IncrementalPdfFileWriter(BytesIO(content), strict=False),
        PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=kind),
        SimpleSigner(signing_cert=certificate, signing_key=key, cert_registry=store),
        timestamper=time_stamper() if stamped else None,
    )
    return bytes(made.getvalue())


def with_time_stamp_alone(content: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(content))
    return bytes(PdfTimeStamper(time_stamper()).timestamp_pdf(writer, "sha256").getvalue())


def with_words_added(content: bytes) -> bytes:
    """Return a file with a line written onto its page by an update."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    words = StreamObject(stream_data=b"BT /F1 14 Tf 72 600 Td (Them vao sau) Tj ET")
    writer.add_stream_to_page(0, writer.add_object(words))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def locked(content: bytes, user_password: str) -> bytes:
    """Return a file that needs a password to be opened; none with an empty one."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO(content)))
    writer.encrypt(user_password, "chủ sở hữu", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
