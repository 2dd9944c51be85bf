"""Drafts of legal texts: what a text to come does, and what records would then say.

The lists are written as in `law/register.yaml`, `law/events.yaml` and `catalogue/`, and judged by
the schemas of those files. A record holds the code of its procedure and the entries that would be
otherwise; an entry replaces that of the set whole.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.law_drafts import LawDraft
from qmskit.model.procedures import Procedure
from qmskit.model.publication import PublicationRules
from qmskit.model.texts import one_line
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.files import MOST_PEEKED, opening
from qmskit.readers.legal_texts import legal_texts
from qmskit.readers.procedures import procedure, procedure_tree
from qmskit.readers.prose.citations import text_number
from qmskit.readers.publication import law_events
from qmskit.readers.records import Record
from qmskit.readers.schemas import read_record, refused
from qmskit.readers.trees import Tree, ValuePath, locate

_TOP = re.compile(r"^legal_texts\s*:", re.MULTILINE)


def is_law_draft(path: Path) -> bool:
    """Tell whether a file is YAML that opens with legal texts."""
    if path.suffix.lower() not in {".yaml", ".yml"}:
        return False
    return _TOP.search(opening(path, MOST_PEEKED)) is not None


def read_law_draft(path: Path, rules: PublicationRules, known: Mapping[str, Procedure]) -> LawDraft:
    """Return what a draft says.

    Args:
        path: the file.
        rules: how changes are published, for its events.
        known: records by code, which those of the draft change.

    Raises:
        InvalidInputError: every problem of the file.
    """
    written = read_record(path, "law-draft")
    texts = _with_working_names(written)
    records = [_over(one, known) for one in written.records("records")]
    problems = [
        *_refused(texts, "law-register"),
        *_refused(_only(written, "events"), "law-events"),
        *(problem for one in records for problem in _refused(one, "catalogue")),
        *_repeated(written),
        *_borrowed_names(written),
    ]
    if problems:
        raise InvalidInputError(sorted(problems))
    return LawDraft(
        legal_texts(texts),
        law_events(_only(written, "events"), rules).events,
        tuple(procedure(one) for one in records),
    )


def _with_working_names(written: Record) -> Record:
    """Return the texts of a draft; one without a number stands under its title until it has one."""
    found: list[Tree] = [
        one.tree if "number" in one else {"number": one.text_of("title"), **one.tree}
        for one in written.records("legal_texts")
    ]
    return Record({"legal_texts": found}, written.text, written.file)


def _only(written: Record, key: str) -> Record:
    return Record({key: written.tree.get(key, [])}, written.text, written.file)


def _over(one: Record, known: Mapping[str, Procedure]) -> Record:
    """Return a record with the entries that it does not name as they are now."""
    now = known.get(one.text_of("code"))
    tree = procedure_tree(now) if now else {}
    return Record(
        {**(tree if isinstance(tree, dict) else {}), **one.tree}, one.text, one.file, one.path
    )


def _refused(record: Record, schema: str) -> Iterator[Problem]:
    for path, code, message, fix in refused(record.tree, schema):
        where: ValuePath = (*record.path, *path)
        yield Problem(locate(record.text, record.file, where), code, message, fix)


def _borrowed_names(written: Record) -> Iterator[Problem]:
    """Yield titles that cannot stand for a number: they hold the number of another text."""
    for one in written.records("legal_texts"):
        title = one_line(one.text_of("title"))
        if "number" not in one and text_number(title) != title:
            message = _("văn bản chưa có số, mà tên lại có số, ký hiệu của văn bản khác")
            fix = _("thêm dòng “number: …” là tên gọi ngắn, ví dụ Nghị định sửa đổi năm 2027")
            yield one.problem(("title",), "QMS891", message, fix)


def _repeated(written: Record) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in written.records("records"):
        code = one.text_of("code")
        if code in seen:
            message = _("thủ tục {code} ghi hai lần").format(code=code)
            yield one.problem(("code",), "QMS890", message, _("gộp thành một mục"))
        seen.add(code)
