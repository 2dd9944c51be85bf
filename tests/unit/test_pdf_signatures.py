"""Signatures of PDF files: what is told of good, bad, hostile and foreign files."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from importlib.util import find_spec

import pytest

from qmskit.language import speaking
from qmskit.model.pdf_signatures import PdfSignature, SignatureReport
from qmskit.readers.pdf_signatures import MOST_BYTES, read_signatures

if find_spec("pyhanko") is None and os.environ.get("QMSKIT_NO_SKIP") != "1":
    pytest.skip("the extra `sign` is not installed", allow_module_level=True)

from tests import signing
from tests.signing import document, file_of, packed, scan, signed, stream

SEEDS = (*range(8), *(pytest.param(one, marks=pytest.mark.full) for one in range(8, 200)))


@cache
def approved() -> bytes:
    """A document that the chairman signed."""
    return signed(document(), signing.chairman(), "Ky1")


@cache
def approved_and_sealed() -> bytes:
    """A document that the chairman signed, and then the office."""
    return signed(approved(), signing.office(), "Ky2")


def only(report: SignatureReport) -> PdfSignature:
    assert (report.status, len(report.signatures)) == ("signed", 1)
    return report.signatures[0]


def test_a_signature_is_told_with_its_signer() -> None:
    one = only(read_signatures(approved()))
    assert (one.signer, one.issuer) == ("Nguyễn Văn A", "Gốc chứng thư thử nghiệm")
    assert one.serial == f"{signing.chairman().certificate.serial_number:X}"
    assert (one.is_intact, one.covers_all, one.is_timestamped) == (True, True, False)
    assert datetime.fromisoformat(one.signed_at).tzinfo is not None
    assert one.algorithm.startswith("sha256")


def test_without_roots_trust_is_unknown_and_said_so() -> None:
    one = only(read_signatures(approved()))
    assert one.is_trusted is None
    assert "không rõ" in one.remark


@pytest.mark.parametrize("form", ["der", "pem"])
def test_a_certificate_that_leads_to_a_given_root_is_trusted(form: str) -> None:
    root = signing.root().der if form == "der" else signing.root().pem
    one = only(read_signatures(approved(), [signing.other_root().der, root]))
    assert (one.is_trusted, one.remark) == (True, "")


def test_a_certificate_of_another_root_is_not_trusted() -> None:
    one = only(read_signatures(approved(), [signing.other_root().der]))
    assert (one.is_intact, one.is_trusted) == (True, False)
    assert "không dẫn tới chứng thư gốc" in one.remark


def test_a_certificate_that_had_ended_is_not_trusted() -> None:
    late = signed(document(), signing.expired(), "Ky1")
    one = only(read_signatures(late, [signing.root().der]))
    assert (one.is_intact, one.is_trusted) == (True, False)
    assert "hiệu lực vào lúc ký" in one.remark


def test_a_root_that_is_no_certificate_is_told() -> None:
    report = read_signatures(approved(), [b"-- not a certificate --"])
    assert (report.status, report.signatures) == ("not-checked", ())
    assert "chứng thư gốc" in report.remark


def test_two_signatures_come_in_the_order_of_signing() -> None:
    report = read_signatures(approved_and_sealed(), [signing.root().der])
    assert report.status == "signed"
    assert [one.signer for one in report.signatures] == [
        "Nguyễn Văn A", "Ủy ban nhân dân xã Bình Minh",
    ]  # fmt: skip
    assert all(one.is_intact and one.covers_all and one.is_trusted for one in report.signatures)


@pytest.mark.parametrize("pades", [False, True])
def test_a_time_stamp_tells_the_time(*, pades: bool) -> None:
    stamped = signed(document(), signing.chairman(), "Ky1", stamped=True, pades=pades)
    one = only(read_signatures(stamped, [signing.root().der]))
    assert one.is_timestamped
    assert datetime.fromisoformat(one.signed_at) == signing.STAMPED
    assert (one.is_intact, one.is_trusted) == (True, True)


def test_a_time_stamp_alone_signs_nothing() -> None:
    assert read_signatures(signing.with_time_stamp_alone(document())).status == "unsigned"


def test_one_changed_letter_is_found() -> None:
    changed = approved().replace(b"khai sinh", b"khai sink", 1)
    assert len(changed) == len(approved())
    one = only(read_signatures(changed, [signing.root().der]))
    assert (one.signer, one.is_intact) == ("Nguyễn Văn A", False)
    assert "bị sửa sau khi ký" in one.remark


@pytest.mark.parametrize("seed", SEEDS)
def test_no_changed_byte_leaves_a_signature_good(seed: int) -> None:
    content = bytearray(approved())
    rng = random.Random(seed)  # noqa: S311 - a test's choice
    hole = content.index(b"/Contents <")
    end = content.index(b">", hole)
    at = rng.choice([*range(9, hole), *range(end + 1, len(content))])
    content[at] ^= 1 << rng.randrange(8)
    report = read_signatures(bytes(content))
    assert not any(one.is_intact and one.covers_all for one in report.signatures)


def test_words_added_after_signing_are_told() -> None:
    one = only(read_signatures(signing.with_words_added(approved()), [signing.root().der]))
    assert (one.is_intact, one.covers_all) == (True, False)
    assert "ghi thêm" in one.remark


def test_a_signature_over_part_of_the_file_is_told() -> None:
    content = approved()
    start = content.rindex(b"/ByteRange [")
    numbers = content[start:].split(b"[", 1)[1].split(b"]", 1)[0]
    first, length, second, rest = numbers.split()
    less = b"%s %s %s %d" % (first, length, second, int(rest) - 40)
    content = content.replace(numbers, less.ljust(len(numbers)))
    one = only(read_signatures(content))
    assert not (one.is_intact and one.covers_all)


def test_a_document_without_signature_and_a_scan() -> None:
    assert read_signatures(document()) == SignatureReport("unsigned")
    assert read_signatures(scan()) == SignatureReport("scan")


def test_a_scan_that_is_signed_is_signed() -> None:
    assert only(read_signatures(signed(scan(), signing.office(), "Ky1"))).is_intact


def test_pictures_inside_a_form_are_a_scan_too() -> None:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</P 6 0 R>>>>"
    page = b"<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<</XObject<</F 7 0 R>>>>>>"
    picture = stream(b"\x00", b"/Subtype/Image/Width 1/Height 1")
    inside = document(o3=page, o7=stream(b"/P Do", form), o6=picture)
    assert read_signatures(inside).status == "scan"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>%PDF</html>", b"\x00" * 5000])
def test_what_is_no_pdf_is_broken(content: bytes) -> None:
    report = read_signatures(content)
    assert (report.status, report.remark) == ("broken", "không phải tệp PDF")


@pytest.mark.parametrize("part", [0.02, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_broken(part: float) -> None:
    content = approved()
    assert read_signatures(content[: int(len(content) * part)]).status == "broken"


def test_a_file_with_a_password_is_not_checked() -> None:
    report = read_signatures(signing.locked(document(), "bí mật"))
    assert report.status == "not-checked"
    assert "mật khẩu" in report.remark


def test_a_file_that_only_forbids_changes_is_read() -> None:
    assert read_signatures(signing.locked(document(), "")).status == "unsigned"


def test_a_file_that_is_too_large_is_not_checked() -> None:
    report = read_signatures(b"%PDF-1.7\n" + bytes(MOST_BYTES))
    assert report.status == "not-checked"


def field(value: bytes) -> bytes:
    """Return a document with one signature field of a value."""
    return file_of({
        1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[6 0 R]>>>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 4 0 R>>>>>>",
        4: b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
        6: b"<</FT/Sig/T(Ky1)/V 7 0 R/Kids[]>>",
        7: value,
    })  # fmt: skip


UNREADABLE = {
    "no certificate inside": b"<</Type/Sig/Filter/A/SubFilter/adbe.pkcs7.detached"
    b"/ByteRange[0 9 9 9]/Contents<00112233>>>",
    "a kind nobody reads": b"<</Type/Sig/Filter/A/SubFilter/adbe.x509.rsa_sha1"
    b"/ByteRange[0 9 9 9]/Contents<0011>>>",
    "no range": b"<</Type/Sig/Filter/A/SubFilter/adbe.pkcs7.detached/Contents<0011>>>",
    "no contents": b"<</Type/Sig/ByteRange[0 -1 99999999999 (x)]>>",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_signature_that_cannot_be_read_is_still_told(name: str) -> None:
    one = only(read_signatures(field(UNREADABLE[name]), [signing.root().der]))
    assert (one.is_intact, one.covers_all, one.is_trusted) == (False, False, False)
    assert one.remark


def bomb() -> bytes:
    """Return an index that unpacks to 400 MB."""
    packer = b"/Type/XRef/Size 9/W[1 4 2]/Root 1 0 R"
    head = b"%PDF-1.7\n"
    body = b"5 0 obj\n" + packed(bytes(400_000_000), packer) + b"\nendobj\n"
    return head + body + b"startxref\n%d\n%%%%EOF\n" % len(head)


def circular_index() -> bytes:
    content = document()
    start = content.rindex(b"startxref\n") + len(b"startxref\n")
    at = int(content[start:].split()[0])
    return content.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % at, 1)


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "pages that hold themselves": lambda: document(o2=b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"),
    "fields that hold themselves": lambda: document(
        o1=b"<</Pages 2 0 R/AcroForm<</SigFlags 3/Fields[6 0 R]>>>>",
        o6=b"<</T(a)/Kids[6 0 R 6 0 R]>>",
    ),
    "forms that hold themselves": lambda: document(
        o3=b"<</Type/Page/Resources 6 0 R>>", o6=b"<</XObject<</A 7 0 R/B 7 0 R>>>>",
        o7=stream(b"", b"/Subtype/Form/Resources 6 0 R"),
    ),
    "an index before itself": circular_index,
    "an index of 400 MB": bomb,
    "deep brackets": lambda: document(o2=b"[" * 200_000),
    "deep dictionaries": lambda: document(o2=b"<</A" * 100_000),
    "a length that is its own stream": lambda: document(
        o1=b"<</Pages 2 0 R/AcroForm 5 0 R>>",
        o5=b"<</Length 5 0 R>>\nstream\nx\nendstream",
    ),
    "a reference to itself": lambda: document(o2=b"2 0 R"),
    "a size beyond all": lambda: document().replace(b"/Size 6", b"/Size 99999999999999"),
    "a table beyond all": lambda: document().replace(b"xref\n0 6", b"xref\n0 99999999999"),
    "a start beyond the end": lambda: document().replace(b"startxref\n", b"startxref\n9999999"),
    "an encryption of nonsense": lambda: file_of(
        {1: b"<</Pages 2 0 R>>", 2: b"<</Filter/Standard/V 99/R 99/O()/U()/P 0>>"},
        b"/Encrypt 2 0 R/ID[()()]",
    ),
    "no root": lambda: document().replace(b"/Root 1 0 R", b"/Root 99 0 R"),
    "only a mark": lambda: b"%PDF-1.7\n%%EOF",
    "noise": lambda: b"%PDF-1.7\n" + random.Random(5).randbytes(300_000),  # noqa: S311
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_a_report_soon(name: str) -> None:
    start = time.monotonic()
    report = read_signatures(HOSTILE[name](), seconds=30)
    assert report.status in {"broken", "unsigned", "not-checked"}
    assert report.signatures == ()
    assert time.monotonic() - start < 45


def test_a_file_that_takes_too_long_is_broken() -> None:
    report = read_signatures(approved(), seconds=0.01)
    assert (report.status, report.signatures) == ("broken", ())
    assert "giây" in report.remark


def test_remarks_speak_the_language_in_use() -> None:
    with speaking("en"):
        report = read_signatures(document()[:200])
    assert report.status == "broken"


def test_without_the_extra_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    report = read_signatures(document())
    assert (report.status, report.signatures) == ("not-checked", ())
    assert 'pip install "qmskit[sign]"' in report.remark


def test_the_library_loads_without_the_extra() -> None:
    code = (
        "import sys; sys.modules['pyhanko'] = sys.modules['asn1crypto'] = None;"
        "import qmskit.readers.pdf_signatures as one;"
        "print(one.read_signatures(b'%PDF-1.7').status)"
    )
    done = subprocess.run(  # noqa: S603 - this Python
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "not-checked"


def test_a_file_that_bends_the_rules_is_read_with_a_remark() -> None:
    miscounted = document().replace(b"/Size 6", b"/Size 5")
    report = read_signatures(signed(miscounted, signing.chairman(), "Ky1"))
    one = only(report)
    assert (one.signer, one.is_intact) == ("Nguyễn Văn A", True)
    assert "không theo đúng chuẩn PDF" in report.remark
