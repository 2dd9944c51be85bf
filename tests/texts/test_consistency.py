"""What the texts of the framework say agrees: abbreviations, codes, clauses, days, names, numbers.

The documents are read as block trees, before any format. The State's own words (names of
procedures, titles of legal texts, the points of an inspection) stay as they are and are not judged.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import pytest

import qmskit
from qmskit.documents.blocks import Block, Heading, ListItem, Paragraph, Table, text_of
from qmskit.documents.composing import Composer
from qmskit.documents.plan import PlannedDocument, plan
from qmskit.model.sets import DocumentSet

EXAMPLES = Path(__file__).parents[2] / "examples"
COMMUNE = "xa-binh-minh"
DEPARTMENT = "so-nong-nghiep-moi-truong-dong-xuan"
SUB_DEPARTMENT = "chi-cuc-quan-ly-dat-dai-dong-xuan"
AGENCIES = (COMMUNE, DEPARTMENT, SUB_DEPARTMENT)
DAY = date(2026, 11, 22)

# Clauses of ISO 9001:2015 that an agency answers or excludes; one may be answered in its parts.
CLAUSES = (
    "4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "6.1", "6.2", "6.3", "7.1.1", "7.1.2", "7.1.3",
    "7.1.4", "7.1.5", "7.1.6", "7.2", "7.3", "7.4", "7.5.1", "7.5.2", "7.5.3", "8.1", "8.2.1",
    "8.2.2", "8.2.3", "8.2.4", "8.3", "8.4", "8.5.1", "8.5.2", "8.5.3", "8.5.4", "8.5.5", "8.5.6",
    "8.6", "8.7", "9.1.1", "9.1.2", "9.1.3", "9.2", "9.3", "10.1", "10.2", "10.3",
)  # fmt: skip

# Capitals that are no abbreviations of a text: heads of columns, marks of letters and numbers.
CAPITALS = {"STT", "TT", "VT", "TM", "KT", "TL", "QT", "SAO", "PDF"}
# Initials carry no tone: a word in capitals that does is no abbreviation.
TONED = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
ROMAN = re.compile(r"[IVX]+")
NUMBERS = re.compile(r"\S*\d\S*|\S*[/…]\S*|\S+-\S+")

CODE = re.compile(r"(?<![\w.-])(?:BM-[A-Z]+-\d\d(?:\.\d\d)?|(?:QT-(?:HT|NB)|VB|DM)-\d\d)(?!\d)")
SHORT_DAY = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
LONG_DAY = re.compile(r"[Nn]gày (\d+) tháng (\d+)")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ABOLISHED = re.compile(r"\b(?:huyện|thị trấn|quận)\b", re.IGNORECASE)
ENGLISH = re.compile(
    r"\b(?:raci|input|output|checklist|email|website|feedback|kpi|deadline|online|offline|workshop"
    r"|template|file|link|scan|form|report|audit|owner|risk|process|unverified|observed|secondary"
    r"|none|null|true|false|web|app|check|test|backup|copy|hotline)\b",
    re.IGNORECASE,
)
# Filler that fits any organisation and says nothing.
EMPTY = re.compile(r"không ngừng (?:nâng cao|cải tiến|đổi mới)|phù hợp với tình hình thực tế$")
STANDINGS = re.compile(r"chưa kiểm chứng|chưa có nguyên văn|unverified", re.IGNORECASE)


@dataclass(frozen=True)
class Text:
    """The words of a document, a paragraph or cell each."""

    document: PlannedDocument
    lines: tuple[str, ...]

    @property
    def whole(self) -> str:
        return "\n".join(self.lines)


@cache
def agency_set(name: str) -> DocumentSet:
    return qmskit.load(EXAMPLES / name)


@cache
def texts(name: str) -> tuple[Text, ...]:
    """Return the documents about the set as a whole, samples included."""
    qmset = agency_set(name)
    composer = Composer(qmset, DAY)
    found = []
    for document in plan(qmset, DAY):
        if document.kind.is_of_set:
            made = composer.composed(document)
            blocks = (*made.front, *made.body, *made.forms)
            found.append(Text(document, tuple(one for one in lines(blocks) if one.strip())))
    return tuple(found)


def lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Table(head=head, rows=rows):
                for row in (*head, *rows):
                    for one in row.cells:
                        yield from map(text_of, one.paragraphs)
            case Heading(runs=runs, tail=tail):
                yield text_of(runs)
                yield text_of(tail)
            case Paragraph(runs=runs) | ListItem(runs=runs):
                yield text_of(runs)
            case _:
                pass


def own(name: str, *, samples: bool = True) -> tuple[Text, ...]:
    return tuple(one for one in texts(name) if samples or not one.document.is_sample)


@cache
def states_words(name: str) -> tuple[str, ...]:
    """Return what the State wrote and the documents print verbatim, the longest first."""
    qmset = agency_set(name)
    found = {one.citation for one in qmset.framework.legal_sources}
    found |= {one.title for one in qmset.framework.legal_sources}
    for procedure in qmset.procedures.values():
        found |= {procedure.name, procedure.field, *procedure.forms}
        found |= {basis.title for basis in procedure.legal_bases}
    for point in qmset.system.points:
        found |= {point.lead, point.text}
    return tuple(sorted((_folded(one) for one in found if one), key=len, reverse=True))


def our_words(name: str, line: str) -> str:
    """Return a line without what the State wrote; a title may be cut short."""
    text = _folded(line)
    cut = text.rstrip("… .")
    for words in states_words(name):
        if len(cut) > 8 and cut in words:
            return ""
        text = text.replace(words, " ")
    return text


def _folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", AGENCIES)
def test_every_abbreviation_is_in_the_list(name: str) -> None:
    known = CAPITALS | set(agency_set(name).framework.abbreviations)
    codes = {one.document.code for one in texts(name)} | {agency_set(name).agency.unit_code}
    unknown = {
        (one.document.code, word)
        for one in own(name)
        for line in one.lines
        for word in _abbreviations(our_words(name, line))
        if word not in known | codes and not ROMAN.fullmatch(word) and not _explains(one, word)
    }
    assert sorted(unknown) == []


def _abbreviations(line: str) -> Iterator[str]:
    """Yield the words in capitals that stand between other words; titles in capitals are none."""
    words = [word for word in re.split(r"[\s,;:.()“”\"]+", NUMBERS.sub(" – ", line)) if word]
    for at, word in enumerate(words):
        beside = words[max(at - 1, 0) : at] + words[at + 1 : at + 2] or [word]
        if _is_capital(word) and not _is_toned(word) and not any(map(_is_capital, beside)):
            yield word


def _is_capital(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.isupper()


def _is_toned(word: str) -> bool:
    return TONED.search(unicodedata.normalize("NFD", word)) is not None


def _explains(text: Text, word: str) -> bool:
    """Tell whether a document says what its own sign means: `TH – thực hiện`, `PA: phản ánh`."""
    meaning = re.compile(rf"(?<!\w){word}(?: –|:) \w")
    return any(
        meaning.search(line) or (line.startswith("Chữ viết tắt") and word in line)
        for line in text.lines
    )


@pytest.mark.parametrize("name", AGENCIES)
def test_every_abbreviation_a_document_lists_is_used_in_it(name: str) -> None:
    listed = agency_set(name).framework.abbreviations
    unused = [
        (one.document.code, short)
        for one in own(name)
        for short, meaning in listed.items()
        if _lists(one, short, meaning) and not _uses(one, short)
    ]
    assert unused == []


def _lists(text: Text, short: str, meaning: str) -> bool:
    return (short, meaning) in zip(text.lines, text.lines[2:], strict=False)


def _uses(text: Text, short: str) -> bool:
    word = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)")
    return any(line != short and word.search(line) for line in text.lines)


@pytest.mark.parametrize("name", AGENCIES)
def test_every_code_in_a_text_is_a_document_of_the_set(name: str) -> None:
    known = {one.document.code for one in texts(name)}
    dangling = {
        (one.document.code, code)
        for one in own(name)
        for code in CODE.findall(one.whole)
        if code not in known
    }
    assert sorted(dangling) == []


@pytest.mark.parametrize("name", AGENCIES)
def test_every_form_is_named_by_the_document_it_belongs_to(name: str) -> None:
    by_id = {one.document.kind.id: one for one in own(name, samples=False)}
    unnamed = [
        (one.document.code, one.document.kind.form_of)
        for one in by_id.values()
        if one.document.kind.form_of
        and one.document.code not in by_id[one.document.kind.form_of].whole
    ]
    assert unnamed == []


@pytest.mark.parametrize("name", AGENCIES)
def test_every_document_but_the_first_is_named_by_another(name: str) -> None:
    others = {one.document.kind.id: one for one in own(name, samples=False)}
    lists = {"register-internal", "register-forms", "register-distribution", "register-records"}
    alone = [
        one.document.code
        for one in others.values()
        if not any(
            one.document.code in other.whole
            for other in others.values()
            if other is not one and other.document.kind.id not in lists
        )
    ]
    assert alone == []


@pytest.mark.parametrize("name", AGENCIES)
def test_every_document_form_and_record_is_in_a_register(name: str) -> None:
    by_id = {one.document.kind.id: one for one in own(name, samples=False)}
    codes = set(by_id["register-internal"].lines) | set(by_id["register-forms"].lines)
    assert [one.document.code for one in by_id.values() if one.document.code not in codes] == []
    records = by_id["register-records"].whole
    missing = [
        (one.document.code, kept.name)
        for one in by_id.values()
        for kept in one.document.kind.kept
        if kept.name not in records
    ]
    assert missing == []


@pytest.mark.parametrize("name", AGENCIES)
def test_every_clause_is_answered_by_documents_that_are_there(name: str) -> None:
    qmset = agency_set(name)
    made = {kind.id for kind in qmset.kinds}
    clauses = [one for one in qmset.system.clauses if one.is_for(qmset.agency.type)]
    excluded = {one.clause for one in qmset.system.exclusions if one.is_for(qmset.agency.type)}
    answered = {one.id for one in clauses} | excluded
    missing = [clause for clause in CLAUSES if not any(_covers(one, clause) for one in answered)]
    assert missing == []
    empty = [
        one.id for one in clauses if not (one.documents or one.records) and one.id not in excluded
    ]
    assert empty == []
    dangling = [
        (one.id, document)
        for one in clauses
        for document in (*one.documents, *one.records)
        if document not in made
    ]
    assert dangling == []


def _covers(answered: str, clause: str) -> bool:
    return answered == clause or answered.startswith(f"{clause}.")


@pytest.mark.parametrize("name", AGENCIES)
def test_days_are_written_as_the_decree_asks(name: str) -> None:
    """NĐ 30/2020/NĐ-CP, Phụ lục I: a zero before days below 10 and before months 1 and 2."""
    wrong = [
        (one.document.code, line)
        for one in own(name)
        for line in one.lines
        if any(not _is_day(*found[:2]) for found in SHORT_DAY.findall(our_words(name, line)))
        or any(not _is_day(*found) for found in LONG_DAY.findall(our_words(name, line)))
        or ISO_DAY.search(our_words(name, line))
    ]
    assert wrong == []


def _is_day(day: str, month: str) -> bool:
    return (
        day == f"{int(day):02d}"
        and 1 <= int(day) <= 31
        and 1 <= int(month) <= 12
        and month == (f"{int(month):02d}" if int(month) < 3 else str(int(month)))
    )


@pytest.mark.parametrize("name", AGENCIES)
@pytest.mark.parametrize("unwanted", [ABOLISHED, ENGLISH, EMPTY], ids=["abolished", "en", "empty"])
def test_our_words_hold_nothing_abolished_foreign_or_empty(
    name: str, unwanted: re.Pattern[str]
) -> None:
    found = [
        (one.document.code, match.group(), line)
        for one in own(name)
        for line in one.lines
        for match in unwanted.finditer(our_words(name, line))
    ]
    assert found == []


@pytest.mark.parametrize("name", AGENCIES)
def test_doubts_stand_on_the_review_sheet_only(name: str) -> None:
    found = [
        (one.document.code, line)
        for one in own(name)
        for line in one.lines
        if STANDINGS.search(line) and one.document.kind.id != "review-sheet"
    ]
    assert found == []


@pytest.mark.parametrize(
    ("name", "other"), [(one, two) for one in AGENCIES for two in AGENCIES if one != two]
)
def test_nothing_of_another_agency_is_left(name: str, other: str) -> None:
    sample = agency_set(name).framework.sample
    assert sample
    mine = _names(agency_set(name)) | _people(agency_set(name)) | {agency_set(name).agency.parent}
    foreign = _names(agency_set(other)) | _people(agency_set(other))
    foreign |= {sample.agency.name, sample.agency.place}
    foreign = {one for one in foreign if not any(one in word for word in mine)}
    left = [
        (one.document.code, word)
        for one in own(name, samples=False)
        for word in sorted(foreign)
        if word in "\n".join(our_words(name, line) for line in one.lines)
    ]
    assert left == []
    in_samples = [
        (one.document.code, word)
        for one in own(name)
        for word in sorted(_names(agency_set(other)) | _names(agency_set(name)))
        if one.document.is_sample and word in one.whole
    ]
    assert in_samples == []


def _names(qmset: DocumentSet) -> set[str]:
    """Return what only one agency is called, and where it is."""
    agency = qmset.agency
    found = {agency.name, agency.address}
    if agency.type == "commune":
        found.add(agency.place)
    return {one for one in found if one}


def _people(qmset: DocumentSet) -> set[str]:
    return {one.person for one in qmset.appointments if one.person}


# The story that all worked samples tell: what must come out the same wherever it is printed.
SHARES = re.compile(
    r"(?P<share>\d+,\d)% \((?P<part>[\d.]+)/(?P<whole>[\d.]+)"
    r"|(?P<part2>\d[\d.]*)/(?P<whole2>\d[\d.]*)[^\d%/]{1,60}?(?P<share2>\d+,\d)%"
)
NUMBERED = re.compile(
    r"số (?P<number>\d+/(?:[A-ZĐ]+-)?UBND)[^;.]{0,6}? ngày "
    r"(?:(?P<day>\d+) tháng (?P<month>\d+) năm (?P<year>\d+)|(?P<short>[\d/]+))"
)


def samples() -> tuple[Text, ...]:
    return tuple(one for one in texts(COMMUNE) if one.document.is_sample)


def test_samples_are_alike_for_every_agency() -> None:
    told = {
        name: {one.document.kind.id: one.lines for one in texts(name) if one.document.is_sample}
        for name in AGENCIES
    }
    for name in AGENCIES:
        assert {key: told[COMMUNE].get(key) for key in told[name]} == told[name]


def test_shares_in_samples_are_those_of_the_numbers_beside_them() -> None:
    wrong = []
    seen = set()
    for one in samples():
        for line in one.lines:
            for match in SHARES.finditer(line):
                part = _number(match["part"] or match["part2"])
                whole = _number(match["whole"] or match["whole2"])
                share = match["share"] or match["share2"]
                seen.add((part, whole))
                if share != _share(part, whole):
                    wrong.append((one.document.code, match.group()))
    assert wrong == []
    assert {(2364, 2371), (364, 388), (10, 11), (2172, 2371)} <= seen


def _number(text: str) -> int:
    return int(text.replace(".", ""))


def _share(part: int, whole: int) -> str:
    share = Decimal(100 * part) / whole
    return str(share.quantize(Decimal("0.1"), ROUND_HALF_UP)).replace(".", ",")


def test_a_number_of_a_letter_has_one_day_in_all_samples() -> None:
    days: dict[str, set[tuple[int, ...]]] = {}
    for one in samples():
        for line in one.lines:
            for match in NUMBERED.finditer(line):
                short = match["short"]
                parts = (
                    tuple(map(int, short.rstrip("/").split("/")))
                    if short
                    else (int(match["day"]), int(match["month"]), int(match["year"]))
                )
                days.setdefault(match["number"], set()).add(parts)
    assert {number: one for number, one in days.items() if len(one) > 1} == {}
    assert days["142/QĐ-UBND"] == {(15, 10, 2026)}


def test_dossiers_and_slips_of_the_samples_add_up() -> None:
    report = next(one for one in samples() if one.document.kind.id == "annual-report").whole
    received, settled, on_time, overdue, pending = (
        _number(_after(report, words))
        for words in (
            "Số hồ sơ tiếp nhận:", "đã giải quyết:", "đúng hạn và trước hạn:", "quá hạn:",
            "đang giải quyết trong hạn:",
        )
    )  # fmt: skip
    assert received == settled + pending
    assert settled == on_time + overdue
    back = _number(_after(report, "thu về"))
    for words in (("tốt", "trung bình", "kém"), ("hài lòng", "chấp nhận được", "không hài lòng")):
        assert sum(_number(_after(report, one)) for one in words) == back


def _after(text: str, words: str) -> str:
    match = re.search(rf"(?<!\w){re.escape(words)} (\d[\d.]*\d|\d)", text)
    assert match, words
    return match[1]


CLOSED = re.compile(r"(KPH-\d+/2026)[^.;]{0,60}đóng (?:ngày )?(\d+/\d+/2026)")
SCOPE = re.compile(r"(\d+) thủ tục[^.;]{0,60}?(\d+) lĩnh vực")


def test_findings_and_scope_are_told_alike_in_all_samples() -> None:
    whole = [line for one in samples() for line in one.lines]
    closed = {match for line in whole for match in CLOSED.findall(line)}
    assert closed <= {("KPH-01/2026", "16/10/2026"), ("KPH-02/2026", "28/9/2026")}
    assert {match for line in whole for match in SCOPE.findall(line)} == {("56", "12")}
