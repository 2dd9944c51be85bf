"""Relations between legal texts, as a table of the official codification tells them (CSV).

A row says that an article of one text was changed by an article of another one. Titles are not
told, and whoever copied the codification cut some numbers short. What is odd is told, with its
line; only a row without a usable number, wording or day gives no relation.
"""

import csv
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.dated import Source, Standing
from qmskit.model.legal_texts import LegalText, Relation, RelationKind
from qmskit.model.texts import clean, one_line
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import MOST_BYTES_EXPORT, MOST_PEEKED, opening, read_text
from qmskit.readers.prose.citations import KINDS_OF_TEXTS, normal_number
from qmskit.readers.records import day_of

COLUMNS = frozenset({
    "doc", "doc_no", "src_article", "doc_effective", "relation", "by", "by_no", "by_effective",
    "phapdien_article", "file",
})  # fmt: skip
Row = Mapping[str, str]

# Numbers of before 1996 have no year: `73-CP`, `619/TTg`, `21-LCT/HDNN8`.
_OLD = re.compile(r"\d+[a-z]?[-/][A-ZĐ][A-Za-zĐ\d/-]*$")
_KIND = re.compile(rf"(?P<by>.*?)\s*(?:\bcủa\s+)?(?P<kind>{KINDS_OF_TEXTS})\s+số\b", re.IGNORECASE)
_FIGURES = re.compile(r"\d+")
# Symbols of texts that no circular can change.
_ABOVE_CIRCULARS = ("/QH", "UBTVQH", "NĐ-CP", "QĐ-TTg")
_AMENDS = re.compile(r"(?:có nội dung |được )?(?:được )?(?:sửa đổi|bổ sung)$")
_REPEALS_PART = re.compile(r"có nội dung (?:bị|được) (?:bãi|hủy) bỏ$|bãi bỏ theo quy định$")
_REPEALS = re.compile(r"(?:bị|được) (?:bãi|hủy) bỏ$")


