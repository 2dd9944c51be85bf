"""Which procedures belong into a set: announced, within competence, and wanted."""

from collections.abc import Iterable
from dataclasses import dataclass

from qmskit.language import translate as _
from qmskit.model.frameworks import AgencyType
from qmskit.model.procedures import Level, Procedure
from qmskit.model.texts import folded
from qmskit.readers.answers import Answers
from qmskit.readers.sources import FoundProcedure


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A procedure that was not taken, and why."""

    code: str
    name: str
    reason: str


def selected(
    found: Iterable[FoundProcedure], answers: Answers, kind: AgencyType
) -> tuple[tuple[FoundProcedure, ...], tuple[LeftOut, ...]]:
    """Return the procedures that answers ask for, and the others with the reason.

    Law:
        TT 26/2014/TT-BKHCN, Điều 3 khoản 1: the procedures that concern organisations and people
        and were announced as the law provides.
    """
    taken: list[FoundProcedure] = []
    left_out: list[LeftOut] = []
    for one in found:
        reason = _reason_against(one.procedure, answers, kind)
        if reason:
            left_out.append(LeftOut(one.procedure.code, one.procedure.name, reason))
        else:
            taken.append(one)
    return tuple(taken), tuple(left_out)


def _reason_against(procedure: Procedure, answers: Answers, kind: AgencyType) -> str:
    """Return why a procedure is not taken; "" when it is."""
    if answers.codes and procedure.code not in answers.codes:
        return _("không có trong danh sách mã đã chọn")
    if answers.fields and folded(procedure.field) not in {folded(name) for name in answers.fields}:
        return _("ngoài lĩnh vực đã chọn")
    if answers.take_all or (not procedure.levels and procedure.code in answers.codes):
        return ""
    if not procedure.levels:
        return _(
            "dữ liệu không ghi cấp thực hiện; thuộc thẩm quyền thì đưa vào bằng "
            "qmskit add DIR MÃ --procedures NGUỒN"
        )
    if Level(kind.level) not in procedure.levels:
        return _("không thuộc thẩm quyền của {kind}").format(kind=kind.name)
    return ""
