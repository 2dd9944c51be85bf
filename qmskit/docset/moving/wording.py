"""What is told of names that lost their meaning on the way to another edition."""

from collections.abc import Iterable, Iterator

from qmskit.changes.frameworks import kind_called, named
from qmskit.language import translate as _
from qmskit.model.editions import Destiny, Fate, Passage
from qmskit.problems import Location, Problem


def decision(where: Location, destiny: Destiny, passage: Passage, done: str) -> Problem:
    """Return the remark that somebody has to decide about a name.

    Args:
        done: what has been done with what stood there.
    """
    old = f"{kind_called(destiny.kind)} “{named(passage, destiny.kind, destiny.old, is_old=True)}”"
    row = destiny.row
    new = ", ".join(named(passage, destiny.kind, one, is_old=False) for one in destiny.new)
    if destiny.fate is Fate.SPLIT:
        what = _("{old} đã tách thành: {new}").format(old=old, new=new)
    elif destiny.fate is Fate.MERGED:
        what = _("{old} đã gộp vào: {new}").format(old=old, new=new)
    elif row and row.reason:
        what = _("{old} không còn: {reason}").format(old=old, reason=row.reason)
    else:
        what = _("mô hình khung mới không có {old}, không rõ vì sao").format(old=old)
    return Problem(where, "QMS886", f"{what}; {done}", _advice(destiny, passage))


def told_once(remarks: Iterable[Problem]) -> Iterator[Problem]:
    """Yield remarks, those that say the same of many places once, with how many there are."""
    places: dict[tuple[str, str, str], list[Location]] = {}
    for one in remarks:
        places.setdefault((one.code, one.message, one.fix), []).append(one.where)
    for (code, message, fix), found in places.items():
        more = _(" (và {count} chỗ khác)").format(count=len(found) - 1) if found[1:] else ""
        yield Problem(found[0], code, message + more, fix)


def _advice(destiny: Destiny, passage: Passage) -> str:
    """Return what the map says about the id, and about those that became one with it."""
    kind, renames = destiny.kind, passage.renames
    joined = passage.sources(kind, destiny.new[0]) if destiny.fate is Fate.MERGED else ()
    rows = (renames.row(kind, name) for name in (destiny.old, *joined)) if renames else ()
    actions = dict.fromkeys(one.action for one in rows if one and one.action)
    if actions:
        return "; ".join(actions)
    if destiny.fate is Fate.SPLIT:
        return _("quyết định thuộc tên nào, ghi lại vào tệp của bộ tài liệu")
    if destiny.fate is Fate.MERGED:
        return _("đọc lời văn, dữ liệu đã gộp; còn cần điều gì của cơ quan thì ghi lại vào đó")
    return _("quyết định bỏ hẳn, hay ghi lại dưới một tên của mô hình khung mới")


def refusal(where: Location, destiny: Destiny, passage: Passage) -> Problem:
    """Return the problem of a name that somebody has to settle first."""
    old = f"{kind_called(destiny.kind)} “{named(passage, destiny.kind, destiny.old, is_old=True)}”"
    message = _("{old} không tương ứng với đúng một tên của mô hình khung mới").format(old=old)
    fix = _("ghi một trong: {known}").format(known=", ".join(destiny.new)) if destiny.new else ""
    return Problem(where, "QMS889", message, fix or _("hỏi đơn vị chủ trì loại cơ quan áp dụng"))
