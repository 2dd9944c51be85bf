"""Which procedures belong into a set: announced, within competence, and wanted."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from qmskit.language import translate as _
from qmskit.model.frameworks import AgencyType
from qmskit.model.procedures import Level, Procedure
from qmskit.model.texts import folded
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.answers import Answers
from qmskit.readers.sources import FoundProcedure


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A procedure that was not taken, and why."""

    code: str
    name: str
    reason: str


def selected(
    found: Collection[FoundProcedure], answers: Answers, kind: AgencyType
) -> tuple[tuple[FoundProcedure, ...], tuple[LeftOut, ...]]:
    """Return the procedures that answers ask for, and the others with the reason.

    Raises:
        InvalidInputError: codes that answers choose and no source has, or nothing is asked for.

    Law:
        TT 26/2014/TT-BKHCN, Điều 3 khoản 1: the procedures that concern organisations and people
        and were announced as the law provides.
    """
    _check_codes(found, answers)
    taken: list[FoundProcedure] = []
    left_out: list[LeftOut] = []
    for one in found:
        reason = _reason_against(one.procedure, answers, kind)
        if reason:
            left_out.append(LeftOut(one.procedure.code, one.procedure.name, reason))
        else:
            taken.append(one)
    if not taken:
        raise InvalidInputError([_nothing_selected(answers, is_empty=not found)])
    return tuple(taken), tuple(left_out)


def _check_codes(found: Iterable[FoundProcedure], answers: Answers) -> None:
    """Raise InvalidInputError for every code that answers choose and no source has."""
    unknown = tuple(_unknown_codes({one.procedure.code for one in found}, answers))
    if unknown:
        raise InvalidInputError(unknown)


def _nothing_selected(answers: Answers, *, is_empty: bool) -> Problem:
    """Return the problem that no procedure is left, or that the sources hold none."""
    where = Location(", ".join(answers.sources))
    if is_empty:
        message = _("nguồn đã chọn không có thủ tục hành chính nào")
        fix = _("kiểm tra đường dẫn; nguồn phải có bản ghi, danh sách hoặc quyết định công bố")
        return Problem(where, "QMS164", message, fix)
    message = _("không có thủ tục nào phù hợp trong nguồn đã chọn")
    fix = _("kiểm tra --field, --type; dùng --all để lấy mọi thủ tục")
    return Problem(where, "QMS164", message, fix)


def _unknown_codes(known: Collection[str], answers: Answers) -> Iterator[Problem]:
    for code in answers.codes:
        if code not in known:
            message = _("không nguồn nào có bản ghi của TTHC {code}").format(code=code)
            fix = _("kiểm tra lại mã, hoặc thêm --procedures TỆP_HOẶC_THƯ_MỤC có thủ tục này")
            yield Problem(answers.places.get(code, Location("--code")), "QMS332", message, fix)


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
