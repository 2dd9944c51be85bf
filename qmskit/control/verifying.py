"""Proof that ledger and releases are as they were written; the first thing that does not fit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from qmskit.control.fingerprints import fits
from qmskit.control.handovers import (
    HANDOVER,
    HandoverManifest,
    evidence_of,
    handover_problems,
    left_out_before,
    proved_handover,
)
from qmskit.control.history import History, Signing, history
from qmskit.control.ledger import (
    HEAD,
    LEDGER,
    Entry,
    Ledger,
    ledger_missing,
    read_ledger,
    receipts,
)
from qmskit.control.manifests import (
    MANIFEST,
    RELEASES,
    SNAPSHOT,
    KeptFile,
    Manifest,
    folder_of,
    read_manifest,
)
from qmskit.control.rows import rows_of_ledger
from qmskit.control.snapshots import contents_of
from qmskit.language import translate as _
from qmskit.model.control import IssuedDocument, Release, SignatureRole
from qmskit.model.digests import digest
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.revision_rows import REVISIONS, rows_in

# As many letters as people write down by hand; the whole of a receipt has 64.
SHORTEST_RECEIPT = 16


class Store(Protocol):
    """The files of a set, wherever they lie."""

    def names(self) -> Iterable[str]:
        """Return the paths of all files, relative to the set, with forward slashes."""
        ...

    def read(self, name: str) -> bytes | None:
        """Return the content of a file; None where it is missing or cannot be read."""
        ...


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification found.

    Attributes:
        entries, releases, files: how much was looked at.
        problems: the first in the ledger, then those of each release in order; empty means that
            everything fits.
        receipt: sha256 of the ledger's last line.
        confirmed: number of the line that a receipt names; None where none was asked for, or none
            has it.
        rebuilt: how many Word files were made again and found equal; None where nobody asked.
    """

    entries: int
    releases: int
    files: int
    problems: tuple[Problem, ...]
    receipt: str
    confirmed: int | None = None
    rebuilt: int | None = None


def verified(
    store: Store, *, has_ledger: bool, is_handover: bool = False, receipt: str = ""
) -> Verification:
    """Return whether the ledger and the releases of a set are as they were written.

    Args:
        has_ledger: whether the format of the set says that it must have a ledger.
        is_handover: whether it is a set handed over: all its files are proved, and evidence that
            stayed behind is not missing.
        receipt: a sha256 that somebody noted; empty for none.
    """
    ledger = read_ledger(store.read(LEDGER), store.read(HEAD))
    names = sorted(store.names())
    problems = [*_no_ledger(ledger, names, has_ledger=has_ledger)]
    problems += [ledger.problem] if ledger.problem else []
    try:
        known = history(ledger.entries)
    except InvalidInputError as error:
        problems += error.problems
        known = History()
    kept = [name for name in names if name.startswith(f"{RELEASES}/")]
    for release in known.releases:
        problems += _release_problems(store, release, kept, known)
    if not ledger.problem:
        problems += _unknown(kept, known) if ledger.entries else ()
        problems += _other_rows(store, known)
        left_out = left_out_before(ledger.entries)
        if is_handover:
            manifest, found = _handed_over(store, names, ledger.entries)
            left_out = {**left_out, **(manifest.left_out if manifest else {})}
            told = {one.where.file for one in problems}
            problems += (one for one in found if one.where.file not in told)
        problems += _evidence_gone(store, ledger.entries, left_out)
    line = _line_of(ledger.entries, receipt)
    problems += _no_receipt(receipt, line)
    files = len(names) if is_handover else len(kept)
    return Verification(
        len(ledger.entries), len(known.releases), files, tuple(problems), ledger.receipt, line
    )


def _no_ledger(ledger: Ledger, names: list[str], *, has_ledger: bool) -> Iterator[Problem]:
    is_missing = not ledger.content and ledger.problem is None
    if is_missing and (has_ledger or any(name.startswith(f"{RELEASES}/") for name in names)):
        yield ledger_missing()


def _release_problems(
    store: Store, release: Release, kept: list[str], known: History
) -> Iterator[Problem]:
    top = folder_of(release.number)
    shown = f"{top}/{MANIFEST}"
    content = store.read(shown)
    if content is None or digest(content) != release.manifest:
        yield _changed(shown, is_missing=content is None)
        return
    try:
        manifest = read_manifest(content, shown)
    except InvalidInputError as error:
        yield from error.problems
        return
    listed = {f"{top}/{file.path}": file for file in manifest.all_files}
    for name, file in listed.items():
        yield from _file_problems(store, name, file)
    for name in kept:
        if name.startswith(f"{top}/") and name not in listed and name != shown:
            yield _extra(name)
    yield from _other_documents(shown, manifest, release)
    yield from _unsigned(shown, release, known)
    yield from _other_contents(store, top, manifest)


def _file_problems(store: Store, name: str, file: KeptFile) -> Iterator[Problem]:
    content = store.read(name)
    if content is None or (len(content), digest(content)) != (file.size, file.sha256):
        yield _changed(name, is_missing=content is None)


def _other_documents(shown: str, manifest: Manifest, release: Release) -> Iterator[Problem]:
    """Yield the problem of a manifest that tells of other documents than the ledger."""
    documents = tuple(document for document, _files in manifest.documents)
    told = (manifest.number, manifest.decision, manifest.on, manifest.effective, documents)
    if told != (
        release.number, release.decision, release.on, release.effective, release.documents,
    ):  # fmt: skip
        message = _("bản kê không khớp sổ nhật ký")
        yield Problem(Location(shown), "QMS703", message)


