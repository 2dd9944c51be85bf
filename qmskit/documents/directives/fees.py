"""Directives over channels, limits and fees, the State's and the province's side by side."""

from collections.abc import Iterator
from decimal import Decimal

from qmskit.documents.blocks import (
    Align,
    Block,
    Cell,
    Column,
    ListItem,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
    cell,
    head_row,
    plain,
    text_of,
)
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.contexts import (
    NO_DATA,
    NOT_TOLD,
    ProcedureContext,
    has_fee_annex,
    lacks_own_rate,
    not_told,
)
from qmskit.documents.directives.dossiers import text_blocks
from qmskit.documents.directives.fee_words import fee_lines
from qmskit.documents.directives.limits import beside_limit, doubts
from qmskit.documents.plan import procedure_title
from qmskit.documents.sandbox import day_text
from qmskit.model.procedures import Channel, ChannelMethod, Procedure
from qmskit.model.texts import one_line, paragraphs
from qmskit.model.times import Limit
from qmskit.model.workflows import Decision, LocalFee
from qmskit.readers.prose.submission import methods_in

METHODS = {
    ChannelMethod.DIRECT: "Trực tiếp",
    ChannelMethod.ONLINE: "Trực tuyến",
    ChannelMethod.POSTAL: "Dịch vụ bưu chính",
    ChannelMethod.UNKNOWN: "Không rõ",
}

# Longer than any number with its unit: the source uses words.
_LONG_LIMIT = 32

_NO_LIST = "danh sách địa bàn tại phụ lục của văn bản quy định phí, chưa có trong dữ liệu"

_BY_VALUE = {method.value: name for method, name in METHODS.items()}


