"""What stands beside the number of a limit: cases, the cut-off hour, contradictions."""

from collections.abc import Iterable, Iterator

from qmskit.model.procedures import Procedure
from qmskit.model.texts import capitalised, folded, one_line, shortened
from qmskit.model.times import CaseLimit, Limit
from qmskit.readers.prose.differences import LimitDifference

# Said wherever a limit is printed that the record itself tells in two ways.
MUST_CHECK = "chưa thống nhất trong dữ liệu công bố, phải kiểm tra"

_CASE_LETTERS = 80


def doubts(differences: Iterable[LimitDifference]) -> Iterator[str]:
    """Yield a sentence for each contradiction about the limit; a wrong unit is called one."""
    for one in differences:
        same = one.limit.value == one.other.value
        what = "Đơn vị tính của thời hạn" if same else "Thời hạn"
        name = shortened(one.variant, _CASE_LETTERS)
        where = f"trường hợp “{name}”" if name else "phần mô tả"
        told = f"hình thức nộp ghi {one.limit.short}, {where} ghi {one.other.short}"
        yield f"{what} {MUST_CHECK}: {told}."


def case_limits(procedure: Procedure) -> tuple[str, ...]:
    """Return the limits of named cases, `đối với nhà ở riêng lẻ: 07 ngày làm việc`, none twice.

    Cases that the printed words of their limit name already are left out. Of several limits each
    case names the one it stands beside.
    """
    several = len(procedure.limits) > 1
    return tuple(
        dict.fromkeys(
            _case_text(case, channel.limit, several=several)
            for channel in procedure.channels
            for case in channel.limit.terms.cases
            if not _is_printed(case, channel.limit)
        )
    )


def _case_text(case: CaseLimit, limit: Limit, *, several: bool) -> str:
    own = Limit(case.value, case.unit).short
    beside = f" (hình thức nộp ghi {limit.short})" if several and own != limit.short else ""
    return f"{one_line(case.case)}: {own}{beside}"


def _is_printed(case: CaseLimit, limit: Limit) -> bool:
    return folded(case.case.partition(";")[0]) in folded(limit.text)


def cut_off(procedure: Procedure) -> str:
    """Return the hour after which a dossier is settled on the next working day, as words."""
    hours = {one.limit.terms.cut_off for one in procedure.channels}
    hour = hours.pop() if len(hours) == 1 else None
    if hour is None:
        return ""
    minutes = f" {hour.minute:02d} phút" if hour.minute else ""
    return f"hồ sơ nhận sau {hour.hour} giờ{minutes}: trong ngày làm việc tiếp theo"


def beside_limit(procedure: Procedure) -> tuple[str, ...]:
    """Return what a document lists under the limit: cases, then the cut-off hour."""
    told = (*case_limits(procedure), cut_off(procedure))
    return tuple(capitalised(one) for one in told if one)
