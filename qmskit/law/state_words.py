"""The state of a legal text in words, with what makes it so."""

from collections.abc import Iterable, Iterator
from datetime import date

from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.law.states import LegalState, StateOnDay, days_of_change, first_day, state_of
from qmskit.model.legal_texts import Bearing, LegalText, Register, RelationKind

_STATES = {
    LegalState.NOT_YET_IN_FORCE: marked("chưa có hiệu lực"),
    LegalState.IN_FORCE: marked("còn hiệu lực"),
    LegalState.PARTLY_AMENDED: marked("còn hiệu lực, đã thay đổi một phần"),
    LegalState.EXPIRED: marked("hết hiệu lực"),
    LegalState.SUSPENDED: marked("đang ngưng hiệu lực hoặc bị đình chỉ"),
    LegalState.UNKNOWN: marked("không rõ"),
}
_DOES = {
    RelationKind.AMENDS: marked("sửa đổi, bổ sung"),
    RelationKind.REPLACES: marked("thay thế"),
    RelationKind.REPEALS: marked("bãi bỏ"),
    RelationKind.GUIDES: marked("hướng dẫn"),
    RelationKind.SUSPENDS: marked("ngưng hiệu lực, đình chỉ"),
}
_MOST_PROVISIONS = 3


def state_words(state: LegalState) -> str:
    """Return a state in the user's language."""
    return _(_STATES[state])


def relation_words(kind: RelationKind) -> str:
    """Return what a text does with another one, in the user's language."""
    return _(_DOES[kind])


def state_told(found: StateOnDay) -> str:
    """Return the state of a text and what makes it so, in one sentence without a full stop."""
    reasons = "; ".join(_reasons(found.because))
    told = state_words(found.state)
    if found.not_yet:
        waiting = ", ".join(one.provision for one in found.not_yet)
        told += _("; chưa có hiệu lực: {provisions}").format(provisions=waiting)
    return f"{told} ({reasons})" if reasons else told


def history_told(text: LegalText, register: Register) -> tuple[str, ...]:
    """Return the states of a text, oldest first, one line each with the day it begins."""
    days = days_of_change(text, register)
    before = state_told(state_of(text, register, date.min))
    if not days:
        return (before,)
    return (
        _("trước ngày {day}: {state}").format(day=f"{days[0]:%d/%m/%Y}", state=before),
        *(
            _("từ ngày {day}: {state}").format(
                day=f"{day:%d/%m/%Y}", state=state_told(state_of(text, register, day))
            )
            for day in days
        ),
    )


def _reasons(bearings: Iterable[Bearing]) -> Iterator[str]:
    """Yield one reason for each text, way of acting and day."""
    groups: dict[tuple[str, RelationKind, date | None], list[str]] = {}
    for one in bearings:
        relation = one.relation
        day = relation.effective or first_day(one.text, relation.by)
        provisions = groups.setdefault((one.text.number, relation.kind, day), [])
        provisions += [relation.provision] if relation.provision else []
    for (number, kind, day), provisions in groups.items():
        what = f"{relation_words(kind)} {_some(provisions)}".rstrip()
        since = (
            _("từ ngày {day}").format(day=f"{day:%d/%m/%Y}") if day else _("không rõ từ ngày nào")
        )
        yield f"{number} {what} {since}"


def _some(provisions: list[str]) -> str:
    shown = ", ".join(provisions[:_MOST_PROVISIONS])
    rest = len(provisions) - _MOST_PROVISIONS
    return (
        _("{shown} và {rest} điều khoản khác").format(shown=shown, rest=rest) if rest > 0 else shown
    )
