"""Evidence that a system works, such as reports of audit and review, taken into the set."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from qmskit.control.announcements import FiledEvidence, evidence_json
from qmskit.control.handovers import RECORDS, evidence_of
from qmskit.control.ledger import Kind
from qmskit.control.signing import future
from qmskit.docset.disk.ledgers import ledger_of
from qmskit.docset.plans import PlannedEntry, SetPlan, carry_out, planned
from qmskit.documents.codes import file_names
from qmskit.language import translate as _
from qmskit.model.control import NOBODY_TOLD, Act, EvidenceKind, EvidenceRule
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import clean, one_line
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import read_bytes

_MOST_BYTES = 200_000_000
_SUFFIX = re.compile(r"[A-Za-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence to be filed.

    Attributes:
        on: its day.
        person: who files it.
        file: None where there is nothing to file, such as no nonconformity.
        note: may be empty.
    """

    kind: EvidenceKind
    on: date
    person: str
    file: Path | None = None
    note: str = ""


def file_evidence(qmset: DocumentSet, evidence: Evidence, *, act: Act = NOBODY_TOLD) -> SetPlan:
    """Take a piece of evidence into the set; see `plan_file_evidence`.

    Returns:
        what was done.

    Raises:
        InvalidInputError: it cannot be filed; nothing is written.
        TargetError: the folder cannot be written.
    """
    plan = plan_file_evidence(qmset, evidence, act=act)
    carry_out(plan, act)
    return plan


def plan_file_evidence(
    qmset: DocumentSet, evidence: Evidence, *, act: Act = NOBODY_TOLD
) -> SetPlan:
    """Return what filing a piece of evidence would write: a copy of it, never changed again.

    Raises:
        InvalidInputError: the file cannot be read or is empty, nobody is named, the day has not
            come, or there must be a file.
    """
    rules = qmset.framework.control.announcement.evidence
    rule = next((one for one in rules if one.kind is evidence.kind), None)
    problems = list(future(evidence.on, act.day, "--on"))
    if not one_line(clean(evidence.person)):
        message = _("chưa ghi người lập hồ sơ")
        problems.append(Problem(Location("--by"), "QMS782", message, _("thêm --by HỌ_TÊN")))
    content = b""
    try:
        content = _content(evidence, rule)
    except InvalidInputError as error:
        problems += error.problems
    if problems:
        raise InvalidInputError(problems)
    name = _name(qmset.folder, evidence)
    files: dict[str, bytes | None] = {name: content} if name else {}
    filed = FiledEvidence(
        evidence.kind, evidence.on, one_line(clean(evidence.person)), name,
        one_line(clean(evidence.note)),
    )  # fmt: skip
    return SetPlan(
        qmset.folder,
        planned(qmset.folder, files, {}),
        entry=PlannedEntry(
            Kind.EVIDENCE, evidence_json(filed), is_final=True, sealed=frozenset(files)
        ),
        acts=(evidence_told(filed, rule),),
    )


def evidence_told(one: FiledEvidence, rule: EvidenceRule | None) -> str:
    """Return a piece of evidence as reports name it."""
    text = _("{name} ngày {day}, người ghi {person}: {file}")
    return text.format(
        name=rule.name if rule else one.kind.value,
        day=f"{one.on:%d/%m/%Y}",
        person=one.person,
        file=one.file or _("không có trường hợp nào phải ghi"),
    )


def _content(evidence: Evidence, rule: EvidenceRule | None) -> bytes:
    """Return the content of the file.

    Raises:
        InvalidInputError: it cannot be read or is empty, or is missing where there must be one.
    """
    if evidence.file is None:
        if rule and rule.may_be_none:
            return b""
        message = _("phải có tệp hồ sơ")
        fix = _("ghi --evidence {kind}=TỆP").format(kind=evidence.kind.value)
        raise InvalidInputError([Problem(Location("--evidence"), "QMS782", message, fix)])
    content = read_bytes(evidence.file, _MOST_BYTES)
    if not content:
        where = Location(str(evidence.file))
        raise InvalidInputError([Problem(where, "QMS782", _("tệp rỗng"), _("chọn đúng tệp đã ký"))])
    return content


def _name(folder: Path, evidence: Evidence) -> str:
    """Return where the file goes, a name no other file has; empty where there is none."""
    if evidence.file is None:
        return ""
    title, dot, suffix = one_line(clean(evidence.file.name)).rpartition(".")
    if not _SUFFIX.fullmatch(suffix) or not title:
        title, dot, suffix = f"{title}{dot}{suffix}", "", ""
    stem = file_names([(evidence.on.isoformat(), title)])[0].replace(" ", "-")
    ending = f"{dot}{suffix}".lower()
    made = (
        f"{RECORDS}/{evidence.kind.value}/{stem}{'' if number == 1 else f'-{number}'}{ending}"
        for number in count(1)
    )
    # What a handover left behind keeps its name.
    named = {path for path, _sha256 in evidence_of(ledger_of(folder).entries)}
    return next(name for name in made if name not in named and not (folder / name).exists())
