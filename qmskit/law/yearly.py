"""What the annual report says of changes: how many, in time or late, and whose delay it was."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qmskit.documents.sandbox import day_text
from qmskit.law.chains import Chain
from qmskit.law.links import Link
from qmskit.model.announcements import ChangeKind
from qmskit.model.publication import Owner, PublicationStage
from qmskit.model.texts import capitalised

_KINDS = {
    ChangeKind.NEW: "được ban hành mới",
    ChangeKind.AMENDED: "được sửa đổi, bổ sung",
    ChangeKind.REPLACED: "được thay thế",
    ChangeKind.REPEALED: "bị bãi bỏ",
    ChangeKind.UNKNOWN: "có thay đổi",
}


@dataclass(frozen=True, slots=True)
class YearOfChanges:
    """Procedures that changed in a year, by code; every collection may be empty.

    A procedure that changed several times stands where its worst change stands: late, then running,
    then in time.

    Attributes:
        by_kind: codes by what happened to them, in the order of `ChangeKind`; a procedure stands
            under each kind that happened to it.
        in_time: followed by the last day of the term or before.
        running: not followed yet, the term runs.
        late: by the stage that came late; None where nobody can tell.
        without_clock: changed by what starts no clock.
    """

    year: int
    by_kind: Mapping[ChangeKind, frozenset[str]]
    in_time: frozenset[str]
    running: frozenset[str]
    late: Mapping[PublicationStage | None, frozenset[str]]
    without_clock: frozenset[str]


def year_of_changes(chains: Iterable[Chain], year: int) -> YearOfChanges:
    """Return the changes that took effect in a year, as far as they have on the day of the chains.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm a.
    """
    begun = [one for one in chains if has_begun_in(one, year)]
    counted = [one for one in begun if one.deadline]
    late = {code: one.late_at for one in counted if one.is_late for code in _codes(one)}
    open_ones = {code for one in counted if not one.applied for code in _codes(one)}
    changed = {code for one in counted for code in _codes(one)}
    return YearOfChanges(
        year=year,
        by_kind=_by_kind(counted),
        in_time=frozenset(changed - open_ones - late.keys()),
        running=frozenset(open_ones - late.keys()),
        late=_by_stage(late),
        without_clock=frozenset(code for one in begun if not one.deadline for code in _codes(one)),
    )


def has_begun_in(chain: Chain, year: int) -> bool:
    """Tell whether a change took effect in a year, and has by the day of its chain."""
    day = chain.effective
    return day is not None and day.year == year and day <= chain.as_of


def year_told(found: YearOfChanges, owners: Mapping[Owner, str]) -> str:
    """Return the sentence of the annual report, in Vietnamese.

    Args:
        owners: what owners are called.
    """
    kinds = [f"{len(codes)} TTHC {_KINDS[kind]}" for kind, codes in found.by_kind.items()]
    if not kinds:
        sentence = f"Năm {found.year} không có TTHC nào thay đổi do văn bản quy phạm pháp luật"
    else:
        sentence = f"Năm {found.year} có {_listed(kinds)}; {', '.join(_outcomes(found, owners))}"
    rest = len(found.without_clock)
    added = f"; {rest} TTHC áp dụng thời hạn tỉnh đã cắt giảm, không tính hạn ba tháng"
    return f"{sentence}{added if rest else ''}."


def chain_told(chain: Chain, owners: Mapping[Owner, str]) -> tuple[str, ...]:
    """Return one Vietnamese sentence for each stage of a change that is done or waited for."""
    return tuple(_link_told(one, owners) for one in chain.links if one.on or one.is_open)


def _codes(chain: Chain) -> tuple[str, ...]:
    return chain.event.procedures


def _by_kind(chains: list[Chain]) -> dict[ChangeKind, frozenset[str]]:
    found = {
        kind: frozenset(code for one in chains if one.event.kind is kind for code in _codes(one))
        for kind in ChangeKind
    }
    return {kind: codes for kind, codes in found.items() if codes}


def _by_stage(
    late: Mapping[str, PublicationStage | None],
) -> dict[PublicationStage | None, frozenset[str]]:
    """Return late procedures by stage, in the order they were met."""
    return {
        stage: frozenset(code for code, its in late.items() if its == stage)
        for stage in dict.fromkeys(late.values())
    }


def _outcomes(found: YearOfChanges, owners: Mapping[Owner, str]) -> Iterator[str]:
    """Yield what became of the procedures, without what is none."""
    if found.in_time:
        yield f"{len(found.in_time)} cập nhật đúng hạn"
    late = sum(len(codes) for codes in found.late.values())
    causes = [
        f"{_count(codes, late)}do {_cause(stage, owners)}" for stage, codes in found.late.items()
    ]
    if late:
        yield f"{late} chậm {causes[0]}" if len(causes) == 1 else f"{late} chậm ({_listed(causes)})"
    if found.running:
        yield f"{len(found.running)} đang trong hạn cập nhật"


def _count(codes: frozenset[str], late: int) -> str:
    return "" if len(codes) == late else f"{len(codes)} "


def _cause(stage: PublicationStage | None, owners: Mapping[Owner, str]) -> str:
    if stage is None:
        return "nguyên nhân chưa ghi lại"
    return f"{owners.get(stage.owner, stage.owner.value)} {stage.name} chậm"


def _link_told(link: Link, owners: Mapping[Owner, str]) -> str:
    called = owners.get(link.stage.owner, link.stage.owner.value)
    who = capitalised(called)
    if link.on is None:
        name = link.stage.name
        told = f"{who} chưa {name}" if link.is_told else f"Chưa ghi nhận việc {called} {name}"
    else:
        number = f" (số {link.number})" if link.number else ""
        told = f"{who} {link.stage.name} ngày {day_text(link.on)}{number}"
    if link.days_used is not None:
        told += f", {'đã ' if link.on is None else 'mất '}{link.days_used} ngày"
    if link.statutory and link.days_late:
        told += f", chậm {link.days_late} ngày so với hạn {day_text(link.statutory)}"
    elif link.statutory and link.days_late is not None:
        told += f", trong hạn {day_text(link.statutory)}"
    return f"{told}."


def _listed(parts: list[str]) -> str:
    return f"{', '.join(parts[:-1])} và {parts[-1]}" if len(parts) > 1 else "".join(parts)
