"""Signed PDFs and scans that came back from the e-office, taken into a release."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from qmskit.control.manifests import SIGNED, KeptFile, SignedFile
from qmskit.language import translate as _
from qmskit.model.digests import digest
from qmskit.model.pdf_signatures import SignatureReport
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import read_bytes
from qmskit.readers.pdf_signatures import read_signatures

_MOST_BYTES = 200_000_000
_MOST_CERTIFICATE = 1_000_000
_SUFFIXES = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff"})


def signed_files(
    paths: Iterable[Path], roots: Iterable[Path] = ()
) -> tuple[tuple[SignedFile, ...], dict[str, bytes]]:
    """Return signed files with what their signatures tell, and their contents by path.

    Args:
        roots: root certificates that signatures must lead to; empty leaves trust open.

    Raises:
        InvalidInputError: a file cannot be read, is no PDF or picture, has the name of another, or
            carries a signature that does not fit it.
    """
    found: list[SignedFile] = []
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    trusted = tuple(read_bytes(path, _MOST_CERTIFICATE) for path in roots)
    for path in paths:
        name = f"{SIGNED}/{path.name}"
        try:
            content = read_bytes(path, _MOST_BYTES)
        except InvalidInputError as error:
            problems += error.problems
            continue
        report = _report(path, content, trusted)
        problems += _refused(path, report, is_known=name in contents)
        kept = KeptFile(name, digest(content), len(content))
        found.append(SignedFile(kept, report.status, tuple(_told(report))))
        contents[name] = content
    if problems:
        raise InvalidInputError(problems)
    return tuple(found), contents


def _report(path: Path, content: bytes, roots: tuple[bytes, ...]) -> SignatureReport:
    if path.suffix.lower() == ".pdf":
        return read_signatures(content, roots)
    return SignatureReport("scan")


def _refused(path: Path, report: SignatureReport, *, is_known: bool) -> Iterator[Problem]:
    where = Location(str(path))
    if path.suffix.lower() not in _SUFFIXES:
        message = _("không phải tệp PDF hoặc ảnh quét")
        yield Problem(where, "QMS764", message, _("xuất bản đã ký thành PDF"))
    if is_known:
        message = _("đã có tệp cùng tên trong lần phát hành này")
        yield Problem(where, "QMS764", message, _("đổi tên một trong hai tệp"))
    if report.status == "broken" or not all(one.is_intact for one in report.signatures):
        message = _("chữ ký số không khớp nội dung tệp, hoặc tệp hỏng: {remark}").format(
            remark=report.remark
        )
        yield Problem(where, "QMS764", message, _("tải lại bản đã ký từ hệ thống văn bản"))


def _told(report: SignatureReport) -> Iterator[str]:
    """Yield what was found out, a line each."""
    for one in report.signatures:
        trusted = {True: _("có"), False: _("không"), None: _("không rõ")}[one.is_trusted]
        text = _("{signer}, {at}; toàn vẹn: {intact}; chuỗi tin cậy: {trusted}")
        yield text.format(
            signer=one.signer or _("không rõ tên"),
            at=one.signed_at or _("không rõ ngày"),
            intact=_("có") if one.is_intact else _("không"),
            trusted=trusted,
        )
    if report.remark:
        yield report.remark
