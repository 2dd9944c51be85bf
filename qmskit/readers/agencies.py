"""The agency's own files: `qms.yaml`, `staff.yaml`, `codes.yaml`, `revisions.yaml`."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from qmskit.language import translate as _
from qmskit.model.agencies import Agency, Appointment, Codes, Revision, Scope
from qmskit.model.frameworks import Framework
from qmskit.model.sets import SystemChoices
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.procedures import filled
from qmskit.readers.records import Record
from qmskit.readers.trees import Tree
from qmskit.readers.workflows import KnownNames, one_of


def agency(record: Record, default_type: str = "") -> Agency:
    """Return the agency of a record; `default_type` where the record names none."""
    return Agency(
        type=record.text_of("type") or default_type,
        name=record.text_of("name"),
        province=record.text_of("province"),
        place=record.text_of("place"),
        parent=record.text_of("parent"),
        unit_code=record.text_of("unit_code"),
        unit_id=record.text_of("unit_id"),
        address=record.text_of("address"),
        website=record.text_of("website"),
    )


def scope(record: Record) -> Scope:
    """Return the scope of a record; an empty record gives an empty scope."""
    return Scope(record.text_of("obligation"), record.texts("units"))


def scope_tree(scope: Scope) -> Tree:
    """Return the tree of a scope, without what is empty."""
    return filled(obligation=scope.obligation, units=list(scope.units))


def choices(record: Record) -> SystemChoices:
    """Return what an agency chooses for the documents of the system."""
    samples = record.truth("samples")
    return SystemChoices(
        report=record.text_of("report"),
        leave_out=record.texts("leave_out"),
        signing=record.pairs("signing"),
        lead_unit=record.text_of("lead_unit"),
        words=record.pairs("words"),
        has_samples=samples is None or samples,
    )


def unknown_type(base: Record, agency: Agency, framework: Framework) -> Iterator[Problem]:
    """Yield a problem where the framework has no such type of agency."""
    known = [kind.id for kind in framework.agency_types]
    if agency.type not in known:
        message = _("mô hình khung không có loại cơ quan “{type}”").format(type=agency.type)
        fix = _("dùng một trong: {known}").format(known=", ".join(known))
        yield base.problem(("agency", "type"), "QMS131", message, fix)


def other_version(base: Record, framework: Framework) -> Iterator[Problem]:
    """Yield a problem where a set was made by another version of its framework."""
    wanted = base.record("framework").text_of("version")
    if wanted != framework.version:
        message = _(
            "bộ tài liệu lập theo phiên bản {wanted} của mô hình khung, đang có phiên bản {known}"
        )
        message = message.format(wanted=wanted, known=framework.version)
        fix = _("chuyển bộ tài liệu sang phiên bản đang có: qmskit update DIR --framework ID")
        yield base.problem(("framework", "version"), "QMS145", message, fix)


def agency_tree(agency: Agency) -> Tree:
    """Return the tree of an agency, without what is empty."""
    values = {name: getattr(agency, name) for name in Agency.__slots__}
    return {name: value for name, value in values.items() if value}


def appointments(record: Record, known: KnownNames) -> tuple[Appointment, ...]:
    """Return the appointments below `staff`, in the order of the file.

    Raises:
        InvalidInputError: a role is none that is known.
    """
    roles = known.roles
    problems = [
        one.problem(
            ("role",),
            "QMS144",
            _("không có vai trò “{role}”").format(role=one.text_of("role")),
            one_of(known.proposed_roles),
        )
        for one in record.records("staff")
        if roles is not None and one.text_of("role") not in roles
    ]
    if problems:
        raise InvalidInputError(problems)
    return tuple(
        Appointment(
            role=one.text_of("role"),
            person=one.text_of("person"),
            title=one.text_of("title"),
            since=one.day("since"),
            until=one.day("until"),
        )
        for one in record.records("staff")
    )


def appointment_tree(appointment: Appointment) -> Tree:
    """Return the tree of an appointment; an empty post keeps its `person` line."""
    optional = {
        "title": appointment.title,
        "since": str(appointment.since or ""),
        "until": str(appointment.until or ""),
    }
    filled = {key: value for key, value in optional.items() if value}
    return {"role": appointment.role, "person": appointment.person, **filled}


def codes(record: Record) -> Codes:
    """Return the codes given so far.

    Raises:
        InvalidInputError: a code is given twice, or a retired code is in use.
    """
    documents = record.pairs("documents")
    retired = record.texts("retired")
    problems = list(_repeated(record, documents, retired))
    if problems:
        raise InvalidInputError(problems)
    return Codes(record.text_of("pattern"), documents, retired, record.pairs("system"))


def codes_tree(codes: Codes) -> Tree:
    """Return the tree of the codes given so far."""
    tree: dict[str, Tree] = {"pattern": codes.pattern, "documents": dict(codes.documents)}
    if codes.retired:
        tree["retired"] = list(codes.retired)
    if codes.system:
        tree["system"] = dict(codes.system)
    return tree


def revisions(
    record: Record, codes: Codes | None, system: Iterable[str]
) -> dict[str, tuple[Revision, ...]]:
    """Return the revisions by document code, oldest first.

    Args:
        codes: the codes given; None where they could not be read, which has been told.
        system: codes of the framework's documents of the set as a whole.

    Raises:
        InvalidInputError: issue and revision numbers do not rise, or a code was never given.
    """
    inner = record.record("revisions")
    found = {code: tuple(revision(one) for one in inner.records(code)) for code in inner.tree}
    own = {*codes.documents.values(), *codes.retired, *codes.system.values()} if codes else found
    given = {*own, *system}
    problems = list(_wrong_revisions(inner, found, given))
    if problems:
        raise InvalidInputError(problems)
    return found


def _wrong_revisions(
    record: Record, found: dict[str, tuple[Revision, ...]], given: set[str]
) -> Iterator[Problem]:
    for code, entries in found.items():
        if not _rising([(entry.issue, entry.revision) for entry in entries]):
            message = _("số lần ban hành, lần sửa đổi phải tăng dần")
            fix = _("xếp lại các dòng từ cũ đến mới, không trùng số")
            yield record.problem((code,), "QMS121", message, fix)
        if code not in given:
            message = _("chưa cấp mã hiệu “{code}” cho tài liệu nào").format(code=code)
            fix = _("ghi đúng mã hiệu như trong codes.yaml")
            yield record.problem((code,), "QMS123", message, fix)


def revision(record: Record) -> Revision:
    """Return one line of a revision table; an empty record gives issue 1, revision 0."""
    return Revision(
        issue=record.integer("issue") or 1,
        revision=record.integer("revision") or 0,
        issued=record.day("issued"),
        effective=record.day("effective"),
        decision=record.text_of("decision"),
        summary=record.text_of("summary"),
        part=record.text_of("part"),
        basis=record.text_of("basis"),
    )


def _rising(numbers: list[tuple[int, int]]) -> bool:
    return all(older < newer for older, newer in pairwise(numbers))


def _repeated(
    record: Record, documents: dict[str, str], retired: tuple[str, ...]
) -> Iterator[Problem]:
    used: dict[str, str] = {}
    for procedure, code in documents.items():
        folded = code.casefold()
        if folded in used or folded in {old.casefold() for old in retired}:
            message = _("mã hiệu “{code}” đã cấp cho tài liệu khác").format(code=code)
            fix = _("cấp mã hiệu mới; một mã hiệu không dùng lại")
            yield record.problem(("documents", procedure), "QMS122", message, fix)
        used[folded] = procedure
