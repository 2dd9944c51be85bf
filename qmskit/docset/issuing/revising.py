"""Rows of the revision tables: prepared from what changed, completed when documents are issued."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from qmskit.changes.procedures import procedure_diff
from qmskit.changes.sections import changed_sections, parts_told, sections_told
from qmskit.changes.telling import changes_told, in_one_sentence
from qmskit.control.life import Issued
from qmskit.docset.issuing.drafts import Standing
from qmskit.docset.issuing.releases import KeptReleases
from qmskit.language import LANGUAGES, speaking
from qmskit.model.agencies import Revision
from qmskit.model.texts import capitalised, shortened
from qmskit.readers.files import read_text
from qmskit.readers.procedures import procedure
from qmskit.readers.revision_rows import REVISIONS, with_rows
from qmskit.readers.schemas import parse_record

# What fits in a cell of a revision table.
MOST_LETTERS = 700
_MOST_PLACES = 120
_AMENDED = "Sửa đổi nội dung"


def revision_prepared(
    kept: KeptReleases, standing: Standing, number: tuple[int, int], own: Revision
) -> Revision:
    """Return the row of a revision that is being prepared, in Vietnamese as all documents.

    What somebody wrote stays; the rest is told from what was issued last.

    Args:
        kept: the releases of the set.
        number: issue and revision.
        own: summary, part and basis as far as somebody wrote them.
    """
    issue, revision = number
    first = Revision(issue, revision, None, None, "", own.summary, own.part, own.basis)
    last = standing.issued
    if revision == 0:
        told = "Ban hành lần đầu" if issue == 1 else f"Ban hành lần thứ {issue}"
        return replace(first, summary=own.summary or told)
    if last is None:
        return replace(first, summary=own.summary or _AMENDED)
    old = kept.content(last.release.number, standing.document.code)
    sections = changed_sections(old, standing.content)
    with speaking(LANGUAGES[0]):
        facts = capitalised(in_one_sentence(_facts(kept, standing, last)))
    summary = own.summary or facts or sections_told(sections) or _AMENDED
    return replace(
        first,
        summary=shortened(summary, MOST_LETTERS),
        part=own.part or shortened(parts_told(sections), _MOST_PLACES),
    )


def issued_rows(
    rows: tuple[Revision, ...], on: date, effective: date, decision: str
) -> tuple[Revision, ...]:
    """Return a revision table whose last row is issued; one that was issued before stays."""
    last = rows[-1]
    if last.issued is not None:
        return rows
    return (*rows[:-1], replace(last, issued=on, effective=effective, decision=decision))


def rows_written(folder: Path, rows: Mapping[str, tuple[Revision, ...]]) -> bytes:
    """Return the content of `revisions.yaml` with other rows for some documents."""
    path = folder / REVISIONS
    text = read_text(path, shown=REVISIONS) if path.exists() else ""
    return with_rows(text, rows).encode()


def _facts(kept: KeptReleases, standing: Standing, last: Issued) -> Iterator[str]:
    """Yield what changed in the State's records of a document since it was issued."""
    for one in standing.document.procedures:
        path = f"catalogue/{one.code}.yaml"
        record = kept.member(last.release.number, path)
        if record is not None:
            old = procedure(parse_record(record.decode("utf-8"), "catalogue", path))
            yield from changes_told(procedure_diff(old, one).changes)
