"""What a hostile input is: where it lies, how it is made, what must come of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.trees import CODE, TINY, write_tree

# What must never come out: it lies beside the folder a command works in.
SECRET = "BI-MAT-7QX4-KHONG-DUOC-LO"  # noqa: S105 - no password, a mark to look for

DAY = "2026-11-22"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an input lies: a folder with a set and its sources, and a folder beside it.

    Attributes:
        inside: below it commands may read; the set is its folder `set`, where they may write.
        outside: must not be read, must not change; holds `secret.txt`.
    """

    inside: Path
    outside: Path

    @property
    def folder(self) -> Path:
        return self.inside / "set"

    @property
    def secret(self) -> Path:
        return self.outside / "secret.txt"

    def tiny(self, files: Mapping[str, str | bytes] | None = None) -> Path:
        """Write a tiny valid set, with other files over its own."""
        return write_tree(self.folder, {**TINY, **(files or {})})


@dataclass(frozen=True, slots=True)
class Case:
    """A hostile input.

    Attributes:
        tries: what it tries, in one line.
        make: writes the input and returns the arguments of the command.
        says: code of the problem that must be told; "" where the result is harmless.
        codes: exit codes that may come; an error leads to 3.
    """

    tries: str
    make: Callable[[Place], list[str]]
    says: str = ""
    codes: tuple[int, ...] = (3,)


HARMLESS = (0, 1)


def build(place: Place, *more: str) -> list[str]:
    """Return the arguments that build the set."""
    return ["build", str(place.folder), "-j", "1", "--as-of", DAY, *more]


def update(place: Place, *sources: Path) -> list[str]:
    """Return the arguments that take sources into the set."""
    return ["update", str(place.folder), *map(str, sources), "--as-of", DAY, "--yes"]


def with_files(files: Mapping[str, str | bytes]) -> Callable[[Place], list[str]]:
    """Return what builds a tiny set with files over its own."""

    def make(place: Place) -> list[str]:
        place.tiny(files)
        return build(place)

    return make


def with_source(name: str, content: str | bytes) -> Callable[[Place], list[str]]:
    """Return what updates a tiny set from a source file."""

    def make(place: Place) -> list[str]:
        place.tiny()
        return update(place, *(write_tree(place.inside, {name: content}) / one for one in [name]))

    return make


WORKFLOW = f"workflows/{CODE}.yaml"
CATALOGUE = f"catalogue/{CODE}.yaml"
