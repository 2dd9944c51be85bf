"""The agency's own file `distribution.yaml`."""

import re
from collections.abc import Collection, Iterator

from qmskit.language import translate as _
from qmskit.model.agencies import NO_UNIT, Codes
from qmskit.model.distribution import ALL_DOCUMENTS, WITHDRAWN_FOLDER, Desk, Distribution
from qmskit.model.kinds import DocumentKind
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.records import Record
from qmskit.readers.workflows import KnownNames, one_of

_ONE_COPY = 1
# Windows has no folders of these names.
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


def distribution(record: Record, known: KnownNames, documents: Collection[str]) -> Distribution:
    """Return how an agency distributes documents.

    Args:
        known: roles that a desk may name.
        documents: codes, ids and groups of kinds that a desk may name; empty where they are not
            known, which has been told.

    Raises:
        InvalidInputError: a desk is there twice, or names what does not exist.
    """
    desks = tuple(record.records("desks"))
    problems = [
        *_clashing(desks),
        *(one for desk in desks for one in _unknown(desk, known, documents)),
    ]
    if problems:
        raise InvalidInputError(problems)
    return Distribution(bool(record.truth("e_office")), tuple(_desk(one) for one in desks))


def names_of_documents(
    codes: Codes | None, kinds: tuple[DocumentKind, ...], unit: str
) -> frozenset[str]:
    """Return what a desk may name; a code that went with its document may stay in the file.

    Args:
        codes, kinds: None and empty where they could not be read: then nothing is known.
        unit: code of the agency's unit.
    """
    if codes is None or not kinds:
        return frozenset()
    system = (kind.code_for(unit or NO_UNIT) for kind in kinds if kind.is_of_set)
    given = (*codes.documents.values(), *codes.retired, *codes.system.values(), *system)
    groups = (kind.group for kind in kinds if kind.group)
    return frozenset((*given, *(kind.id for kind in kinds), *groups, ALL_DOCUMENTS))


def _desk(record: Record) -> Desk:
    return Desk(
        id=record.text_of("id"),
        name=record.text_of("name"),
        documents=record.texts("documents"),
        roles=record.texts("roles"),
        copies=record.integer("copies") or _ONE_COPY,
        is_notice_board=bool(record.truth("notice_board")),
    )


def _clashing(desks: tuple[Record, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in desks:
        name = one.text_of("id")
        if name in {WITHDRAWN_FOLDER, ALL_DOCUMENTS} or _RESERVED.fullmatch(name):
            message = _("“{name}” là tên dành riêng").format(name=name)
            yield one.problem(("id",), "QMS771", message, _("đặt tên khác"))
        elif name in seen:
            message = _("nơi nhận “{name}” ghi hai lần").format(name=name)
            yield one.problem(("id",), "QMS771", message, _("gộp làm một, hoặc đặt tên khác"))
        seen.add(name)


def _unknown(desk: Record, known: KnownNames, documents: Collection[str]) -> Iterator[Problem]:
    for at, role in enumerate(desk.texts("roles")):
        if known.roles is not None and role not in known.roles:
            message = _("không có vai trò “{role}”").format(role=role)
            fix = one_of(known.proposed_roles)
            yield desk.problem(("roles", at), "QMS144", message, fix)
    for at, name in enumerate(desk.texts("documents")):
        if documents and name not in documents:
            message = _("không có mã hiệu, loại hoặc nhóm tài liệu “{name}”").format(name=name)
            fix = _("ghi mã hiệu như trên bìa, tên loại hoặc nhóm tài liệu, hoặc all")
            yield desk.problem(("documents", at), "QMS771", message, fix)
    if not desk.texts("roles") and not desk.texts("documents") and not desk.truth("notice_board"):
        message = _("chưa ghi nơi nhận này giữ tài liệu nào")
        fix = _("thêm documents (mã hiệu tài liệu) hoặc roles (vai trò)")
        yield desk.problem(("id",), "QMS771", message, fix)
