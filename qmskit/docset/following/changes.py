"""Changes of law as tasks: those that events tell of, and those that only texts tell of."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from qmskit.docset.following.chains import reckoning_of
from qmskit.docset.following.commands import command_line, day_option
from qmskit.docset.following.steps import Desk, change_step
from qmskit.docset.following.tasks import Rank, Step, Task, TaskKind
from qmskit.docset.following.texts import TextChange, Turn, documents_touched, text_changes
from qmskit.documents.sandbox import day_text
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.law.chains import Chain, ChangeStatus, chain_of
from qmskit.law.links import Reckoning
from qmskit.law.state_words import relation_words
from qmskit.law.yearly import chain_told
from qmskit.model.dated import Source, Standing
from qmskit.model.deadlines import Deadline
from qmskit.model.publication import ChangeEvent, Owner

NOTES = "_ghi-chu-tam"

_RANKS = {
    ChangeStatus.OVERDUE: Rank.OVERDUE,
    ChangeStatus.DUE: Rank.BY_A_DAY,
    ChangeStatus.WAITING_FOR_ANNOUNCEMENT: Rank.BY_A_DAY,
    ChangeStatus.NOT_YET_EFFECTIVE: Rank.TO_COME,
    ChangeStatus.UNKNOWN_EFFECTIVE_DAY: Rank.UNKNOWN_DAY,
}
_STANDINGS = {
    Standing.QUOTED: marked("có nguyên văn"),
    Standing.SECONDARY: marked("theo nguồn khác"),
    Standing.OBSERVED: marked("theo thực tế quan sát"),
    Standing.UNVERIFIED: marked("chưa kiểm chứng"),
}
_SHOWN = 3


def change_tasks(
    desk: Desk, chains: Mapping[str, Chain], documents: Mapping[str, tuple[str, ...]]
) -> Iterator[Task]:
    """Yield a task for every event that documents have not followed.

    An event about procedures that the set has nothing to do with is none of its tasks.

    Args:
        chains: by id of the event.
        documents: codes of documents by procedure code.
    """
    for event in desk.qmset.law_events.events:
        chain = chains[event.id]
        waiting = desk.followed.open_documents.get(event.id, ())
        inside = tuple(code for code in event.procedures if code in desk.qmset.procedures)
        concerns = inside or waiting or not event.procedures
        if chain.status is not ChangeStatus.APPLIED and concerns:
            touched = {one for code in inside for one in documents.get(code, ())} | {*waiting}
            yield _change(desk, chain, tuple(sorted(touched)))


def text_tasks(desk: Desk, documents: Mapping[str, tuple[str, ...]]) -> Iterator[Task]:
    """Yield a task for every change of texts that records cite and no event tells of."""
    reckoning = reckoning_of(desk.qmset)
    for change in text_changes(desk.qmset, desk.as_of):
        chain = _text_chain(desk, change, reckoning)
        yield Task(
            kind=TaskKind.TEXT,
            rank=_text_rank(chain),
            id=f"{change.acting.number} {change.turn} {change.day or ''}".strip(),
            as_of=desk.as_of,
            about=_text_about(change),
            why=_text_why(change, chain),
            source=chain.links[-1].stage.source if chain else change.acting.source,
            step=_text_step(desk, change),
            procedures=change.procedures,
            documents=documents_touched(desk.qmset, change, documents),
            legal_text=change.acting.number,
            chain=chain,
            effective=change.day,
        )


def sourced(source: Source) -> str:
    """Return a source with how well it is known."""
    told = ", ".join(part for part in (source.text, source.provision) if part)
    return f"{told}; {_(_STANDINGS[source.standing])}"


def deadline_sentence(chain: Chain, source: Source) -> str:
    """Return the sentence about the last day of a change; empty where it has none."""
    if chain.deadline is None:
        return ""
    legal, due = chain.deadline.legal, chain.deadline.due
    is_provisional = isinstance(chain.deadline, Deadline) and chain.deadline.is_provisional
    told = _("Hạn cập nhật: {due}").format(due=day_text(due))
    if legal != due:
        told += _(" (ba tháng hết ngày {legal}, là ngày nghỉ)").format(legal=day_text(legal))
    if is_provisional:
        told += _(", tạm tính vì lịch nghỉ chưa chắc chắn")
    return f"{told} ({sourced(source)})."


def _change(desk: Desk, chain: Chain, documents: tuple[str, ...]) -> Task:
    event = chain.event
    inside = tuple(sorted(event.procedures))
    return Task(
        kind=TaskKind.CHANGE,
        rank=_rank(chain),
        id=event.id,
        as_of=desk.as_of,
        about=_about(event),
        why=" ".join(_why(desk, chain)),
        source=chain.links[-1].stage.source,
        step=_step(desk, chain),
        procedures=inside,
        documents=documents,
        legal_text=event.text,
        chain=chain,
        effective=chain.effective,
    )


def _rank(chain: Chain) -> Rank:
    rank = _RANKS[chain.status]
    return Rank.NOW if rank is Rank.BY_A_DAY and chain.deadline is None else rank


def _about(event: ChangeEvent) -> str:
    name = event.text or event.id
    if not event.procedures:
        return _("{text}: chưa ghi thủ tục nào bị tác động").format(text=name)
    return _("{text}: {count} thủ tục phải cập nhật").format(text=name, count=len(event.procedures))


def _why(desk: Desk, chain: Chain) -> Iterator[str]:
    event = chain.event
    text = f"{event.text or event.id}{f', {event.provision}' if event.provision else ''}"
    if chain.effective:
        yield _("{text} có hiệu lực từ {day}.").format(text=text, day=day_text(chain.effective))
    else:
        yield _("Chưa rõ ngày {text} có hiệu lực nên không tính được hạn.").format(text=text)
    if told := deadline_sentence(chain, chain.links[-1].stage.source):
        yield told
    elif chain.effective:
        yield _("Thay đổi này không mở thời hạn ba tháng.")
    yield from _chain_sentences(desk, chain)
    if event.source.standing is not Standing.QUOTED:
        yield _("Thay đổi ghi theo: {source}.").format(source=sourced(event.source))


def _chain_sentences(desk: Desk, chain: Chain) -> Iterator[str]:
    """Yield what is known of the stages of others."""
    told = replace(chain, links=tuple(
        one for one in chain.links if one.stage.owner is not Owner.AGENCY
    ))  # fmt: skip
    yield from chain_told(told, desk.qmset.framework.publication.owners)


def _step(desk: Desk, chain: Chain) -> Step:
    event = chain.event
    if chain.status is ChangeStatus.UNKNOWN_EFFECTIVE_DAY:
        todo = _(
            "Tra ngày có hiệu lực, ghi vào mục “{id}” (effective:), hoặc vào law/register.yaml"
        )
        return Step(todo.format(id=event.id), "law/events.yaml")
    if not event.procedures:
        todo = _("Ghi mã các thủ tục bị tác động vào mục “{id}” (procedures:)")
        return Step(todo.format(id=event.id), "law/events.yaml")
    is_waiting = chain.status is ChangeStatus.WAITING_FOR_ANNOUNCEMENT
    if is_waiting and event.id not in desk.followed.brought_in:
        folder = desk.qmset.folder
        return Step(
            _("Áp dụng ngay quy định mới; trong khi chờ, phát ghi chú tạm cho nơi tiếp nhận hồ sơ"),
            "law/events.yaml",
            command_line("today", folder, "--notes", folder / NOTES),
            _("bản ghi chú tạm, một trang"),
        )
    return change_step(desk, event)


def _text_chain(desk: Desk, change: TextChange, reckoning: Reckoning) -> Chain | None:
    """Return the clock of a change of texts; None where it has none, or nobody knows its stages."""
    number = change.acting.number
    origin = desk.qmset.framework.publication.origin_of(number)
    if origin is None or change.turn is Turn.ENDED:
        return None
    event = ChangeEvent(
        f"{number} {change.turn}", origin.id, change.acting.source, number,
        procedures=change.procedures, effective=change.day,
    )  # fmt: skip
    return chain_of(event, reckoning, desk.as_of)


def _text_rank(chain: Chain | None) -> Rank:
    """Return how urgent a change of texts is; of one without a day that somebody looks it up."""
    if chain is None or chain.effective is None:
        return Rank.HOUSEKEEPING
    return _rank(chain)


def _text_about(change: TextChange) -> str:
    number, cited = change.acting.number, _some(change.cited)
    if change.turn is Turn.ENDED:
        return _("{number} hết hiệu lực, còn được viện dẫn").format(number=number)
    if change.turn is Turn.ENDS:
        return _("{number} hết hiệu lực, chưa rõ văn bản thay thế").format(number=number)
    if change.turn is Turn.RETURNS:
        return _("{number} thôi áp dụng, quy định cũ áp dụng trở lại").format(number=number)
    does = ", ".join(relation_words(kind) for kind in change.kinds)
    return _("{number} {does} {cited}").format(number=number, does=does, cited=cited)


def _text_why(change: TextChange, chain: Chain | None) -> str:
    texts = {
        Turn.BEGINS: _("Từ ngày {day} {number} tác động đến {cited} đang được viện dẫn."),
        Turn.RETURNS: _(
            "Từ ngày {day} {number} không còn áp dụng, quy định cũ của {cited} trở lại."
        ),
        Turn.ENDS: _("Từ ngày {day} {number} hết hiệu lực, không rõ văn bản nào thay thế."),
        Turn.ENDED: _("{number} đã hết hiệu lực; không rõ hồ sơ thủ tục theo văn bản nào."),
    }
    told = texts[change.turn]
    if change.day is None and change.turn is Turn.BEGINS:
        told = _("{number} tác động đến {cited} đang được viện dẫn; chưa rõ từ ngày nào.")
    cited, number = _some(change.cited), change.acting.number
    parts = [
        told.format(day=day_text(change.day), number=number, cited=cited),
        _("Sổ văn bản ghi theo: {source}.").format(source=sourced(change.acting.source)),
        deadline_sentence(chain, chain.links[-1].stage.source) if chain else "",
    ]
    return " ".join(part for part in parts if part)


def _text_step(desk: Desk, change: TextChange) -> Step:
    if change.turn is Turn.ENDED:
        todo = _("Tra văn bản thay thế, ghi vào law/register.yaml; kiểm tra lại bản ghi thủ tục")
        return Step(todo, "law/register.yaml")
    todo = _("Tra xem thủ tục thay đổi thế nào; có bản ghi mới thì đưa vào bộ tài liệu")
    effective = ("--effective", day_option(change.day)) if change.day else ()
    command = command_line(
        "update", desk.qmset.folder, _("TỆP BẢN GHI MỚI"), "--law", change.acting.number, *effective
    )
    return Step(todo, "law/register.yaml", command)


def _some(names: tuple[str, ...]) -> str:
    shown, rest = ", ".join(names[:_SHOWN]), len(names) - _SHOWN
    if rest <= 0:
        return shown
    return _("{shown} và {rest} văn bản khác").format(shown=shown, rest=rest)
