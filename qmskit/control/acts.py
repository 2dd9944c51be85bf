"""What the acts of a ledger are called, and what each is about in a few words."""

from collections.abc import Sequence

from qmskit.control.ledger import Entry, Kind
from qmskit.control.signing import role_called
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.model.control import SignatureRole
from qmskit.readers.records import Record

_CALLED = {
    Kind.NEW: marked("lập bộ tài liệu"),
    Kind.UPDATE: marked("cập nhật"),
    Kind.ADD: marked("thêm thủ tục"),
    Kind.REMOVE: marked("bớt thủ tục"),
    Kind.SIGN: marked("ký"),
    Kind.RELEASE: marked("phát hành"),
    Kind.WITHDRAW: marked("cho hết hiệu lực"),
    Kind.DISTRIBUTE: marked("phân phối"),
    Kind.EVIDENCE: marked("nhận bằng chứng"),
    Kind.ANNOUNCE: marked("công bố"),
    Kind.HANDOVER: marked("bàn giao"),
    Kind.RESTORE: marked("khôi phục"),
    Kind.UNDO: marked("hoàn tác"),
    Kind.MIGRATE: marked("chuyển dạng tệp"),
    Kind.CONFIRM: marked("xác nhận quy trình"),
}
_SHOWN = 4


def act_called(kind: Kind) -> str:
    """Return what a kind of act is called."""
    return _(_CALLED[kind])


def act_about(entry: Entry, most: int = _SHOWN) -> str:
    """Return what an act is about: who signed, which decision, which documents; may be empty.

    Args:
        most: number of documents or files that are named.
    """
    record = entry.details
    documents = [one.text_of("code") for one in record.records("documents")]
    copies = dict.fromkeys(one.text_of("code") for one in record.records("copies"))
    documents = documents or list(record.texts("documents")) or list(copies)
    documents = documents or list(record.texts("procedures"))
    parts = [
        _signed(record.record("signature")) or record.text_of("person"),
        _decided(record),
        record.text_of("to") if entry.what is Kind.HANDOVER else "",
        _moved(record.record("framework")),
        named(documents or list(entry.files), most),
    ]
    return "; ".join(part for part in parts if part)


def named(names: Sequence[str], most: int = _SHOWN) -> str:
    """Return the first of some names and how many more there are; empty for none."""
    shown = ", ".join(names[:most])
    if not names[most:]:
        return shown
    more = _("và {count} mục khác").format(count=len(names) - most)
    return f"{shown} {more}"


def _signed(record: Record) -> str:
    """Return who signed as what on which day; empty where nobody signed."""
    role, day = record.text_of("role"), record.day("on")
    if role not in set(SignatureRole) or day is None:
        return ""
    person = record.text_of("person")
    return f"{role_called(SignatureRole(role))} {person} {day:%d/%m/%Y}"


def _moved(framework: Record) -> str:
    """Return which framework a set left for which; empty where it stayed."""
    sides = (framework.record(side) for side in ("from", "to"))
    told = [f"{one.text_of('id')} ({one.text_of('version')})" for one in sides if one.tree]
    return " → ".join(told)


def _decided(record: Record) -> str:
    number, day = record.text_of("decision"), record.day("on")
    return f"{number} {day:%d/%m/%Y}" if number and day else number
