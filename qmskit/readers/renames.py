"""Maps from an older edition of a framework to a newer one: where its ids went."""

from collections.abc import Iterator

from qmskit.language import translate as _
from qmskit.model.editions import ID_KINDS, Edition, EditionName, Rename, Renames, composed
from qmskit.model.frameworks import Framework
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.bundled import bundled
from qmskit.readers.editions import edition_of, outline_at, outline_names
from qmskit.readers.frameworks import framework_at, framework_names
from qmskit.readers.records import Record
from qmskit.readers.schemas import read_record
from qmskit.readers.sourced import source_of

# The folder of a framework that holds its maps, one for each older edition that it replaces.
RENAMES = "renames"


def renames_to(framework: Framework, old: EditionName) -> Renames | None:
    """Return the map that leads from an older edition to a framework; None where none does.

    A map may lead through editions between them that are at hand.

    Raises:
        InvalidInputError: every problem of the maps of a framework on the way, or the frameworks
            replace each other in a ring.
    """
    return _renames(framework, old, (edition_of(framework).name,))


def maps_of(framework: Framework) -> tuple[Renames, ...]:
    """Return all maps of a framework, in the order of their file names.

    Raises:
        InvalidInputError: every problem of every map.
    """
    return tuple(renames for _record, renames in _maps(framework))


def edition_at_hand(name: EditionName) -> Edition | None:
    """Return an edition that is shipped, whole or as an outline; None for others."""
    if name.id in outline_names():
        found = outline_at(bundled() / name.id)
        return found if found.name == name else None
    framework = _framework_at_hand(name)
    return edition_of(framework) if framework else None


def _framework_at_hand(name: EditionName) -> Framework | None:
    if name.id not in framework_names():
        return None
    found = framework_at(bundled() / name.id)
    return found if found.version == name.version else None


def _renames(
    framework: Framework, old: EditionName, above: tuple[EditionName, ...]
) -> Renames | None:
    maps = _maps(framework)
    rings = [_ring(record, above) for record, one in maps if one.replaces in above]
    if rings:
        raise InvalidInputError(rings)
    direct = next((one for _record, one in maps if one.replaces == old), None)
    if direct:
        return direct
    for _record, one in maps:
        between = _framework_at_hand(one.replaces)
        first = _renames(between, old, (*above, one.replaces)) if between else None
        if first:
            return composed(first, one)
    return None


def _maps(framework: Framework) -> tuple[tuple[Record, Renames], ...]:
    found: list[tuple[Record, Renames]] = []
    problems: list[Problem] = []
    new = edition_of(framework)
    for path in sorted((framework.folder / RENAMES).glob("*.yaml")):
        shown = f"{framework.folder.name}/{RENAMES}/{path.name}"
        try:
            record = read_record(path, "framework-renames", shown)
        except InvalidInputError as error:
            problems.extend(error.problems)
            continue
        problems.extend(_wrong(record, new))
        found.append((record, _map(record)))
    if problems:
        raise InvalidInputError(problems)
    return tuple(found)


def _map(record: Record) -> Renames:
    return Renames(
        replaces=_replaced(record),
        source=source_of(record),
        rows={
            kind: {row.old: row for row in map(_row, record.record("renames").records(kind))}
            for kind in record.record("renames").tree
        },
        file=record.file,
    )


def _replaced(record: Record) -> EditionName:
    older = record.record("replaces")
    return EditionName(older.text_of("id"), older.text_of("version"))


def _row(record: Record) -> Rename:
    return Rename(
        old=record.text_of("old"),
        new=record.texts("new"),
        reason=record.text_of("reason"),
        action=record.text_of("action"),
        source=source_of(record) if "source" in record else None,
    )


def _wrong(record: Record, new: Edition) -> Iterator[Problem]:
    old = edition_at_hand(_replaced(record)) if _replaced(record) != new.name else None
    for kind in ID_KINDS:
        seen: set[str] = set()
        for row in record.record("renames").records(kind):
            yield from _wrong_row(row, kind, new, old)
            if row.text_of("old") in seen:
                message = _("“{name}” có hai dòng chuyển đổi").format(name=row.text_of("old"))
                yield row.problem(
                    ("old",), "QMS883", message, _("gộp làm một dòng, ghi đủ các tên mới")
                )
            seen.add(row.text_of("old"))


def _wrong_row(row: Record, kind: str, new: Edition, old: Edition | None) -> Iterator[Problem]:
    for at, name in enumerate(row.texts("new")):
        if not new.has(kind, name):
            message = _("mô hình khung {edition} không có “{name}”")
            message = message.format(edition=new.name, name=name)
            yield row.problem(("new", at), "QMS882", message, _("ghi đúng tên mới"))
    if old and not old.has(kind, row.text_of("old")):
        message = _("mô hình khung {edition} không có “{name}”")
        message = message.format(edition=old.name, name=row.text_of("old"))
        yield row.problem(("old",), "QMS882", message, _("ghi đúng tên cũ"))
    if not row.texts("new") and not (row.text_of("reason") and row.text_of("action")):
        message = _("tên không còn mà chưa ghi vì sao và phải làm gì")
        yield row.problem(("new",), "QMS883", message, _("thêm reason và action"))


def _ring(record: Record, above: tuple[EditionName, ...]) -> Problem:
    chain = " → ".join(map(str, (*above, _replaced(record))))
    message = _("các mô hình khung thay thế vòng quanh nhau: {chain}").format(chain=chain)
    fix = _("chỉ ghi ở replaces phiên bản trước")
    return record.problem(("replaces", "id"), "QMS884", message, fix)
