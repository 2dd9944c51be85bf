"""Directives of documents about the system: steps, forms, records, legal bases, signatures."""

from collections.abc import Iterator
from decimal import Decimal

from qmskit.documents.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
    cell,
    head_row,
    plain,
)
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.contexts import SetContext
from qmskit.documents.directives.control import NO_RETENTION, is_in_force
from qmskit.documents.letters import letter
from qmskit.documents.posts import post_person, post_title
from qmskit.language import translate as _
from qmskit.model.control import Signature
from qmskit.model.kinds import DocumentKind, KindRecord, KindStep
from qmskit.problems import InvalidInputError, Location, Problem

_SIDES = ("left", "middle", "right")
_HAND = "(Ký, ghi rõ họ tên)"
_ROOM = 3
# Stands for the code of a form that is made for every procedure document.
_EACH = "Theo mã quy trình"


def steps(context: SetContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield who does what by when, with which record, of the document's own steps."""
    titles = ("TT", "Nội dung công việc", "Trách nhiệm", "Thời hạn", "Biểu mẫu, hồ sơ")
    widths = (9, 63, 32, 31, 31)
    rows = tuple(
        _step_row(context, number, step)
        for number, step in enumerate(context.document.kind.steps, 1)
    )
    yield Table(_columns(widths, centred={0}), (head_row(*titles),), rows, origin=call.origin)


def forms(context: SetContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield code and title of the forms that belong to the document."""
    own = sorted(
        (one for one in context.qmset.kinds if one.form_of == context.document.kind.id),
        key=lambda one: (not one.is_of_set, one.code),
    )
    if not own:
        yield Paragraph(plain("Không có biểu mẫu riêng."))
        return
    rows = tuple(_form_row(number, one) for number, one in enumerate(own, 1))
    titles = ("STT", "Mã hiệu", "Tên biểu mẫu")
    columns = _columns((13, 36, 116), centred={0})
    yield Table(columns, (head_row(*titles),), rows, origin=call.origin)


def records(context: SetContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the records the document leaves, who keeps them and how long."""
    titles = ("STT", "Tên hồ sơ", "Mã hiệu biểu mẫu", "Nơi lưu, người lưu", "Thời gian lưu")
    rows = tuple(
        _record_row(context, number, one)
        for number, one in enumerate(context.qmset.kept_by(context.document.kind), 1)
    )
    columns = _columns((12, 50, 31, 47, 25), centred={0, 4})
    yield Table(columns, (head_row(*titles),), rows, origin=call.origin)


def bases(context: SetContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the legal texts an administrative document rests on, those in force on the day.

    Law:
        NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I mục II.6a: a line each, ended by a semicolon.

    Raises:
        InvalidInputError: the framework does not know a text.
    """
    head = context.document.kind.letter
    sources = {one.number: one for one in context.qmset.framework.legal_sources}
    for number in head.bases if head else ():
        if number not in sources:
            where = Location(call.origin.file, call.origin.line, 1)
            message = _("không có văn bản “{name}” trong law.yaml").format(name=number)
            fix = _("dùng một trong: {known}").format(known=", ".join(sorted(sources)))
            raise InvalidInputError([Problem(where, "QMS131", message, fix)])
        if is_in_force(sources[number], context):
            text = f"Căn cứ {sources[number].citation};"
            yield Paragraph((Run(text, italic=True),), "basis", call.origin)


def addressees(context: SetContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield whom an administrative document addresses: on one line, or a line each.

    Law:
        NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I mục II.9.
    """
    listed = letter(context.qmset, context.document.kind, context.day)["addressees"]
    if len(listed) == 1:
        yield Paragraph(plain(f"Kính gửi: {listed[0].rstrip(';.')}"), "centre", call.origin)
        return
    last = len(listed)
    for number, one in enumerate(listed, 1):
        opening = "Kính gửi:\n" if number == 1 else ""
        end = "." if number == last else ";"
        yield Paragraph(plain(f"{opening}- {one.rstrip(';.')}{end}"), "centre", call.origin)


def sign_off(context: SetContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield up to three signatures side by side.

    `left_post` prints the holder's name; `left_signs` the name of who signed the document itself,
    and with `left_office` that is the office of the line above: a deputy signs for it.
    """
    sides = [side for side in _SIDES if side in call.arguments]
    top = Row(tuple(Cell(_title(context, call, side), align=Align.CENTRE) for side in sides))
    room = Row(tuple(cell(*([""] * _ROOM)) for _side in sides))
    names = Row(
        tuple(cell(_person(context, call, side), bold=True, align=Align.CENTRE) for side in sides)
    )
    columns = (Column(Decimal(1), Align.CENTRE),) * len(sides)
    yield Table(columns, (), (top, room, names), "plain", call.origin)


def _title(context: SetContext, call: DirectiveCall, side: str) -> tuple[tuple[Run, ...], ...]:
    text = call.arguments[side]
    signed = _signed(context, call, side)
    if signed and signed.authority and f"{side}_office" in call.arguments:
        own = (Run(signed.title.upper(), bold=True),)
        return (Run(f"{signed.authority} {text}", bold=True),), own, (Run(_HAND, italic=True),)
    return (Run(text, bold=True),), (Run(_HAND, italic=True),)


def _signed(context: SetContext, call: DirectiveCall, side: str) -> Signature | None:
    """Return the signature under the document itself that a side stands for, or None."""
    signs = call.arguments.get(f"{side}_signs", "")
    return next((one for one in context.document.signatures if one.role.value == signs), None)


def _person(context: SetContext, call: DirectiveCall, side: str) -> str:
    signed = _signed(context, call, side)
    if signed:
        return signed.person
    post = call.arguments.get(f"{side}_post", "")
    return post_person(context.qmset, post, context.day) if post else ""


def _step_row(context: SetContext, number: int, step: KindStep) -> Row:
    linked = tuple((Run("", target=f"doc:{one}"),) for one in step.records)
    return Row(
        (
            cell(f"{number}"),
            cell(step.action),
            cell(post_title(context.qmset, step.role, context.day)),
            cell(step.time),
            Cell(linked or ((),)),
        )
    )


def _form_row(number: int, form: DocumentKind) -> Row:
    code: Runs = (Run("", target=f"doc:{form.id}"),) if form.is_of_set else plain(_EACH)
    name: Runs = (Run("", target=f"name:{form.id}"),)
    return Row((cell(f"{number:02d}"), Cell((code,)), Cell((name,))))


def _record_row(context: SetContext, number: int, record: KindRecord) -> Row:
    form = (Run("", target=f"doc:{record.form}"),) if record.form else ()
    return Row(
        (
            cell(f"{number:02d}"),
            cell(record.name),
            Cell((form,)),
            cell(post_title(context.qmset, record.holder, context.day)),
            cell(record.retention or NO_RETENTION),
        )
    )


def _columns(widths: tuple[int, ...], centred: set[int]) -> tuple[Column, ...]:
    return tuple(
        Column(Decimal(width), Align.CENTRE if at in centred else Align.LEFT)
        for at, width in enumerate(widths)
    )
