"""What a set's folder `law/` says: legal texts and change events."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from qmskit.model.frameworks import Framework
from qmskit.model.legal_texts import Register
from qmskit.model.publication import NO_EVENTS, LawEvents
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import link_problem
from qmskit.readers.legal_texts import legal_texts
from qmskit.readers.publication import law_events
from qmskit.readers.records import Record
from qmskit.readers.schemas import read_record

V = TypeVar("V")

REGISTER = "law/register.yaml"
EVENTS = "law/events.yaml"


def read_set_law(
    folder: Path, framework: Framework
) -> tuple[Register, LawEvents, tuple[Problem, ...]]:
    """Return legal texts over those of the framework, change events, and what is wrong.

    Args:
        folder: of the set; files that are not there say nothing.
    """
    if (folder / "law").is_symlink():
        return Register.of(framework.legal_sources), NO_EVENTS, (link_problem(Location("law")),)
    problems: list[Problem] = []
    texts = _kept(folder / REGISTER, legal_texts, problems) or ()
    rules = framework.publication
    events = _kept(folder / EVENTS, lambda record: law_events(record, rules), problems)
    register = Register.of(texts, framework.legal_sources)
    return register, events or NO_EVENTS, tuple(problems)


def _kept(path: Path, read: Callable[[Record], V], problems: list[Problem]) -> V | None:
    if not path.exists() and not path.is_symlink():
        return None
    try:
        return read(read_record(path, f"law-{path.stem}", f"law/{path.name}"))
    except InvalidInputError as error:
        problems.extend(error.problems)
        return None
