"""Collect the messages of the program, keep their translations, compile them.

Run it after a change of any message, translate what it lists, and run it again:

    python tools/messages.py

The catalogues hold no days, names or line numbers: they change only when a message changes.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from qmskit.language import LOCALE

_PACKAGE = LOCALE.parent
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Speech:
    """The messages of one package in one language.

    Attributes:
        comment: first lines of the .po file.
        source: folder of the package.
        keywords: functions that mark messages, as Babel wants them.
        shows_files: whether the .po file tells where a message stands.
        keeps: whether messages that are no longer found stay: other versions of the package that
            may be installed say them.
    """

    language: str
    domain: str
    comment: str
    source: Path
    keywords: Mapping[str, tuple[int, ...] | None]
    shows_files: bool
    keeps: bool

    @property
    def po(self) -> Path:
        """The file that translators edit."""
        return LOCALE / self.language / "LC_MESSAGES" / f"{self.domain}.po"


SPEECHES = (
    Speech(
        language="en",
        domain="qmskit",
        comment="# The messages of qmskit in English. Collected by tools/messages.py.",
        source=_PACKAGE,
        keywords={"_": None, "marked": None},
        shows_files=True,
        keeps=False,
    ),
    Speech(
        language="vi",
        domain="messages",
        comment="# The words of click in Vietnamese. Collected by tools/messages.py.",
        source=Path(click.__file__).parent,
        keywords={"_": None, "gettext": None, "ngettext": (1, 2)},
        shows_files=False,
        keeps=True,
    ),
)


class _Catalogue(Catalog):
    """A catalogue whose header names no day, no person and no program."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms + "\n"),
        ]


def main() -> int:
    """Update and compile every catalogue; return 1 when a translation is missing."""
    missing = [line for speech in SPEECHES for line in _update(speech)]
    sys.stderr.writelines(f"{line}\n" for line in missing)
    return 1 if missing else 0


def _update(speech: Speech) -> list[str]:
    """Bring the files of a speech up to date; return a line a missing translation."""
    catalogue = _collected(speech)
    if speech.po.is_file():
        _take_over(catalogue, _read(speech.po), keeps=speech.keeps)
    speech.po.parent.mkdir(parents=True, exist_ok=True)
    with speech.po.open("wb") as file:
        write_po(
            file,
            catalogue,
            width=_WIDTH,
            no_location=not speech.shows_files,
            include_lineno=False,
            sort_output=speech.keeps,
        )
    with speech.po.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    name = speech.po.relative_to(_PACKAGE.parent)
    return [f"{name}: {_first(message)}" for message in _messages(catalogue) if _lacks(message)]


def _collected(speech: Speech) -> Catalog:
    """Return the messages of the package, still without translations."""
    catalogue = _Catalogue(speech.language, header_comment=speech.comment, fuzzy=False)
    found = extract_from_dir(speech.source, [("**.py", "python")], {}, speech.keywords)
    for file, line, message, _comments, context in found:
        place = Path(speech.source.name, file).as_posix()
        catalogue.add(message, locations=[(place, line)], context=context)
    for one in _messages(catalogue):
        if "%(" not in _first(one):
            # Babel takes `{% %}` for one of Python's formats.
            one.flags.discard("python-format")
    return catalogue


def _take_over(catalogue: Catalog, old: Catalog, *, keeps: bool) -> None:
    """Put the translations and remarks of `old` into `catalogue`."""
    for known in _messages(old):
        message = catalogue.get(known.id)
        if message is not None and message.pluralizable == known.pluralizable:
            message.string, message.user_comments = known.string, known.user_comments
        elif message is None and keeps:
            catalogue[known.id] = known


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def _messages(catalogue: Catalog) -> Iterator[Message]:
    """Yield the messages without the header."""
    yield from (message for message in catalogue if message.id)


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _lacks(message: Message) -> bool:
    strings = (message.string,) if isinstance(message.string, str) else message.string
    return not strings or not all(strings)


if __name__ == "__main__":
    sys.exit(main())
