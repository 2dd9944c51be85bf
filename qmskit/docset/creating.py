"""`new`: a document set from an agency's answers, the State's records and the province's layer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from qmskit.control.ledger import HEAD, LEDGER, NO_LEDGER, Kind, appended
from qmskit.docset.disk.migrating import FORMAT
from qmskit.docset.disk.writing import OWN, Operation, recover, write_files
from qmskit.docset.incoming import ProvinceLayer, Told, province_layer, records_at_hand
from qmskit.docset.plans import schema_files, yaml_bytes
from qmskit.docset.selecting import LeftOut, selected
from qmskit.documents.codes import is_pattern, new_codes
from qmskit.documents.proposals import proposed_workflow
from qmskit.language import translate as _
from qmskit.model.agencies import Agency, Appointment, Codes
from qmskit.model.control import NOBODY_TOLD, Act
from qmskit.model.digests import digest
from qmskit.model.frameworks import AgencyType, Framework
from qmskit.model.procedures import Procedure
from qmskit.model.workflows import ProvinceDecisions
from qmskit.problems import InvalidInputError, Location, Problem, TargetError, UnknownNameError
from qmskit.readers.agencies import agency_tree, appointment_tree, codes_tree, scope_tree
from qmskit.readers.answers import Answers, absent_sources, unanswered
from qmskit.readers.layouts import pack_layout, unknown_layout
from qmskit.readers.packs import framework_in, is_pack, pack_files, read_framework
from qmskit.readers.procedures import procedure_tree
from qmskit.readers.schemas import parse_record, schema_names
from qmskit.readers.sets import PROPOSED, over_packs
from qmskit.readers.sources import FoundProcedure, Procedures, read_procedures
from qmskit.readers.trees import Tree
from qmskit.readers.understanding import Understanding, understanding
from qmskit.readers.units import completed
from qmskit.readers.workflows import province_tree, workflow_tree


@dataclass(frozen=True, slots=True)
class NewReport:
    """What `new` made.

    Attributes:
        folder: the new set.
        taken: procedures taken, in the order of their codes.
        left_out: procedures not taken, in the order of their codes; may be empty.
        codes: the document codes given.
        approved: codes of procedures whose approved workflow is at hand; the others got a draft.
        understood: how much was understood of the procedures taken, field by field.
        warnings: what deserves a look; may be empty.
    """

    folder: Path
    taken: tuple[Procedure, ...]
    left_out: tuple[LeftOut, ...]
    codes: Codes
    approved: tuple[str, ...]
    understood: Understanding
    warnings: tuple[Problem, ...]


def new(
    folder: Path | str,
    answers: Answers,
    *,
    as_of: date | None = None,
    act: Act = NOBODY_TOLD,
) -> NewReport:
    """Make a document set in a folder that does not exist or is empty.

    Args:
        as_of: the day that tells which announcing decisions are in force; without it their
            reduced limits are not taken.
        act: who makes it and when, for the first line of its ledger.

    Raises:
        InvalidInputError: answers are missing or a source cannot be read; nothing is written.
        TargetError: the folder holds files, or cannot be written.
        UnknownNameError: the framework is not at hand.
    """
    target = Path(folder)
    _check_target(target)
    framework = framework_called(answers.framework)
    kind = _checked(answers, framework)
    sources = records_for(answers, framework)
    taken, left_out = selected(sources.found, answers, kind)
    agency, warnings = completed(answers.agency)
    answers = replace(answers, agency=agency)
    procedures = {one.procedure.code: one.procedure for one in taken}
    told = Told(as_of or date.min, province=agency.province)
    layer = province_layer(sources, procedures, framework, kind, told)
    pattern = answers.code_pattern or framework.code_pattern
    codes = new_codes(Codes(pattern, {}), procedures.values(), agency, framework)
    making = _Making(answers, framework, taken, layer, codes)
    _write(target, making.contents(), act)
    warnings = (*_short_name(agency, kind), *warnings, *sources.skipped, *layer.remarks)
    approved = tuple(code for code, one in making.decisions.items() if one.workflow)
    return NewReport(
        folder=target,
        taken=tuple(procedures.values()),
        left_out=left_out,
        codes=codes,
        approved=approved,
        understood=understanding(procedures.values()),
        warnings=warnings,
    )


def _write(target: Path, files: Mapping[str, bytes], act: Act) -> None:
    """Write the files of a new set with the first line of its ledger."""
    written = {path: digest(content) for path, content in files.items() if OWN not in path}
    content, head = appended(NO_LEDGER, Kind.NEW, {}, act, files=written)
    operation = Operation(
        Kind.NEW.value, act.written, act.by, is_final=True, permanent=frozenset({LEDGER, HEAD})
    )
    write_files(target, {**files, LEDGER: content, HEAD: head}, operation)


def framework_called(name: str) -> Framework:
    """Return the framework or pack of an id, or the pack in a folder."""
    if is_pack(Path(name)):
        return framework_in(Path(name))
    return read_framework(name)


def records_for(answers: Answers, framework: Framework) -> Procedures:
    """Return what the sources hold; announcing decisions add what no record tells.

    Raises:
        InvalidInputError: every problem of every source.
    """
    absent = absent_sources(answers)
    sources = read_procedures(*(one for one in answers.sources if one not in absent))
    if absent or sources.problems:
        raise InvalidInputError([*absent.values(), *sources.problems])
    found = records_at_hand(sources, framework)
    return replace(sources, found=tuple(found[code] for code in sorted(found)))


def _packed(framework: Framework) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the packs, so that the set holds all that it is made of."""
    for pack in framework.packs:
        for name, content in pack_files(pack.folder):
            yield f"packs/{pack.id}/{name}", content


