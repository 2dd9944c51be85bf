"""What changed against the copies that hang on a notice board."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qmskit.changes.sections import changed_sections, sections_told
from qmskit.control.distribution import Copy
from qmskit.control.life import Issued
from qmskit.docset.distribution.holdings import DeskReport, DistributionReport
from qmskit.docset.issuing.releases import KeptReleases


@dataclass(frozen=True, slots=True)
class BoardChange:
    """A document that differs from the copy on a board.

    Attributes:
        verdict: `new`, `changed` or `removed`.
        old: the copy there; None for a new document.
        new: what is to hang there; None for a document that is gone.
        told: what differs, as a sentence.
    """

    code: str
    title: str
    verdict: str
    old: Copy | None
    new: Issued | None
    told: str


def board_changes(
    folder: Path, report: DistributionReport, desk: DeskReport
) -> tuple[BoardChange, ...]:
    """Return what changed against the copies that a desk, a notice board, holds.

    Raises:
        InvalidInputError: what a release kept cannot be read.
    """
    held: Mapping[str, Copy] = {one.code: one for one in desk.held}
    known = {(one.document.code, one.release.number): one for one in report.issued}
    give = {one.issued.document.code: one.issued for one in desk.to_give}
    return (
        *_to_put_up(KeptReleases(folder), held, give),
        *_to_take_down(report, held, known, give),
    )


def _to_put_up(
    kept: KeptReleases, held: Mapping[str, Copy], give: Mapping[str, Issued]
) -> Iterator[BoardChange]:
    for code, issued in give.items():
        title, old = issued.document.title, held.get(code)
        if old is None:
            yield BoardChange(code, title, "new", None, issued, "Niêm yết lần đầu")
        elif old.release != issued.release.number:
            before = kept.content(old.release, code)
            after = kept.content(issued.release.number, code)
            told = sections_told(changed_sections(before, after))
            told = told or "Nội dung không đổi, thay lần ban hành, sửa đổi"
            yield BoardChange(code, title, "changed", old, issued, told)


def _to_take_down(
    report: DistributionReport,
    held: Mapping[str, Copy],
    known: Mapping[tuple[str, int], Issued],
    give: Mapping[str, Issued],
) -> Iterator[BoardChange]:
    for code, copy in held.items():
        issued = known.get((code, copy.release))
        if issued is None or code in give:
            continue
        ended = issued.ended_on
        if ended is not None and ended <= report.as_of:
            told = f"Hết hiệu lực từ ngày {ended:%d/%m/%Y}"
            yield BoardChange(code, issued.document.title, "removed", copy, None, told)
