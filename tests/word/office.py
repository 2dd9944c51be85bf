"""Word files as LibreOffice prints them: words with their places, and lines, in millimetres."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

_SECONDS = 150
_MM_A_POINT = 25.4 / 72
_PAGE = re.compile(r'<page width="[\d.]+" height="[\d.]+">(.*?)</page>', re.DOTALL)
_WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)
_GAP_MM = 6
_DPI = 200
_DARK = 110


class Word(NamedTuple):
    """A word on a page: its corners from the top left of the page."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


class Rule(NamedTuple):
    """A horizontal line on a page."""

    left: float
    top: float
    right: float

    @property
    def length(self) -> float:
        return self.right - self.left


def has_office() -> bool:
    return all(map(shutil.which, ("soffice", "pdftotext", "pdftoppm")))


@cache
def pdf_of(content: bytes) -> bytes:
    """Return a Word file as PDF."""
    return pdfs_of((content,))[0]


def pdfs_of(contents: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return Word files as PDF, by one call of soffice."""
    with TemporaryDirectory() as work:
        folder = Path(work)
        files = [folder / f"{number}.docx" for number in range(len(contents))]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        output_of("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", work,
             *map(str, files))  # fmt: skip
        return tuple(file.with_suffix(".pdf").read_bytes() for file in files)


def words(pdf: bytes) -> tuple[tuple[Word, ...], ...]:
    """Return the words of every page, in the order of the file."""
    shown = output_of("pdftotext", "-bbox", "-", "-", given=pdf).decode()
    return tuple(
        tuple(
            Word(_mm(left), _mm(top), _mm(right), _mm(bottom), unescape(text))
            for left, top, right, bottom, text in _WORD.findall(page)
        )
        for page in _PAGE.findall(shown)
    )


class Line(NamedTuple):
    """Letters that stand on one line without a wide gap, without their blanks."""

    left: float
    top: float
    right: float
    bottom: float
    letters: str


def lines(pdf: bytes) -> tuple[tuple[Line, ...], ...]:
    """Return the lines of every page, from top to bottom and left to right."""
    return tuple(tuple(_lines(page)) for page in words(pdf))


def _lines(page: tuple[Word, ...]) -> Iterator[Line]:
    """Yield words that overlap in height, next to each other, as one line."""
    rows: list[list[Word]] = []
    for word in sorted(page, key=lambda one: (one.top + one.bottom) / 2):
        middle = (word.top + word.bottom) / 2
        row = rows[-1] if rows else []
        if any(other.top < middle < other.bottom for other in row[-1:]):
            row.append(word)
        else:
            rows.append([word])
    for row in rows:
        line: list[Word] = []
        for word in sorted(row):
            if line and word.left - line[-1].right > _GAP_MM:
                yield _line(line)
                line = []
            line.append(word)
        yield _line(line)


def _line(parts: list[Word]) -> Line:
    return Line(
        parts[0].left,
        min(word.top for word in parts),
        max(word.right for word in parts),
        max(word.bottom for word in parts),
        "".join(word.text for word in parts),
    )


def rules(pdf: bytes, page: int, least_mm: float = 8.0) -> tuple[Rule, ...]:
    """Return horizontal lines of a page from 1, from top to bottom, as they can be seen."""
    options = ("-gray", "-r", str(_DPI), "-f", str(page), "-l", str(page))
    _kind, size, _most, pixels = output_of("pdftoppm", *options, "-", given=pdf).split(b"\n", 3)
    width = int(size.split()[0])
    found: list[Rule] = []
    dark = re.compile(b"[\\x00-\\x%02x]{%d,}" % (_DARK, round(least_mm / 25.4 * _DPI)))
    for row in range(len(pixels) // width):
        for run in dark.finditer(pixels, row * width, (row + 1) * width):
            left, right = ((at - row * width) * 25.4 / _DPI for at in run.span())
            one = Rule(left, row * 25.4 / _DPI, right)
            if not any(_is_same(one, other) for other in found[-20:]):
                found.append(one)
    return tuple(found)


def _mm(points: str) -> float:
    return float(points) * _MM_A_POINT


def _is_same(one: Rule, other: Rule) -> bool:
    """Tell whether rows of points belong to one line."""
    return one.top - other.top < 1 and one.left < other.right and other.left < one.right


def output_of(tool: str, *arguments: str, given: bytes = b"") -> bytes:
    path = shutil.which(tool) or tool
    done = subprocess.run(  # noqa: S603 - tools of the machine, names of our own
        [path, *arguments], input=given, check=True, capture_output=True, timeout=_SECONDS
    )
    return done.stdout