def _check_target(target: Path) -> None:
    recover(target)
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise TargetError(target, _("đã có tệp hoặc liên kết cùng tên"))
    if target.is_dir() and any(path.name != OWN for path in target.iterdir()):
        raise TargetError(target, _("thư mục không trống; chọn thư mục mới"))


def _checked(answers: Answers, framework: Framework) -> AgencyType:
    """Return the agency's type.

    Raises:
        InvalidInputError: everything that is missing or unknown in the answers.
    """
    has_records = any(pack.catalogue for pack in framework.packs)
    problems = list(unanswered(answers, has_records=has_records))
    types = {kind.id: kind for kind in framework.agency_types}
    if answers.agency.type not in types:
        error = UnknownNameError(_("loại cơ quan"), answers.agency.type, types)
        problems.append(Problem(Location("--type"), "QMS131", str(error)))
    if answers.code_pattern and not is_pattern(answers.code_pattern):
        message = _("mẫu mã hiệu “{pattern}” không dùng được").format(pattern=answers.code_pattern)
        fix = _("dùng các phần {number}, {level}, {field}, {unit}; bắt buộc có {number}")
        problems.append(Problem(Location("code_pattern"), "QMS163", message, fix))
    roles = [role.id for role in framework.roles]
    for one in answers.staff:
        if one.role not in roles:
            error = UnknownNameError(_("vai trò"), one.role, roles)
            problems.append(Problem(Location("staff"), "QMS144", str(error)))
    for key, unknown in unknown_layout(answers.layout, framework):
        problems.append(Problem(Location(f"layout.{key}"), "QMS131", str(unknown)))
    if problems:
        raise InvalidInputError(problems)
    return types[answers.agency.type]


def _short_name(agency: Agency, kind: AgencyType) -> Iterator[Problem]:
    """Yield a warning when the agency's name does not open as full names of its type do."""
    name = agency.name.casefold()
    if not any(name.startswith(prefix.casefold()) for prefix in kind.name_prefixes):
        message = _("“{name}” có thể chưa phải tên đầy đủ").format(name=agency.name)
        openings = ", ".join(f"“{prefix} …”" for prefix in kind.name_prefixes)
        fix = _("tên đầy đủ thường mở đầu bằng {openings}").format(openings=openings)
        yield Problem(Location("agency.name"), "QMS173", message, fix)


