"""`add` and `remove`: procedures into and out of a set's scope."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from qmskit.control.history import history
from qmskit.control.ledger import Entry, Kind
from qmskit.control.life import issued_documents
from qmskit.docset.aside import kept_record, left_behind, put_aside, put_back
from qmskit.docset.disk.ledgers import ledger_of
from qmskit.docset.incoming import ProvinceLayer, Told, province_layer, records_at_hand
from qmskit.docset.plans import PlannedEntry, SetPlan, carry_out, planned, yaml_bytes
from qmskit.documents.codes import new_codes
from qmskit.documents.proposals import proposed_workflow
from qmskit.language import translate as _
from qmskit.model.control import NOBODY_TOLD, Act
from qmskit.model.procedures import Level, Procedure
from qmskit.model.sets import DocumentSet
from qmskit.model.workflows import ProvinceDecisions
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.agencies import codes_tree
from qmskit.readers.procedures import procedure_tree
from qmskit.readers.sets import PROPOSED, over_packs
from qmskit.readers.sources import FoundProcedure, Procedures, read_procedures
from qmskit.readers.workflows import province_tree, workflow_tree


def add(
    qmset: DocumentSet,
    codes: Sequence[str],
    sources: Sequence[Path | str] = (),
    *,
    as_of: date | None = None,
    act: Act = NOBODY_TOLD,
) -> SetPlan:
    """Take procedures into the scope of a set.

    Args:
        codes: codes of procedures, at least one.
        sources: files and folders that hold their records; without any, what `remove` put aside
            and the records of the set's packs are taken.
        as_of: the day that tells which announcing decisions are in force; without it their
            reduced limits are only told.

    Returns:
        what was done.

    Raises:
        InvalidInputError: a code is in the scope already or nothing holds it, or a source cannot
            be read; nothing is written.
        TargetError: the folder cannot be written.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm c: a wider scope is announced again.
    """
    plan = plan_add(qmset, codes, sources, as_of=as_of)
    carry_out(plan, act)
    return plan


def plan_add(
    qmset: DocumentSet,
    codes: Sequence[str],
    sources: Sequence[Path | str] = (),
    *,
    as_of: date | None = None,
) -> SetPlan:
    """Return what `add` would do; see there."""
    read = read_procedures(*sources)
    if read.problems:
        raise InvalidInputError(read.problems)
    aside = {} if sources else {code: put for code in codes if (put := put_back(qmset, code))}
    found = records_at_hand(read, qmset.framework)
    found |= {code: kept_record(qmset, code) for code in aside}
    problems = tuple(_cannot_add(qmset, codes, found))
    if problems:
        raise InvalidInputError(problems)
    procedures = {code: found[code].procedure for code in codes}
    known = {**qmset.procedures, **procedures}
    told = Told(as_of or date.min, province=qmset.agency.province)
    layer = province_layer(_about(codes, read), known, qmset.framework, qmset.agency_type, told)
    files: dict[str, bytes | None] = {}
    for code in codes:
        files |= aside[code] if code in aside else procedure_files(qmset, found[code], layer)
    given = new_codes(qmset.codes, procedures.values(), qmset.agency, qmset.framework)
    files["codes.yaml"] = yaml_bytes("codes.yaml", codes_tree(given), "codes")
    remarks = (*layer.remarks, *not_competent(qmset, procedures.values()), announce_again())
    changes = planned(qmset.folder, files, {})
    entry = PlannedEntry(Kind.ADD, {"procedures": list(codes)})
    return SetPlan(qmset.folder, changes, remarks, entry)


def remove(qmset: DocumentSet, codes: Sequence[str], *, act: Act = NOBODY_TOLD) -> SetPlan:
    """Take procedures out of the scope of a set; their files are put aside, not deleted.

    Document codes stay given: a code is never given to another document.

    Returns:
        what was done.

    Raises:
        InvalidInputError: a code is not in the scope, is the last one, or shares a workflow with
            procedures that stay; nothing is written.
        TargetError: the folder cannot be written.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm c: a narrower scope is announced again.
    """
    plan = plan_remove(qmset, codes)
    carry_out(plan, act)
    return plan


def plan_remove(qmset: DocumentSet, codes: Sequence[str]) -> SetPlan:
    """Return what `remove` would do; see there."""
    problems = tuple(_cannot_remove(qmset, codes))
    if problems:
        raise InvalidInputError(problems)
    changes = planned(qmset.folder, put_aside(qmset, codes), {})
    entry = PlannedEntry(Kind.REMOVE, {"procedures": list(codes)})
    remarks = (announce_again(), *still_in_force(qmset, codes))
    return SetPlan(qmset.folder, changes, remarks, entry)


def _about(codes: Sequence[str], read: Procedures) -> Procedures:
    """Return sources whose announcing decisions tell of the procedures added and no others."""
    announcements = (
        replace(one, rows=tuple(row for row in one.rows if row.code in codes))
        for one in read.announcements
    )
    return replace(read, announcements=tuple(announcements))


def procedure_files(
    qmset: DocumentSet, found: FoundProcedure, layer: ProvinceLayer
) -> dict[str, bytes | None]:
    """Return the files of a procedure that is new in the set."""
    code = found.procedure.code
    tree = procedure_tree(found.procedure, found.format, found.file)
    path = f"catalogue/{code}.yaml"
    files: dict[str, bytes | None] = {path: yaml_bytes(path, tree, "catalogue")}
    if code in layer.decisions:
        path = f"province/{code}.yaml"
        files[path] = yaml_bytes(path, province_tree(layer.decisions[code]), "province")
    decisions = over_packs(layer.decisions, qmset.framework, [code])
    decided = decisions.get(code, ProvinceDecisions(code))
    if decided.workflow is None:
        draft = layer.drafts.get(code) or proposed_workflow(
            found.procedure, decided.limit, qmset.agency.type, qmset.framework
        )
        path = f"workflows/{code}{PROPOSED}"
        files[path] = yaml_bytes(path, workflow_tree(draft), "workflow")
    return files


def _cannot_add(
    qmset: DocumentSet, codes: Sequence[str], known: Mapping[str, FoundProcedure]
) -> Iterator[Problem]:
    for code in codes:
        if code in qmset.procedures:
            message = _("TTHC {code} đã có trong phạm vi").format(code=code)
            yield Problem(Location(code), "QMS331", message)
        elif code not in known:
            message = _("không nguồn nào có bản ghi của TTHC {code}").format(code=code)
            fix = _("thêm --procedures TỆP_HOẶC_THƯ_MỤC có thủ tục này")
            yield Problem(Location(code), "QMS332", message, fix)
    for path, others in left_behind(qmset, codes):
        message = _("quy trình này dùng chung với {others}").format(others=", ".join(others))
        fix = _("đưa các thủ tục đó trở lại trong cùng một lệnh")
        yield Problem(Location(path), "QMS338", message, fix)


def _cannot_remove(qmset: DocumentSet, codes: Sequence[str]) -> Iterator[Problem]:
    for code in codes:
        if code not in qmset.procedures:
            message = _("TTHC {code} không có trong phạm vi").format(code=code)
            yield Problem(Location(code), "QMS333", message)
            continue
        yield from shares_workflow(qmset, code, codes)
    if not set(qmset.procedures) - set(codes):
        yield last_procedure()


def shares_workflow(qmset: DocumentSet, code: str, leaving: Sequence[str]) -> Iterator[Problem]:
    """Yield the problem of a procedure whose workflow also serves some that stay."""
    workflow = qmset.workflows.get(code)
    staying = set(workflow.procedures) - set(leaving) if workflow else set()
    if staying:
        message = _("TTHC {code} dùng chung quy trình với {others}").format(
            code=code, others=", ".join(sorted(staying))
        )
        fix = _("bỏ mã này khỏi mục procedures của tệp quy trình chung rồi làm lại")
        where = Location(qmset.workflow_files.get(code, "workflows"))
        yield Problem(where, "QMS334", message, fix)


def last_procedure() -> Problem:
    """Return the problem of a set that would hold no procedure any more."""
    message = _("bộ tài liệu phải còn ít nhất một thủ tục")
    return Problem(Location("qms.yaml"), "QMS335", message)


def not_competent(qmset: DocumentSet, procedures: Iterable[Procedure]) -> Iterator[Problem]:
    """Yield the procedures that belong to agencies of another level, as their records say."""
    level = Level(qmset.agency_type.level)
    for one in procedures:
        if level not in one.levels:
            message = _("bản ghi của TTHC {code} không ghi thuộc thẩm quyền của {kind}").format(
                code=one.code, kind=qmset.agency_type.name
            )
            fix = _("đối chiếu quyết định công bố; chỉ đưa vào thủ tục thuộc thẩm quyền")
            yield Problem(Location(one.code), "QMS336", message, fix)


def still_in_force(qmset: DocumentSet, codes: Sequence[str]) -> Iterator[Problem]:
    """Yield the documents that hold although their procedures leave the scope."""
    leaving = {qmset.codes.documents[code] for code in codes if code in qmset.codes.documents}
    staying = {
        document for code, document in qmset.codes.documents.items()
        if code in qmset.procedures and code not in codes
    }  # fmt: skip
    last = {one.document.code: one for one in issued_documents(history(_entries(qmset)))}
    for code in sorted(leaving - staying):
        if code in last and last[code].ended_on is None:
            message = _("tài liệu {code} đang có hiệu lực").format(code=code)
            fix = _("cho hết hiệu lực theo quyết định bằng qmskit withdraw")
            yield Problem(Location(code), "QMS339", message, fix)


def _entries(qmset: DocumentSet) -> tuple[Entry, ...]:
    return ledger_of(qmset.folder).entries


def announce_again() -> Problem:
    """Return what follows from another scope.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm c.
    """
    message = _("phạm vi áp dụng thay đổi nên phải công bố lại hệ thống quản lý chất lượng")
    fix = _("căn cứ: điểm c khoản 4 Điều 4 Quyết định số 19/2014/QĐ-TTg")
    return Problem(Location("qms.yaml"), "QMS337", message, fix)
