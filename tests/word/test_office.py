"""LibreOffice shows the documents as they are meant: pages, page numbers, one page a card."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pytest

from tests.word import making
from tests.word.making import Made
from tests.word.packages import texts

Pages = tuple[str, ...]

_SECONDS = 150
_A_CALL = 100
_PAGE = re.compile(r"Trang \d+/\d+")
_LONGEST_CARDS = 6


@cache
def pages_of_all(real: Path | None) -> tuple[tuple[Made, Pages], ...]:
    """Return the text of every page of every document, of the example and of the real records."""
    documents = [*making.example(), *(making.real(real) if real else ())]
    return converted(documents)


@cache
def pages_of_some(real: Path | None) -> tuple[tuple[Made, Pages], ...]:
    """Return the text of every page by document; one call of soffice for all.

    Documents: four procedure documents and all desk cards of the example, and of the real records
    the longest procedure document and the longest cards.
    """
    chosen = list(making.example())
    documents = [one for one in chosen if one.kind == "procedure-document"][:3]
    documents += [one for one in chosen if is_draft(one)][:1]
    cards = [one for one in chosen if one.kind == "desk-card"]
    if real:
        longest = sorted(making.real(real), key=length, reverse=True)
        procedures = [one for one in longest if one.kind == "procedure-document"]
        documents += procedures[:1]
        documents += [one for one in procedures if not one.composed.forms][-1:]
        cards += [one for one in longest if one.kind == "desk-card"][:_LONGEST_CARDS]
    return converted([*documents, *cards])


def is_draft(one: Made) -> bool:
    return bool(one.composed.names["draft"])


def length(one: Made) -> int:
    return sum(map(len, texts(one.xml)))


def converted(documents: list[Made]) -> tuple[tuple[Made, Pages], ...]:
    with TemporaryDirectory() as work:
        folder = Path(work)
        for number, one in enumerate(documents):
            (folder / f"{number:03d}.docx").write_bytes(one.content)
        profile = (folder / "profile").as_uri()
        for files in batched(sorted(folder.glob("*.docx"))):
            run(
                *("soffice", f"-env:UserInstallation={profile}", "--headless"),
                *("--convert-to", "pdf", "--outdir", work, *map(str, files)),
            )
        return tuple(
            (one, pages(folder / f"{number:03d}.pdf")) for number, one in enumerate(documents)
        )


def batched(files: list[Path]) -> Iterator[list[Path]]:
    """Yield files in parts: soffice leaves out what comes behind some 240 in one call."""
    for at in range(0, len(files), _A_CALL):
        yield files[at : at + _A_CALL]


def pages(pdf: Path) -> Pages:
    """Return the text of every page; pdftotext ends each with a form feed."""
    return tuple(run("pdftotext", "-layout", str(pdf), "-").split("\f")[:-1])


def run(tool: str, *arguments: str) -> str:
    """Run an office tool to its end and return what it printed."""
    path = shutil.which(tool) or tool
    done = subprocess.run(  # noqa: S603 - tools of the machine, names of our own
        [path, *arguments], check=True, capture_output=True, timeout=_SECONDS
    )
    return done.stdout.decode()


@pytest.fixture(params=[pages_of_some, pytest.param(pages_of_all, marks=pytest.mark.full)])
def shown(request: pytest.FixtureRequest) -> tuple[tuple[Made, Pages], ...]:
    """Return the documents with their pages, those of real records when they are at hand."""
    missing = [tool for tool in ("soffice", "pdftotext") if shutil.which(tool) is None]
    if missing and os.environ.get("QMSKIT_NO_SKIP") == "1":
        pytest.fail(f"not installed: {missing}")
    if missing:
        pytest.skip(f"not installed: {missing}")
    named = os.environ.get("QMSKIT_TEST_DATA", "")
    pages = request.param(request.getfixturevalue("real_data") if named else None)
    return cast("tuple[tuple[Made, Pages], ...]", pages)


def running_lines(text: str) -> list[str]:
    """Return the lines that header and footer print."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [line for line in lines if line.startswith("Quy trình:") or _PAGE.search(line)]


def test_no_page_shows_a_tag(shown: tuple[tuple[Made, Pages], ...]) -> None:
    tags = [
        (one, number)
        for one, pages in shown
        for number, text in enumerate(pages, 1)
        if "{{" in text or "{%" in text or "}}" in text
    ]
    assert tags == []


def test_every_page_has_text_of_its_own(shown: tuple[tuple[Made, Pages], ...]) -> None:
    empty = [
        (one, number)
        for one, pages in shown
        for number, text in enumerate(pages, 1)
        if len("".join(text.split())) - len("".join("".join(running_lines(text)).split())) < 30
    ]
    assert empty == []


def test_pages_after_the_cover_carry_their_number_and_the_number_of_all(
    shown: tuple[tuple[Made, Pages], ...],
) -> None:
    wrong = []
    for one, pages in shown:
        if one.kind != "procedure-document":
            continue
        assert len(pages) > 2
        numbers = [_PAGE.findall(text) for text in pages]
        wanted = [[f"Trang {number}/{len(pages)}"] for number in range(2, len(pages) + 1)]
        if numbers != [[], *wanted]:
            wrong.append((one, numbers))
    assert wrong == []


def test_pages_after_the_cover_carry_title_code_and_day(
    shown: tuple[tuple[Made, Pages], ...],
) -> None:
    wrong = []
    for one, pages in (pair for pair in shown if pair[0].kind == "procedure-document"):
        code, day = one.composed.document.code, one.composed.names["effective"]
        running = [" ".join(" ".join(running_lines(text)).split()) for text in pages[1:]]
        wrong += [
            (one, line)
            for line in running
            if not (line.startswith("Quy trình:") and code in line and f"hiệu lực: {day}" in line)
        ]
    assert wrong == []


def test_every_desk_card_is_one_page(shown: tuple[tuple[Made, Pages], ...]) -> None:
    cards = [(one, len(pages)) for one, pages in shown if one.kind == "desk-card"]
    assert len(cards) >= 11
    assert [(one, count) for one, count in cards if count != 1] == []


def test_a_cover_is_one_page_that_shows_code_and_signatures(
    shown: tuple[tuple[Made, Pages], ...],
) -> None:
    for one, pages in shown:
        if one.kind == "procedure-document":
            first = " ".join(pages[0].split())
            assert f"Mã hiệu: {one.composed.document.code}" in first
            assert "MỤC LỤC" in first
            assert "Trách nhiệm" in first or "Phê duyệt" in first
