"""Rates by place and channel, as the fee item of a printed procedure words them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qmskit.language import translate as _
from qmskit.model.texts import capitalised, folded, one_line, paragraphs, shortened, without_bullet
from qmskit.model.workflows import LocalFee
from qmskit.problems import Location, Problem
from qmskit.readers.prose.fees import until_in
from qmskit.readers.prose.letters import UPPER
from qmskit.readers.prose.submission import methods_in
from qmskit.readers.tables.grids import Grid

_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+|(?<!\d)\d+ ?(?:đồng|đ\b)")
# Where a line may change from one rate to the next.
_JOINT = re.compile(r"([.;,])\s+(?=\S)")
_OPENS_WITH_METHOD = re.compile(r"(?:nộp )?(?:hồ sơ )?(?:trực (?:tiếp|tuyến)|qua )", re.IGNORECASE)
_BEFORE_METHOD = re.compile(r"(?P<before>.*?)\s*\(?(?:nộp )?trực (?:tiếp|tuyến)", re.IGNORECASE)
_PLACE = re.compile(
    r"\s*[(:]?\s*(?:áp dụng (?:tại|cho|trên địa bàn)\s+(?P<named>[^()]+)"
    r"|(?<=\()(?P<bare>(?:tỉnh|thành phố|huyện|quận|thị xã)\s[^()]+))\)?[\s.;]*$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\s*\(\s*áp dụng[^()]*đến[^()]*\)", re.IGNORECASE)
_BLANK_BEFORE_MARK = re.compile(r"\s+([:;,.])")
_ANNEX = re.compile(r"phụ lục(?: số)? *([\divx]+)", re.IGNORECASE)
# As many letters as a remark lists numbers in.
_LONGEST_LIST = 200
_COUNT = re.compile(r"(\d{1,5}) (?:xã|phường|đặc khu)")
_UNITS = "phường|xã|đặc khu|thị trấn"
_UNIT_LIST = re.compile(rf"(?P<unit>{_UNITS})\s*:\s*(?P<names>.+)", re.IGNORECASE)
# Where a line goes on with places of another kind: `Phường: A; B - Xã: C`.
_NEXT_UNIT = re.compile(
    rf"(?<![\s;,.–-])[\s;,.–-]++(?=(?:{_UNITS})\s*:)",
    re.IGNORECASE,  # a run is tried once
)
_LISTED = re.compile(r"\s*[;,]\s*|\s+và\s+")
# Every word of a name opens with a capital: `xã An Hòa` is one place, `xã, phường còn lại` is none.
_WORD = rf"[{UPPER}][\w'’]*"
_COMMUNE = re.compile(
    rf"(?:(?i:(?:các )?(?P<unit>{_UNITS}))\s*:?\s+)?(?P<name>{_WORD}(?: {_WORD})*)"
)
_RESOLUTION = re.compile(r"\d{1,4}/\d{4}/NQ-HĐND\d*", re.IGNORECASE)
_PROVINCE = re.compile(
    r"(?:tỉnh|thành phố)\s+(?P<name>.+?)(?:\s+(?:cũ|trước đây))?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FeeContext:
    """What a fee item is read with.

    Attributes:
        places: communes by annex, such as `phụ lục 1`; may be empty.
        resolutions: lines of the document that cite resolutions of a council; may be empty.
        where: place of problems.
    """

    places: Mapping[str, tuple[str, ...]]
    resolutions: tuple[str, ...]
    where: Location


def local_fees(
    lines: Sequence[str], context: FeeContext
) -> tuple[tuple[LocalFee, ...], tuple[Problem, ...]]:
    """Return the rates of a fee item, and what about them is not certain.

    A line is parted where it names another channel, and only there; what holds for the whole line,
    such as its places, goes to every part. The words stay those of the document.

    Args:
        lines: what the item says, a line a paragraph.
    """
    fees = tuple(fee for line in lines for fee in _fees_of(line, context))
    return fees, tuple(dict.fromkeys(_doubts(fees, context)))


def places_by_annex(grids: Sequence[Grid]) -> dict[str, tuple[str, ...]]:
    """Return the communes that tables of annexes list, by annex: `phụ lục 1`."""
    found: dict[str, tuple[str, ...]] = {}
    for grid in grids:
        for row in grid.rows:
            texts = [cell.text for cell in row if cell.text]
            named = [number for text in texts[:-1] if (number := _annex(text))]
            places = tuple(_places(texts[-1])) if texts else ()
            if named and places:
                found.setdefault(named[-1], places)
    return found


def cited_resolutions(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines that cite a resolution of a people's council."""
    return tuple(line for line in lines if _RESOLUTION.search(line))