def limit(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the limit by law and, when the province reduced it, the limit that binds.

    Law:
        NĐ 63/2010/NĐ-CP, Điều 8 khoản 2 điểm đ: the limit is a part of every procedure.
    """
    del call
    reduced = context.province.limit
    if reduced is None and context.procedure.is_listed_only:
        yield Paragraph(plain(f"{NO_DATA}."))
        return
    lines = tuple(_limit_lines(context, reduced))
    if len(lines) == 1:
        yield Paragraph(plain(f"{lines[0]}."))
    else:
        yield from (ListItem(plain(f"{line};")) for line in lines[:-1])
        yield ListItem(plain(f"{lines[-1]}."))
    yield from (Paragraph(plain(doubt, bold=True)) for doubt in doubts(context.limit_differences))


def _limit_lines(context: ProcedureContext, reduced: Limit | None) -> Iterator[str]:
    """Yield the limit by law with its cases, then the reduced one."""
    by_law = legal_limit(context.procedure)
    yield f"Theo quy định: {by_law}" if reduced else by_law
    yield from beside_limit(context.procedure)
    if reduced:
        decided = decision_text(context.province.limit_decision)
        yield f"Sau cắt giảm{decided}: {one_line(str(reduced)).rstrip('.')}"


def legal_limit(procedure: Procedure) -> str:
    """Return the State's limit; by channel where channels differ."""
    limits = procedure.limits
    if not limits:
        return "không rõ"
    if len(limits) == 1:
        return one_line(str(limits[0])).rstrip(".")
    named = (
        (METHODS[one.method].lower(), one_line(str(one.limit)).rstrip("."))
        for one in procedure.channels
    )
    by_method: dict[str, list[str]] = {}
    for method, shown in dict.fromkeys(named):
        by_method.setdefault(method, []).append(shown)
    told = {method: " hoặc ".join(shown) for method, shown in by_method.items()}
    if len(set(told.values())) == 1:
        return next(iter(told.values()))
    return "; ".join(f"{method}: {shown}" for method, shown in told.items())


def decision_text(decision: Decision | None) -> str:
    """Return ` theo Quyết định số … ngày … của …`, as far as known; starts with a blank."""
    return f" theo {decision_called(decision)}" if decision else ""


def decision_called(decision: Decision) -> str:
    """Return `Quyết định số … ngày … của …`, as far as known."""
    issued = f" ngày {day_text(decision.issued)}" if decision.issued else ""
    issuer = f" của {decision.issuer}" if decision.issuer else ""
    return f"Quyết định số {decision.number}{issued}{issuer}"


def channels(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the table channel × limit × fee; channels equal in all three share a row.

    Law:
        NĐ 63/2010/NĐ-CP, Điều 8 khoản 2 điểm c: the ways to submit are a part of every procedure.
    """
    found = context.procedure.channels
    if not found:
        yield Paragraph(plain(not_told(context.procedure)))
        return
    described = any(channel.text for channel in found)
    titles = ["Hình thức nộp", "Thời hạn giải quyết", "Phí, lệ phí"]
    if described:
        titles.append("Mô tả, địa chỉ")
    head = head_row(*titles)
    rows = tuple(_channel_row(context, *group, described=described) for group in _alike(found))
    yield Table(_channel_columns(rows), (head,), rows, origin=call.origin)


def addresses(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield where dossiers are received: as the province, the State or the agency says."""
    del call
    yield Paragraph(plain("Địa chỉ tiếp nhận:", bold=True), "label")
    places = context.province.reception
    if places:
        yield from (ListItem(plain(place)) for place in places)
    elif context.procedure.agencies.addresses:
        yield from text_blocks(context.procedure.agencies.addresses)
    elif context.qmset.agency.address:
        yield ListItem(plain(f"{context.qmset.agency.name}, {context.qmset.agency.address}"))
    else:
        yield ListItem(plain(not_told(context.procedure)))


def fees(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the fees: the province's rates where they exist, else the State's words.

    Fees that differ by channel stand in the table of channels and are referred to.
    """
    local = context.province.fees
    if local and has_fee_annex(context):
        for place, fee in context.own_fees:
            yield ListItem(plain(f"Áp dụng tại {place}: {local_fee_text(fee)};"))
        annex = Run("Phụ lục mức thu phí, lệ phí theo địa bàn", target="fee-annex")
        runs = (Run("Theo "), annex, Run(f" kèm theo quy trình này.{_own_rate_note(context)}"))
        yield Paragraph(runs, origin=call.origin)
        return
    if local:
        yield from (ListItem(plain(local_fee_text(fee))) for fee in local)
        return
    by_channel = {_fee_key(one): one.fees for one in context.procedure.channels}
    if len(by_channel) > 1:
        runs = (Run("Theo từng hình thức nộp tại "), Run("", target="channels"), Run("."))
        yield Paragraph(runs, origin=call.origin)
        return
    listed = next(iter(by_channel.values()), ())
    lines = [line for fee in listed for line in fee_lines(fee)]
    if len(lines) == 1:
        yield Paragraph(plain(lines[0]))
    elif lines:
        yield from (ListItem(plain(line)) for line in lines)
    else:
        yield Paragraph(plain(not_told(context.procedure)))


def _own_rate_note(context: ProcedureContext) -> str:
    """Return a sentence where it is not known which rate holds in the agency's own place."""
    if not lacks_own_rate(context.qmset, context.province.fees):
        return ""
    return f" Chưa rõ mức áp dụng tại {context.qmset.agency.name}: {_NO_LIST}."


def fee_annex(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the table of rates by place."""
    del call
    titles = ("STT", "Địa bàn áp dụng", "Mức thu", "Căn cứ")
    head = head_row(*titles)
    rows = [
        _annex_row(number, fee, title)
        for number, (fee, title) in enumerate(_local_fees(context), 1)
    ]
    columns = (
        Column(Decimal(12), Align.CENTRE),
        Column(Decimal(54)),
        Column(Decimal(62)),
        Column(Decimal(38)),
    )
    yield Table(columns, (head,), tuple(rows))


def _channel_columns(rows: tuple[Row, ...]) -> tuple[Column, ...]:
    """Return columns as wide as their longest cell asks, within limits; the first stays narrow."""
    longest = [
        max(sum(len(text_of(runs)) for runs in row.cells[at].paragraphs) for row in rows)
        for at in range(len(rows[0].cells))
    ]
    return (
        Column(Decimal(28)),
        *(Column(Decimal(min(max(26, letters // 3), 90))) for letters in longest[1:]),
    )


def _alike(found: tuple[Channel, ...]) -> Iterator[tuple[tuple[str, ...], Channel]]:
    """Yield (names of the channels, one of them) for channels with equal limit, fees and text."""
    groups: dict[tuple[object, ...], list[Channel]] = {}
    for channel in found:
        groups.setdefault((channel.limit, _fee_key(channel), channel.text), []).append(channel)
    for group in groups.values():
        yield tuple(dict.fromkeys(METHODS[one.method] for one in group)), group[0]


def _fee_key(channel: Channel) -> tuple[str, ...]:
    """Return what is printed of the fees, for comparison: a full stop makes no other fee."""
    return tuple(line.rstrip(" .;") for fee in channel.fees for line in fee_lines(fee))


def _channel_row(
    context: ProcedureContext, names: tuple[str, ...], channel: Channel, *, described: bool
) -> Row:
    cells = [cell(*names), _limit_cell(context, channel), _fee_cell(context, channel)]
    if described:
        cells.append(Cell(tuple(plain(line) for line in paragraphs(channel.text)) or ((),)))
    return Row(tuple(cells), may_split=True)


def _limit_cell(context: ProcedureContext, channel: Channel) -> Cell:
    """Return the limit, or a reference to its item.

    Referred to is prose that holds for all channels, a limit the province reduced, and one that the
    record contradicts: none of them may stand alone.
    """
    shown = one_line(str(channel.limit))
    is_prose = len(context.procedure.limits) == 1 and len(shown) > _LONG_LIMIT
    if is_prose or context.province.limit or context.limit_differences:
        return Cell(((Run("Theo "), Run("", target="limit")),))
    return cell(shown)


def _fee_cell(context: ProcedureContext, channel: Channel) -> Cell:
    """Return the fees of a channel, or a reference where they are the same on all channels."""
    same = len({_fee_key(one) for one in context.procedure.channels}) == 1
    if context.province.fees or (same and any(item.id == "fees" for item in context.profile.items)):
        reference: Runs = (Run("Theo "), Run("", target="fees"))
        return Cell((reference,))
    lines = [line for fee in channel.fees for line in fee_lines(fee)]
    return cell(*(lines or [NOT_TOLD]))


def _local_fees(context: ProcedureContext) -> Iterator[tuple[LocalFee, str]]:
    several = len(context.document.procedures) > 1
    for one in context.each:
        for fee in one.province.fees:
            yield fee, procedure_title(one.procedure) if several else ""


def _annex_row(number: int, fee: LocalFee, title: str) -> Row:
    listed = f"({_NO_LIST})" if fee.is_unlisted else ", ".join(fee.places)
    places = [text for text in (fee.place_name, listed) if text]
    rate = [title, local_fee_text(fee)]
    return Row(
        (
            cell(str(number)),
            cell(*(places or ["Toàn tỉnh"])),
            cell(*filter(None, rate)),
            cell(fee.source),
        ),
        may_split=True,
    )


def local_fee_text(fee: LocalFee) -> str:
    """Return a rate as printed: channel, words, days from and until it holds.

    Words that name their channel themselves do not have it named before them.
    """
    is_named = fee.method in {method.value for method in methods_in(fee.text)}
    method = f"{_BY_VALUE[fee.method]}: " if fee.method and not is_named else ""
    since = f"từ ngày {day_text(fee.since)}" if fee.since else ""
    until = f"đến hết ngày {day_text(fee.until)}" if fee.until else ""
    span = f" (áp dụng {' '.join(filter(None, (since, until)))})" if since or until else ""
    return f"{method}{one_line(fee.text).rstrip('.')}{span}"
