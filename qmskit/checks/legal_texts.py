"""Rules about the legal texts that procedures rest on, from the register of the set."""

from collections.abc import Iterator

from qmskit.checks.rules import Hit, Subject
from qmskit.language import translate as _
from qmskit.law.citing import numbers_cited
from qmskit.law.state_words import state_told
from qmskit.law.states import LegalState, StateOnDay, state_of
from qmskit.model.dated import Standing
from qmskit.model.legal_texts import LegalText

_GONE = frozenset({LegalState.EXPIRED, LegalState.SUSPENDED})


def no_longer_in_force(subject: Subject) -> Iterator[Hit]:
    """Find legal bases that the register says have ended, or stand still, on the day.

    Words that may mean several texts are left alone, and so are texts the register does not know.
    """
    register = subject.qmset.register
    for basis in subject.procedure.legal_bases:
        numbers = numbers_cited(basis, register, subject.day)
        text = register.text_of(numbers[0]) if len(numbers) == 1 else None
        if text is None:
            continue
        found = state_of(text, register, subject.day)
        if found.state in _GONE:
            told = _("căn cứ {number}: {state}")
            message = told.format(number=text.number, state=state_told(found))
            if _is_unverified(text, found):
                message += _("; mục ghi trong sổ đăng ký văn bản chưa kiểm chứng")
            fix = _("tải bản ghi mới của thủ tục, nếu đã có, rồi chạy qmskit update")
            yield Hit(subject.in_catalogue("legal_bases"), message, fix)


def _is_unverified(text: LegalText, found: StateOnDay) -> bool:
    """Tell whether the state rests on an entry that nobody has verified."""
    entries = [one.text for one in found.because] or [text]
    return any(one.source.standing is Standing.UNVERIFIED for one in entries)
