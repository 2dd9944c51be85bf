"""Ways to submit of a portal page: a table whose cells the page text glued together.

Each row is method, limit, fee with its words in brackets, description: `Trực tuyến20 NgàyMiễn phí
(Theo quy định …)Nộp tại …`. The words of a method stand in descriptions too, so a row begins only
where a limit and a fee follow at once.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from qmskit.model.procedures import Channel, ChannelMethod, Fee, FeeKind
from qmskit.model.times import Limit, TimeUnit
from qmskit.readers.portal.furniture import NOTHING
from qmskit.readers.prose.fees import fee_state, until_in
from qmskit.readers.prose.limits import limit_in, with_cut_off, with_terms
from qmskit.readers.prose.quantities import unit_called

_HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"
_METHODS = {
    "Trực tuyến": ChannelMethod.ONLINE,
    "Dịch vụ bưu chính": ChannelMethod.POSTAL,
    "Trực tiếp": ChannelMethod.DIRECT,
}
_DONG = {"Việt Nam Đồng", "VNĐ", "VND", "Đồng"}
_FREE = "Miễn phí"

_METHOD = "|".join(_METHODS)
_UNIT = "Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng|Năm|Tuần|Phút"
_CURRENCY = r"(?:Việt Nam Đồng|VNĐ|VND|Đồng|[A-Z]{3}(?!\w))"
_MONEY = rf"[1-9]\d{{0,2}}(?:,\d{{3}}){{0,3}}(?:\.\d{{1,4}})? {_CURRENCY}"
# A limit in words begins with a capital and holds no other method.
_WORDS = rf"(?=[^\W\d_])(?:(?!{_METHOD}|{_FREE})[^\n]){{1,300}}?"
_LIMIT = rf"{NOTHING}|\d{{1,12}}(?:[.,]\d{{1,4}})?(?: (?:{_UNIT}))?|{_WORDS}|"
_ROW = re.compile(
    rf"(?P<method>{_METHOD})(?:(?P<run>\d[\d,]*) (?P<currency>{_CURRENCY})"
    rf"|(?P<limit>{_LIMIT})(?P<fee>{_FREE}|{NOTHING}|{_MONEY}|(?<=\d)(?={_METHOD}|\Z)))"
)
_NUMBER = re.compile(rf"(\d{{1,12}}(?:[.,]\d{{1,4}})?)(?: ({_UNIT}))?")
# A limit of more digits is none.
_MOST_DIGITS = 12
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){0,3}")
_MORE = re.compile(rf"{_FREE}(?=\()|{_MONEY}")


def channels(table: str, execution: str = "") -> tuple[tuple[Channel, ...], str]:
    """Return the ways to submit in the order of the table, and what stands before the first row.

    Args:
        table: the text of the table.
        execution: how the procedure runs, which may name the hour after which a dossier waits.
    """
    text = table.removeprefix(_HEAD)
    rows = [row for row in _ROW.finditer(text) if _begins(text, row)]
    starts = [*(row.start() for row in rows), len(text)]
    found = tuple(
        _channel(row, text[row.end() : end], execution)
        for row, end in zip(rows, starts[1:], strict=True)
    )
    return found, text[: starts[0]].strip()


def _begins(text: str, row: re.Match[str]) -> bool:
    """Tell whether a row begins here: a limit in words makes one only in a cell of its own."""
    limit = row["limit"] or "0"
    is_plain = limit == NOTHING or not limit[:1].isalpha()
    before = text[max(0, row.start() - 1) : row.start()]
    return is_plain or (limit[:1].isupper() and not before.isspace())


def _channel(row: re.Match[str], rest: str, execution: str) -> Channel:
    if row["run"]:
        limit, first = _parted(row["run"], row["currency"])
    else:
        limit, first = _limit(row["limit"]), row["fee"]
    fees, text = _fees(first, rest)
    limit = with_cut_off(with_terms(limit, text), execution)
    return Channel(_METHODS[row["method"]], limit, fees, text)


def _parted(run: str, currency: str) -> tuple[Limit, str]:
    """Return limit and fee of a row whose unit was lost, so that their digits run together.

    An amount has no leading zero and is never 0 (that is printed as free), so `120 VNĐ` can only
    be 1 and 20. Where several ways are left, nothing is certain: all stays in the limit's words.
    """
    most = min(len(run), _MOST_DIGITS + 1)
    ways = [at for at in range(1, most) if run[:at].isdigit() and _GROUPED.fullmatch(run[at:])]
    if len(ways) == 1:
        return Limit(Decimal(run[: ways[0]])), f"{run[ways[0] :]} {currency}"
    if not ways and _GROUPED.fullmatch(run):
        return Limit(), f"{run} {currency}"
    return Limit(text=f"{run} {currency}"), ""


def _limit(cell: str) -> Limit:
    number = _NUMBER.fullmatch(cell)
    if number:
        unit = unit_called(number[2]) if number[2] else TimeUnit.UNKNOWN
        return _numbered(Decimal(number[1].replace(",", ".")), unit, cell)
    words = cell.strip()
    return Limit() if words in {"", NOTHING} else limit_in(words)


def _numbered(value: Decimal, unit: TimeUnit, cell: str) -> Limit:
    """Return the limit; words stay where they name a unit that the model does not know."""
    is_lost = unit is TimeUnit.UNKNOWN and not cell[-1].isdigit()
    return Limit(value, unit, cell if is_lost else "")


def _fees(first: str, rest: str) -> tuple[tuple[Fee, ...], str]:
    """Return the fees that `rest` goes on telling, and the description behind them."""
    if first in {"", NOTHING}:
        return (), rest.strip()
    words, rest = _bracketed(rest)
    fees = [_fee(first, words)]
    while words and (more := _MORE.match(rest)):
        words, rest = _bracketed(rest[more.end() :])
        fees.append(_fee(more.group(), words))
    return tuple(fees), rest.strip()


def _bracketed(text: str) -> tuple[str, str]:
    """Return the words inside the brackets that open `text`, and what follows them.

    Brackets that never close end at the last one that does; those closed once too often belong to
    the words.
    """
    if not text.startswith("("):
        return "", text
    end = next(_ends(text), text.rfind(")"))
    while text[end + 1 : end + 2] == ")":
        end += 1
    return (text[1:end], text[end + 1 :]) if end > 0 else ("", text)


def _ends(text: str) -> Iterator[int]:
    """Yield the places where as many brackets are closed as were opened."""
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            yield at


def _fee(cell: str, words: str) -> Fee:
    text = words.strip()
    amount, currency = _money(cell)
    state = fee_state(amount, text)
    kind = FeeKind.CHARGE if text.lower().startswith(("lệ phí", "mức lệ phí")) else FeeKind.FEE
    return Fee(kind, amount, currency, text, state=state, until=until_in(text))


def _money(cell: str) -> tuple[Decimal, str]:
    if cell == _FREE:
        return Decimal(0), ""
    number, _, currency = cell.partition(" ")
    return Decimal(number.replace(",", "")), "" if currency in _DONG else currency