def _unsigned(shown: str, release: Release, known: History) -> Iterator[Problem]:
    """Yield the documents that the ledger does not show as signed by all three."""
    for document in release.documents:
        signed = {
            one.signature
            for one in known.signings.get(document.code, ())
            if _is_under(one, document)
        }
        missing = set(SignatureRole) - {one.role for one in document.signatures}
        if missing or not set(document.signatures) <= signed:
            message = _("sổ nhật ký không có đủ ba chữ ký dưới tài liệu {code}")
            where = Location(shown, path=document.code)
            yield Problem(where, "QMS703", message.format(code=document.code))


def _is_under(signing: Signing, document: IssuedDocument) -> bool:
    return signing.content.fingerprint == document.fingerprint


def _other_contents(store: Store, top: str, manifest: Manifest) -> Iterator[Problem]:
    """Yield the documents whose kept content is not what was signed."""
    shown = f"{top}/{SNAPSHOT}"
    try:
        kept = contents_of(store.read(shown) or b"", shown)
    except InvalidInputError as error:
        yield from error.problems
        return
    for document, _files in manifest.documents:
        is_fitting = fits(document.fingerprint, kept.get(document.code))
        where = Location(shown, path=document.code)
        if is_fitting is None:
            message = _("dấu vân tay ghi theo cách mới hơn; cần phiên bản qmskit mới hơn")
            yield Problem(where, "QMS703", message)
        elif not is_fitting:
            yield Problem(where, "QMS703", _("nội dung được giữ không phải nội dung đã ký"))


def _unknown(kept: list[str], known: History) -> Iterator[Problem]:
    """Yield files that belong to no release the ledger knows."""
    tops = tuple(f"{folder_of(one.number)}/" for one in known.releases)
    for name in kept:
        if not name.startswith(tops):
            yield _extra(name)


def _other_rows(store: Store, known: History) -> Iterator[Problem]:
    """Yield the documents whose revision table tells other numbers or days than the ledger."""
    text = (store.read(REVISIONS) or b"").decode("utf-8", "replace")
    try:
        written = rows_in(text, REVISIONS)
    except InvalidInputError as error:
        yield from error.problems
        return
    for code, rows in rows_of_ledger(written, known).items():
        if rows != written.get(code, ()):
            message = _("{code}: lần sửa đổi, ngày hoặc số quyết định không khớp sổ nhật ký")
            fix = _("trả lại như sổ nhật ký: xem qmskit log và bản kê của lần phát hành")
            yield Problem(Location(REVISIONS), "QMS707", message.format(code=code), fix)


def _handed_over(
    store: Store, names: list[str], entries: tuple[Entry, ...]
) -> tuple[HandoverManifest | None, tuple[Problem, ...]]:
    """Return what a zip tells of the handover, None where that is not to be trusted; problems."""
    try:
        manifest = proved_handover(store.read(HANDOVER), entries)
    except InvalidInputError as error:
        return None, error.problems
    return manifest, tuple(handover_problems(store.read, names, manifest))


def _evidence_gone(
    store: Store, entries: Iterable[Entry], left_out: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield files of evidence that are not as they were taken in, nor left out on purpose."""
    for name, sha256 in evidence_of(entries):
        content = store.read(name)
        if content is None and left_out.get(name) == sha256:
            continue
        if content is None or digest(content) != sha256:
            yield _evidence_changed(name, is_missing=content is None)


def _evidence_changed(name: str, *, is_missing: bool) -> Problem:
    told = _("tệp bằng chứng này đã bị sửa sau khi ghi sổ")
    message = _("thiếu tệp bằng chứng này") if is_missing else told
    fix = _("lấy lại từ bản sao, hoặc ghi lại bằng chứng bằng qmskit announce --evidence")
    return Problem(Location(name), "QMS702", message, fix)


def _line_of(entries: Iterable[Entry], receipt: str) -> int | None:
    """Return the number of the only line whose sha256 begins with a receipt, or None."""
    begins = receipt.strip().lower()
    if len(begins) < SHORTEST_RECEIPT:
        return None
    found = [number for sha256, number in receipts(entries).items() if sha256.startswith(begins)]
    return found[0] if len(found) == 1 else None


def _no_receipt(receipt: str, line: int | None) -> Iterator[Problem]:
    if receipt and len(receipt.strip()) < SHORTEST_RECEIPT:
        message = _("mã quá ngắn: cần ít nhất {count} ký tự đầu").format(count=SHORTEST_RECEIPT)
        yield Problem(Location("--receipt"), "QMS704", message, _("ghi đủ mã in trên quyết định"))
    elif receipt and line is None:
        message = _("sổ nhật ký không có dòng nào mang mã này")
        fix = _("đối chiếu lại mã in trên quyết định; nếu đúng mã thì sổ đã bị viết lại")
        yield Problem(Location("--receipt"), "QMS704", message, fix)


def _changed(name: str, *, is_missing: bool) -> Problem:
    message = _("thiếu tệp này") if is_missing else _("tệp này đã bị sửa sau khi phát hành")
    fix = _("lấy lại tệp từ bản bàn giao hoặc bản sao gần nhất")
    return Problem(Location(name), "QMS702", message, fix)


def _extra(name: str) -> Problem:
    message = _("tệp này không thuộc lần phát hành nào")
    return Problem(Location(name), "QMS702", message, _("chuyển tệp ra ngoài thư mục releases"))
