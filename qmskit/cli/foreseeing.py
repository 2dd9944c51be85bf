"""What a legal text to come touches, in lines for `qmskit diff`."""

from collections.abc import Iterator

import qmskit
from qmskit.cli.standings import STANDINGS
from qmskit.language import translate as _
from qmskit.law.states import first_day
from qmskit.law.telling import deadline_told
from qmskit.model.changes import TouchedDocument
from qmskit.model.deadlines import Deadline
from qmskit.model.legal_texts import LegalText


def texts_told(found: qmskit.DiffReport) -> Iterator[str]:
    """Yield the texts to come: how well they are known, from when they hold, and until when."""
    for text in found.foreseen.texts if found.foreseen else ():
        head = _("Văn bản dự kiến: {number} ({standing}; nguồn: {source})")
        yield head.format(
            number=text.number,
            standing=_(STANDINGS[text.source.standing]),
            source=text.source.text,
        )
        yield from (f"\t{line}" for line in _days(text, found))


def documents_told(documents: tuple[TouchedDocument, ...]) -> Iterator[str]:
    """Yield the documents of no touched procedure that cite what is changed."""
    if documents:
        yield _("Tài liệu khác của hệ thống phải sửa theo")
    for one in documents:
        yield f"\t{one.code} {one.title}"
        yield from ("\t\t" + _("vì: {why}").format(why=why) for why in one.because)


def _days(text: LegalText, found: qmskit.DiffReport) -> Iterator[str]:
    begins = first_day(text)
    if begins is None:
        yield _("không rõ ngày có hiệu lực, nên chưa tính được hạn cập nhật")
        return
    yield _("có hiệu lực từ {day}").format(day=f"{begins:%d/%m/%Y}")
    chains = (chain for clock in found.clocks.values() for chain in clock.chains)
    terms = (chain.deadline for chain in chains if chain.event.text == text.number)
    by_day = {term.effective: term for term in terms if isinstance(term, Deadline)}
    for term in by_day.values():
        source = term.rule.source
        where = f"{source.text}, {source.provision}" if source.provision else source.text
        yield _("hạn cập nhật {due} ({source})").format(due=f"{term.due:%d/%m/%Y}", source=where)
        yield deadline_told(term)