@dataclass(frozen=True, slots=True)
class FoundRelations:
    """What a table of relations gave.

    Attributes:
        texts: the texts that act and those acted on, in the order of the table, none twice; what
            they do stands in their relations.
        problems: what is odd, in the order of the table.
        left_out: rows that gave no relation; each of them is told too.
    """

    texts: tuple[LegalText, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[Row, ...]


def is_relations_table(path: Path) -> bool:
    """Tell whether a file is CSV that opens with the columns of such a table."""
    if path.suffix.lower() != ".csv":
        return False
    first = opening(path, MOST_PEEKED).partition("\n")[0].lstrip("\ufeff")
    return {one.strip() for one in next(csv.reader([first]), [])} >= COLUMNS


def read_law_relations(path: Path, about: Container[str] | None = None) -> FoundRelations:
    """Return the relations of a table, as entries of a register whose standing is `secondary`.

    Args:
        path: the table.
        about: numbers of the texts acted on that are asked about; None for all of them.

    Raises:
        InvalidInputError: the file cannot be read or is no such table.
    """
    reader = csv.DictReader(read_text(path, MOST_BYTES_EXPORT).splitlines())
    if not set(reader.fieldnames or ()) >= COLUMNS:
        message = _("thiếu cột: {columns}").format(
            columns=", ".join(sorted(COLUMNS - set(reader.fieldnames or ())))
        )
        fix = _("dùng tệp CSV quan hệ văn bản có đủ các cột")
        raise InvalidInputError([Problem(Location(str(path), 1, 1), "QMS820", message, fix)])
    reading = _Reading(str(path))
    for raw in reader:
        row = {column: one_line(clean(raw[column] or "")) for column in COLUMNS}
        if about is not None and _number(row["doc_no"]) not in about:
            continue
        reading.add(row, Location(str(path), reader.line_num, 1))
    return FoundRelations(
        tuple(reading.texts.values()), tuple(reading.problems), tuple(reading.left_out)
    )


class _Reading:
    """The texts of the rows read so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.texts: dict[str, LegalText] = {}
        self.problems: list[Problem] = []
        self.left_out: list[Row] = []

    def add(self, row: Row, where: Location) -> None:
        numbers = _number(row["doc_no"]), _number(row["by_no"])
        effective = day_of(row["by_effective"])
        kind = _kind(row["relation"])
        if "" in numbers or effective is None or kind is None:
            self.left_out.append(row)
            self.problems.append(_unusable(row, where, effective, kind))
            return
        target, acting = numbers
        self._text(target, row["doc"], day_of(row["doc_effective"]), row["file"], where)
        known = self._text(acting, row["by"], effective, row["file"], where)
        relation = Relation(
            kind,
            target,
            row["src_article"],
            _provision(row["by"]),
            None if effective == known.effective else effective,
            words=row["relation"],
            told_at=f"{row['phapdien_article']}, {row['file']}",
        )
        self.texts[acting] = replace(known, relations=(*known.relations, relation))
        self.problems.extend(_odd(row, where, numbers, effective))

    def _text(
        self, number: str, words: str, effective: date | None, file: str, where: Location
    ) -> LegalText:
        """Return what is known of a text so far; a first mention makes its entry."""
        source = Source(file, Standing.SECONDARY)
        new = LegalText(number, "", source, _citation(number, words), effective=effective)
        known = self.texts.setdefault(number, new)
        if effective and known.effective and effective != known.effective:
            message = _("{number} có hai ngày hiệu lực: {first} và {second}").format(
                number=number, first=f"{known.effective:%d/%m/%Y}", second=f"{effective:%d/%m/%Y}"
            )
            fix = _("tra lại văn bản; có thể có điều khoản hiệu lực riêng")
            self.problems.append(Problem(where, "QMS826", message, fix))
        return known


def _number(written: str) -> str:
    """Return a number in usual form; cut ones as they are, "" for what is none."""
    line = written.strip(" ,.;'\"").replace("Ð", "Đ")
    usual = normal_number(line)
    return line if usual or _OLD.match(line) else ""


def _kind(words: str) -> RelationKind | None:
    """Return what a relation in the words of the codification is; None for words nobody knows.

    An article that the words call both repealed and changed counts as changed: the words were put
    together from several places.
    """
    parts = [one.strip() for one in words.split(",")]
    is_repealed = [bool(_REPEALS.match(one)) for one in parts]
    is_changed = [bool(_AMENDS.match(one) or _REPEALS_PART.match(one)) for one in parts]
    if not all(
        repealed or changed for repealed, changed in zip(is_repealed, is_changed, strict=True)
    ):
        return None
    return RelationKind.REPEALS if all(is_repealed) else RelationKind.AMENDS


def _citation(number: str, words: str) -> str:
    found = _KIND.match(words)
    return f"{found['kind']} số {number}" if found else ""


def _provision(by: str) -> str:
    found = _KIND.match(by)
    return found["by"] if found else ""


def _unusable(
    row: Row, where: Location, effective: date | None, kind: RelationKind | None
) -> Problem:
    shown = "; ".join(f"{key}: {row[key]}" for key in sorted(row) if row[key])
    if kind is None:
        code, message = "QMS822", _("không hiểu quan hệ “{words}”").format(words=row["relation"])
    elif effective is None:
        code, message = "QMS823", _("không đọc được ngày “{day}”").format(day=row["by_effective"])
    else:
        code, message = "QMS821", _("không có số, ký hiệu văn bản dùng được")
    fix = _("tra văn bản rồi ghi vào sổ đăng ký; dòng này chưa được đọc: {row}").format(row=shown)
    return Problem(where, code, message, fix)


def _odd(row: Row, where: Location, numbers: tuple[str, str], effective: date) -> Iterator[Problem]:
    for column, number in zip(("doc_no", "by_no"), numbers, strict=True):
        yield from _odd_number(row[column], number, where)
    yield from _unlikely(numbers, day_of(row["doc_effective"]), effective, where)
    if "bị bãi bỏ" in row["relation"].split(", ") and _kind(row["relation"]) is RelationKind.AMENDS:
        message = _("{article} vừa ghi bị bãi bỏ vừa ghi được sửa đổi, bổ sung").format(
            article=row["src_article"]
        )
        yield Problem(where, "QMS827", message, _("đã đọc là sửa đổi; tra lại văn bản"))
    if _last_figures(row["phapdien_article"]) != _last_figures(row["src_article"]):
        message = _("mã pháp điển {code} không khớp {article}").format(
            code=row["phapdien_article"], article=row["src_article"]
        )
        yield Problem(where, "QMS828", message, _("đã đọc theo điều của văn bản"))


def _unlikely(
    numbers: tuple[str, str], begun: date | None, effective: date, where: Location
) -> Iterator[Problem]:
    """Yield why a text can hardly have changed the other one."""
    target, acting = numbers
    if begun is None or effective < begun:
        message = _("{by} có hiệu lực trước văn bản được sửa đổi là {doc}")
        fix = _("tra lại ngày hiệu lực của hai văn bản")
        yield Problem(where, "QMS825", message.format(by=acting, doc=target), fix)
    if "/TT" in acting and any(symbol in target for symbol in _ABOVE_CIRCULARS):
        message = _("{by} là thông tư, không thể sửa đổi {doc}")
        fix = _("tra lại số, ký hiệu của hai văn bản")
        yield Problem(where, "QMS825", message.format(by=acting, doc=target), fix)


def _last_figures(text: str) -> str:
    found = list(_FIGURES.finditer(text))
    return found[-1].group() if found else ""


def _odd_number(written: str, number: str, where: Location) -> Iterator[Problem]:
    if number.endswith(("-", "/")) or normal_number(number) not in {number, ""}:
        message = _("số, ký hiệu “{number}” bị cắt hoặc sai mẫu").format(number=written)
        yield Problem(where, "QMS824", message, _("ghi đủ số, ký hiệu của văn bản"))
    elif number != written:
        message = _("số, ký hiệu “{written}” đã đọc là {number}")
        message = message.format(written=written, number=number)
        yield Problem(where, "QMS824", message)
