"""A side of printed procedure documents; which procedure each is about the other side tells."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from qmskit.docset.comparison.sides import Side
from qmskit.language import translate as _
from qmskit.model.procedure_names import codes_by_name, name_letters
from qmskit.model.procedures import Procedure
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.prose.procedure_codes import codes_in
from qmskit.readers.tables.printed_records import read_printed_record

_WORD = ".docx"


def printed_side(side: Side, beside: Side) -> Side:
    """Return what printed documents say of the records they were made from: limit, legal texts.

    A document is about the procedure whose code it or its file's name tells, else about the one
    of the other side that has its name. One that fits none is told and left out.

    Args:
        side: found to hold printed documents and no records.
    """
    names = codes_by_name(beside.procedures)
    found: dict[str, Procedure] = {}
    remarks: list[Problem] = []
    for path in _word_files(Path(side.shown)):
        try:
            record = read_printed_record(path, next(iter(codes_in(path.stem)), ""), path.name)
        except InvalidInputError as error:
            remarks.extend(error.problems)
            continue
        code = record.code or names.get(name_letters(record.name), "")
        found |= {code: replace(record, code=code)} if code else {}
        remarks.extend(() if code else _unmatched(path, record))
    procedures = dict(sorted(found.items()))
    return replace(side, procedures=procedures, remarks=(*side.remarks, *remarks))


def _word_files(place: Path) -> tuple[Path, ...]:
    return tuple(sorted(place.rglob(f"*{_WORD}"))) if place.is_dir() else (place,)


def _unmatched(path: Path, record: Procedure) -> Iterator[Problem]:
    message = _("không có thủ tục nào của bên kia tên là “{title}”").format(title=record.name)
    fix = _("ghi mã thủ tục vào tài liệu, hoặc vào tên tệp")
    yield Problem(Location(path.name), "QMS857", message, fix)
