"""`new`: a document set from an agency's answers and the State's records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qmskit.docset.writing import OWN, recover, write_files
from qmskit.documents.codes import is_pattern, new_codes
from qmskit.documents.proposals import proposed_workflow
from qmskit.language import translate as _
from qmskit.model.agencies import Agency, Appointment, Codes
from qmskit.model.frameworks import AgencyType, Framework
from qmskit.model.procedures import Level, Procedure
from qmskit.model.texts import folded
from qmskit.problems import InvalidInputError, Location, Problem, TargetError, UnknownNameError
from qmskit.readers.agencies import agency_tree, appointment_tree, codes_tree
from qmskit.readers.answers import Answers, unanswered
from qmskit.readers.packs import read_framework
from qmskit.readers.procedures import procedure_tree
from qmskit.readers.schemas import parse_record, schema_names, schema_text
from qmskit.readers.sets import PROPOSED, unknown_layout
from qmskit.readers.sources import FoundProcedure, read_procedures
from qmskit.readers.trees import Tree, dump_yaml
from qmskit.readers.units import completed
from qmskit.readers.workflows import workflow_tree

FORMAT = "1"

_SCHEMAS = f"{OWN}/schemas"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A procedure that was not taken, and why."""

    code: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class NewReport:
    """What `new` made.

    Attributes:
        folder: the new set.
        taken: procedures taken, in the order of their codes.
        left_out: procedures not taken, in the order of their codes; may be empty.
        codes: the document codes given.
        warnings: what deserves a look; may be empty.
    """

    folder: Path
    taken: tuple[Procedure, ...]
    left_out: tuple[LeftOut, ...]
    codes: Codes
    warnings: tuple[Problem, ...]


def new(folder: Path | str, answers: Answers) -> NewReport:
    """Make a document set in a folder that does not exist or is empty.

    Raises:
        InvalidInputError: answers are missing or a source cannot be read; nothing is written.
        TargetError: the folder holds files, or cannot be written.
        UnknownNameError: the framework is not at hand.
    """
    target = Path(folder)
    _check_target(target)
    framework = read_framework(answers.framework)
    kind = _checked(answers, framework)
    sources = read_procedures(*answers.sources)
    if sources.problems:
        raise InvalidInputError(sources.problems)
    taken, left_out = _chosen(sources.found, answers, kind)
    if not taken:
        raise InvalidInputError([_nothing(answers)])
    agency, warnings = completed(answers.agency)
    procedures = tuple(one.procedure for one in taken)
    pattern = answers.code_pattern or framework.code_pattern
    codes = new_codes(Codes(pattern, {}), procedures, agency, framework)
    files = tuple(_files(agency, answers, framework, taken, codes))
    _check_readable(files)
    schemas = {f"{_SCHEMAS}/{name}.schema.json": schema_text(name) for name in schema_names()}
    texts = {file.name: file.text for file in files} | schemas
    write_files(target, {name: text.encode() for name, text in texts.items()})
    warnings = (*_short_name(agency, kind), *warnings, *sources.skipped)
    return NewReport(target, procedures, left_out, codes, warnings)


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
    problems = list(unanswered(answers))
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


def _chosen(
    found: Iterable[FoundProcedure], answers: Answers, kind: AgencyType
) -> tuple[tuple[FoundProcedure, ...], tuple[LeftOut, ...]]:
    taken: list[FoundProcedure] = []
    left_out: list[LeftOut] = []
    for one in found:
        reason = _reason_against(one.procedure, answers, kind)
        if reason:
            left_out.append(LeftOut(one.procedure.code, one.procedure.name, reason))
        else:
            taken.append(one)
    return tuple(taken), tuple(left_out)


def _reason_against(procedure: Procedure, answers: Answers, kind: AgencyType) -> str:
    """Return why a procedure is not taken; "" when it is."""
    if answers.codes and procedure.code not in answers.codes:
        return _("không có trong danh sách mã đã chọn")
    if answers.fields and folded(procedure.field) not in {folded(name) for name in answers.fields}:
        return _("ngoài lĩnh vực đã chọn")
    competent = Level(kind.level) in procedure.levels
    if procedure.levels and not competent and not answers.take_all:
        return _("không thuộc thẩm quyền của {kind}").format(kind=kind.name)
    return ""


@dataclass(frozen=True, slots=True)
class _NewFile:
    """A YAML file of the set and the schema it must fit."""

    name: str
    text: str
    schema: str


def _files(
    agency: Agency,
    answers: Answers,
    framework: Framework,
    taken: tuple[FoundProcedure, ...],
    codes: Codes,
) -> Iterator[_NewFile]:
    """Yield the files of the set."""
    head = {**_head(answers, framework), "agency": agency_tree(agency)}
    yield _new_file("qms.yaml", head, "qms")
    staff: list[Tree] = [appointment_tree(one) for one in _staff(answers, framework)]
    yield _new_file("staff.yaml", {"staff": staff}, "staff")
    yield _new_file("codes.yaml", codes_tree(codes), "codes")
    yield _new_file("revisions.yaml", {"revisions": {}}, "revisions")
    for one in taken:
        code = one.procedure.code
        record = procedure_tree(one.procedure, one.format, one.file)
        yield _new_file(f"catalogue/{code}.yaml", record, "catalogue")
        draft = proposed_workflow(one.procedure, None, agency.type, framework)
        yield _new_file(f"workflows/{code}{PROPOSED}", workflow_tree(draft), "workflow")


def _new_file(name: str, tree: Tree, schema: str) -> _NewFile:
    up = "../" * name.count("/")
    hint = f"{up}{_SCHEMAS}/{schema}.schema.json"
    return _NewFile(name, dump_yaml(tree, hint), schema)


def _check_readable(files: Iterable[_NewFile]) -> None:
    """Refuse to write a set that could not be loaded.

    Raises:
        InvalidInputError: a value of the answers or of a source does not fit its file.
    """
    problems: list[Problem] = []
    for file in files:
        try:
            parse_record(file.text, file.schema, file.name)
        except InvalidInputError as error:
            problems.extend(error.problems)
    if problems:
        raise InvalidInputError(problems)


def _head(answers: Answers, framework: Framework) -> dict[str, Tree]:
    layout: dict[str, Tree] = {"profile": framework.profiles[0].id, **answers.layout}
    return {
        "format": FORMAT,
        "framework": {"id": framework.id, "version": framework.version},
        "agency": agency_tree(answers.agency),
        "layout": layout,
    }


def _staff(answers: Answers, framework: Framework) -> Iterator[Appointment]:
    """Yield the appointments of the answers, then the posts that have no holder yet."""
    yield from answers.staff
    filled = {one.role for one in answers.staff}
    for role in framework.roles:
        exists = not role.agency_types or answers.agency.type in role.agency_types
        if exists and role.id not in filled:
            yield Appointment(role.id, "")


def _nothing(answers: Answers) -> Problem:
    message = _("không có thủ tục nào phù hợp trong nguồn đã chọn")
    fix = _("kiểm tra --field, --type; dùng --all để lấy mọi thủ tục")
    return Problem(Location(", ".join(answers.sources)), "QMS164", message, fix)