@dataclass(frozen=True, slots=True)
class _NewFile:
    """A YAML file of the set and the schema it must fit."""

    name: str
    content: bytes
    schema: str


@dataclass(frozen=True, slots=True)
class _Making:
    """A new set, ready to be written."""

    answers: Answers
    framework: Framework
    taken: tuple[FoundProcedure, ...]
    layer: ProvinceLayer
    codes: Codes

    @property
    def decisions(self) -> Mapping[str, ProvinceDecisions]:
        """Return the province's decisions, those of the sources over those of packs."""
        wanted = [one.procedure.code for one in self.taken]
        return over_packs(self.layer.decisions, self.framework, wanted)

    def contents(self) -> dict[str, bytes]:
        """Return all files of the set, packs and schemas included.

        Raises:
            InvalidInputError: a value of the answers or of a source does not fit its file.
        """
        files = tuple(self.files())
        _check_readable(files)
        contents = {file.name: file.content for file in files}
        return {**contents, **dict(_packed(self.framework)), **schema_files(schema_names())}

    def files(self) -> Iterator[_NewFile]:
        """Yield the files of the set."""
        yield _new_file("qms.yaml", _head(self.answers, self.framework), "qms")
        staff: list[Tree] = [appointment_tree(one) for one in _staff(self.answers, self.framework)]
        yield _new_file("staff.yaml", {"staff": staff}, "staff")
        yield _new_file("codes.yaml", codes_tree(self.codes), "codes")
        yield _new_file("revisions.yaml", {"revisions": {}}, "revisions")
        for code, decided in self.layer.decisions.items():
            yield _new_file(f"province/{code}.yaml", province_tree(decided), "province")
        decisions = self.decisions
        for one in self.taken:
            code = one.procedure.code
            record = procedure_tree(one.procedure, one.format, one.file)
            yield _new_file(f"catalogue/{code}.yaml", record, "catalogue")
            decided = decisions.get(code, ProvinceDecisions(code))
            if decided.workflow is None:
                yield self._draft(one.procedure, decided)

    def _draft(self, procedure: Procedure, decided: ProvinceDecisions) -> _NewFile:
        """Return the draft workflow: of a printed document, else of the framework's sample."""
        draft = self.layer.drafts.get(procedure.code) or proposed_workflow(
            procedure, decided.limit, self.answers.agency.type, self.framework
        )
        name = f"workflows/{procedure.code}{PROPOSED}"
        return _new_file(name, workflow_tree(draft), "workflow")


def _new_file(name: str, tree: Tree, schema: str) -> _NewFile:
    return _NewFile(name, yaml_bytes(name, tree, schema), schema)


def _check_readable(files: Iterable[_NewFile]) -> None:
    """Refuse to write a set that could not be loaded.

    Raises:
        InvalidInputError: a value of the answers or of a source does not fit its file.
    """
    problems: list[Problem] = []
    for file in files:
        try:
            parse_record(file.content.decode(), file.schema, file.name)
        except InvalidInputError as error:
            problems.extend(error.problems)
    if problems:
        raise InvalidInputError(problems)


def _head(answers: Answers, framework: Framework) -> dict[str, Tree]:
    layout: dict[str, Tree] = {
        "profile": framework.profiles[0].id,
        **pack_layout(framework),
        **answers.layout,
    }
    scope = scope_tree(answers.scope)
    return {
        "format": FORMAT,
        "framework": {"id": framework.id, "version": framework.version},
        "agency": agency_tree(answers.agency),
        **({"scope": scope} if scope else {}),
        "layout": layout,
    }


def _staff(answers: Answers, framework: Framework) -> Iterator[Appointment]:
    """Yield the appointments of the answers, then the posts that have no holder yet."""
    yield from answers.staff
    filled = {one.role for one in answers.staff}
    for role in framework.roles_of(answers.agency.type):
        if role.id not in filled:
            yield Appointment(role.id, "")