def _fees_of(line: str, context: FeeContext) -> Iterator[LocalFee]:
    text = one_line(without_bullet(line.strip()))
    place = _PLACE.search(text)
    place_name = one_line(place["named"] or place["bare"]).rstrip(" .;") if place else ""
    source = _source(text, place_name, context.resolutions)
    communes = _communes(place_name)
    for part in _parts(text[: place.start()] if place else text):
        methods = methods_in(part)
        is_single = len(_AMOUNT.findall(part)) <= 1
        until = until_in(part) if is_single else None
        words = _UNTIL.sub("", part) if until else part
        yield LocalFee(
            text=capitalised(_BLANK_BEFORE_MARK.sub(r"\1", words).strip(" ;,:.")),
            places=communes or context.places.get(_annex(place_name), ()),
            place_name="" if communes else place_name,
            method=methods[0].value if len(methods) == 1 and is_single else "",
            until=until,
            source=source,
        )


def _parts(text: str) -> Iterator[str]:
    """Yield the rates of a line: a new one begins where another channel has its own amount."""
    pieces = _JOINT.split(text)
    part, mark = pieces[0], ""
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if _begins(part, mark, piece):
            yield part
            part = _completed(piece, part)
        else:
            part = f"{part}{mark} {piece}"
    if part.strip(" .;,"):
        yield part


def _begins(part: str, mark: str, piece: str) -> bool:
    """Tell whether a piece is about something else than the part before it."""
    if not (methods_in(part) and _AMOUNT.search(part)):
        return bool(methods_in(piece) and _AMOUNT.search(piece) and _AMOUNT.search(part))
    starts_sentence = mark == "." and piece[:1].isupper()
    return starts_sentence or (mark != "." and _AMOUNT.search(piece) is not None)


def _completed(piece: str, part: str) -> str:
    """Return a piece with the condition that the part before states for both."""
    before = _BEFORE_METHOD.match(part)
    if before is None or not before["before"] or not _OPENS_WITH_METHOD.match(piece):
        return piece
    return piece if _AMOUNT.search(before["before"]) else f"{before['before']} {piece}"


def _annex(text: str) -> str:
    found = _ANNEX.search(text)
    return f"phụ lục {found[1].lower()}" if found else ""


def _communes(text: str) -> tuple[str, ...]:
    """Return the communes that words name one by one; none where they say anything else."""
    found: list[str] = []
    unit = ""
    for part in _LISTED.split(text):
        named = _COMMUNE.fullmatch(part)
        if named is None:
            return ()
        unit = (named["unit"] or unit).lower()
        found.append(f"{unit} {named['name']}")
    return tuple(found) if unit else ()


def _places(text: str) -> Iterator[str]:
    lines = (line for one in paragraphs(text) for line in _NEXT_UNIT.split(one))
    for line in lines:
        listed = _UNIT_LIST.fullmatch(without_bullet(line))
        if listed:
            for name in re.split(r"[;,]", listed["names"]):
                if name.strip(" ."):
                    yield f"{listed['unit'].lower()} {one_line(name).strip(' .')}"


def _source(text: str, place_name: str, resolutions: Sequence[str]) -> str:
    """Return the resolutions a line names itself, or those of the province whose places it names.

    Which of several councils fixed a rate is never inferred from the order of a list.
    """
    numbers = _RESOLUTION.findall(text)
    province = _PROVINCE.fullmatch(place_name)
    if not numbers and province:
        name = folded(province["name"])
        cited = [line for line in resolutions if re.search(rf"\b{re.escape(name)}\b", folded(line))]
        numbers = [number for line in cited for number in _RESOLUTION.findall(line)[:1]]
    return "; ".join(f"Nghị quyết số {number}" for number in dict.fromkeys(numbers))


def _has_place(fee: LocalFee) -> bool:
    return bool(fee.places or fee.place_name)


def _doubts(fees: Sequence[LocalFee], context: FeeContext) -> Iterator[Problem]:
    for fee in fees:
        told = _COUNT.match(fee.place_name)
        if told and fee.places and int(told[1]) != len(fee.places):
            message = _("mục phí ghi “{told}” nhưng danh sách có {listed} đơn vị").format(
                told=fee.place_name, listed=len(fee.places)
            )
            yield Problem(context.where, "QMS067", message, _("đối chiếu danh sách xã, phường"))
    if context.resolutions and any(_has_place(fee) and not fee.source for fee in fees):
        numbers = [number for line in context.resolutions for number in _RESOLUTION.findall(line)]
        message = _("không rõ mức phí nào theo nghị quyết nào trong số: {numbers}").format(
            numbers=shortened(", ".join(dict.fromkeys(numbers)), _LONGEST_LIST)
        )
        fix = _("đối chiếu nghị quyết của Hội đồng nhân dân, ghi vào source của từng mức")
        yield Problem(context.where, "QMS068", message, fix)
