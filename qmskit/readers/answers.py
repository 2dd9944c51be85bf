"""The answers `qmskit new` works from, as a file or as options."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.agencies import NO_SCOPE, Agency, Appointment, Scope
from qmskit.problems import Location, Problem
from qmskit.readers.agencies import agency, appointments, scope
from qmskit.readers.schemas import read_record
from qmskit.readers.workflows import KnownNames

FRAMEWORK = "qd101-2019"
TYPE = "commune"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new set is made from.

    Attributes:
        agency: the agency; its name must not be empty.
        sources: files and folders with procedures, at least one.
        fields: take only these fields of administration; empty takes all.
        codes: take only these procedures; empty takes all.
        take_all: take procedures outside the agency's competence too.
        layout: `profile`, `revision_table`, `sign_block` where the default is not wanted.
        code_pattern: pattern of document codes; empty means the framework's.
        staff: who holds which role; may be empty.
        scope: who shares the system.
        places: where codes and sources are written in a file of answers, by their text; those given
            otherwise are missing.
    """

    agency: Agency
    sources: tuple[str, ...]
    framework: str = FRAMEWORK
    fields: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    take_all: bool = False
    layout: dict[str, str] = field(default_factory=dict)
    code_pattern: str = ""
    staff: tuple[Appointment, ...] = ()
    scope: Scope = NO_SCOPE
    places: Mapping[str, Location] = field(default_factory=dict, compare=False)


def read_answers_file(path: Path, roles: frozenset[str]) -> Answers:
    """Return the answers of a YAML file; sources are relative to the file.

    Raises:
        InvalidInputError: every problem of the file.
    """
    record = read_record(path, "answers")
    layout = record.record("layout")
    sources = tuple(str(path.parent / source) for source in record.texts("procedures"))
    codes = record.texts("codes")
    return Answers(
        agency=agency(record.record("agency"), TYPE),
        sources=sources,
        framework=record.text_of("framework") or FRAMEWORK,
        fields=record.texts("fields"),
        codes=codes,
        take_all=bool(record.truth("all")),
        layout={key: layout.text_of(key) for key in layout.tree},
        code_pattern=record.text_of("code_pattern"),
        staff=appointments(record, KnownNames(roles, None)),
        scope=scope(record.record("scope")),
        places={
            **dict.fromkeys(sources, Location(str(path), path="procedures")),
            **dict.fromkeys(codes, Location(str(path), path="codes")),
        },
    )


def absent_sources(answers: Answers) -> dict[str, Problem]:
    """Return the sources that a file of answers names and that are not there."""
    return {
        source: Problem(
            answers.places[source],
            "QMS001",
            _("không có tệp hoặc thư mục “{source}”").format(source=source),
            _("sửa đường dẫn, tính từ nơi đặt tệp này"),
        )
        for source in answers.sources
        if source in answers.places and not Path(source).exists()
    }


def unanswered(answers: Answers, *, has_records: bool = False) -> tuple[Problem, ...]:
    """Return what must still be answered; may be empty.

    Args:
        has_records: whether the framework's packs bring records, so that no source is needed.
    """
    missing: list[Problem] = []
    if not answers.agency.name:
        message = _("chưa có tên cơ quan")
        missing.append(
            Problem(Location("--name"), "QMS161", message, _("thêm --name “Ủy ban nhân dân xã …”"))
        )
    if not answers.sources and not has_records:
        message = _("chưa có nguồn thủ tục hành chính")
        missing.append(
            Problem(
                Location("--procedures"), "QMS162", message, _("thêm --procedures THƯ_MỤC_HOẶC_TỆP")
            )
        )
    return tuple(missing)
