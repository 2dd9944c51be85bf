"""What somebody must decide before an announced row can be used: one function a doubt."""

from qmskit.language import translate as _
from qmskit.model.texts import shortened
from qmskit.model.workflows import Decision
from qmskit.problems import Location, Problem

MISSING = "QMS081"
# The name its code is known by settles these; see `repairs`.
BROKEN_NAME = "QMS082"
CUT_NAME = "QMS083"
GLUED_NAME = "QMS084"
NAME_DOUBTS = frozenset({MISSING, BROKEN_NAME, CUT_NAME, GLUED_NAME})
REPEATED_CODE = "QMS088"
# The decision's own day; whoever knows it settles it for the whole decision.
NO_EFFECTIVE_DAY = "QMS086"

_LONGEST = 60


def no_code(where: Location, code: str) -> Problem:
    """Return the doubt about a code that is missing, or is none."""
    if code:
        message = _("mã “{code}” không đúng dạng 1.001193").format(code=_short(code))
    else:
        message = _("chưa có mã thủ tục hành chính")
    return Problem(where, MISSING, message, _("tra mã theo tên thủ tục, đối chiếu rồi ghi lại"))


def no_name(where: Location) -> Problem:
    """Return the doubt about a row without a name."""
    message = _("chưa có tên thủ tục hành chính")
    return Problem(where, MISSING, message, _("ghi tên theo bản gốc của quyết định"))


def broken_name(where: Location, words: tuple[str, ...]) -> Problem:
    """Return the doubt about words torn apart."""
    message = _("tên thủ tục có chữ bị tách rời: {words}").format(
        words=", ".join(f"“{word}”" for word in words)
    )
    return Problem(where, BROKEN_NAME, message, _("ghi lại tên theo bản gốc của quyết định"))


def cut_name(where: Location, name: str) -> Problem:
    """Return the doubt about a name that seems to go on."""
    message = _("tên thủ tục có thể bị cắt ở cuối: “{end}”").format(end=_end(name))
    return Problem(where, CUT_NAME, message, _("ghi đủ tên theo bản gốc của quyết định"))


def glued_name(where: Location, citation: str) -> Problem:
    """Return the doubt about a legal text behind the name."""
    message = _("tên thủ tục dính với văn bản quy định: “{words}”").format(words=_short(citation))
    fix = _("tách tên và căn cứ pháp lý theo bản gốc của quyết định")
    return Problem(where, GLUED_NAME, message, fix)


def unclear_limit(where: Location, words: str) -> Problem:
    """Return the doubt about a limit without a certain number and unit."""
    message = _("thời hạn “{words}” không rõ số hoặc đơn vị tính").format(words=_short(words))
    fix = _("đọc bản gốc của quyết định rồi ghi rõ, ví dụ 05 ngày làm việc")
    return Problem(where, "QMS085", message, fix)


def no_effective_day(where: Location, words: str = "") -> Problem:
    """Return the doubt about the first day a decision holds."""
    if words:
        message = _("ngày có hiệu lực “{words}” không phải là ngày").format(words=_short(words))
    else:
        message = _("quyết định không ghi ngày có hiệu lực")
    return Problem(where, NO_EFFECTIVE_DAY, message, _("xem bản gốc rồi cho biết ngày có hiệu lực"))


def own_effective_day(where: Location, words: str) -> Problem:
    """Return the doubt about a row that may hold from a day of its own."""
    message = _("có thể có ngày hiệu lực riêng: “{words}”").format(words=_short(words))
    fix = _("xác định ngày có hiệu lực của thủ tục này theo bản gốc")
    return Problem(where, NO_EFFECTIVE_DAY, message, fix)


def no_old_code(where: Location) -> Problem:
    """Return the doubt about a replacing procedure that names none it replaces."""
    message = _("thủ tục thay thế nhưng không ghi mã thủ tục được thay thế")
    return Problem(where, "QMS087", message, _("tra mã của thủ tục được thay thế"))


def twice(where: Location, code: str) -> Problem:
    """Return the doubt about one code with two contents."""
    message = _("mã {code} có ở nhiều dòng với nội dung khác nhau").format(code=code)
    return Problem(where, REPEATED_CODE, message, _("đối chiếu bản gốc, chọn dòng đúng"))


def unknown_kind(where: Location, words: str = "") -> Problem:
    """Return the doubt about what the decision does with the procedure."""
    if words:
        message = _("không hiểu loại thay đổi “{words}”").format(words=_short(words))
    else:
        message = _("không rõ thủ tục được ban hành mới, sửa đổi, thay thế hay bị bãi bỏ")
    fix = _("xem thủ tục nằm ở danh mục nào trong bản gốc của quyết định")
    return Problem(where, "QMS089", message, fix)


def unclear_reduction(where: Location, words: str) -> Problem:
    """Return the doubt about what was reduced."""
    message = _("phần cắt giảm thời hạn “{words}” chưa rõ").format(words=_short(words))
    return Problem(where, "QMS090", message, _("đọc thời hạn sau cắt giảm trong bản gốc"))


def no_reduction(where: Location, limit: str, reduced: str) -> Problem:
    """Return the doubt about a reduced limit that is not surely shorter."""
    message = _("thời hạn sau cắt giảm “{reduced}” không ngắn hơn “{limit}” theo quy định").format(
        reduced=_short(reduced), limit=_short(limit)
    )
    return Problem(where, "QMS090", message, _("đối chiếu hai thời hạn với bản gốc"))


def unknown_decision(where: Location, decision: Decision) -> Problem:
    """Return the doubt about a decision of which the number, the day or both are missing."""
    if decision.number:
        message = _("không đọc được ngày ký của quyết định")
    elif decision.issued:
        message = _("không đọc được số của quyết định")
    else:
        message = _("không đọc được số và ngày ký của quyết định")
    return Problem(where, "QMS091", message, _("xem số, ngày ở đầu quyết định rồi ghi vào"))


def _short(words: str) -> str:
    return shortened(words, _LONGEST)


def _end(name: str) -> str:
    """Return the end of a name, where the cut shows."""
    return name if len(name) <= _LONGEST else "…" + name[-_LONGEST:].partition(" ")[2]
