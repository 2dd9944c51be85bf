"""Announcing decisions in Word files and workbooks: lists of procedures, section by section."""

import re
from collections.abc import Iterator, Sequence

from qmskit.model.announcements import Announcement, ChangeKind
from qmskit.model.procedures import ChannelMethod, LegalBasis, Level, Unparsed
from qmskit.model.texts import folded, one_line, paragraphs, without_bullet
from qmskit.problems import Location
from qmskit.readers.announcements.heads import head_in
from qmskit.readers.announcements.list_headings import Heading, Told, heading_at
from qmskit.readers.announcements.rows import RowWords, announced, with_repetitions
from qmskit.readers.announcements.sections import Sections, levels_in, title_of_row
from qmskit.readers.prose.citations import KINDS_OF_TEXTS, legal_basis, normal_number
from qmskit.readers.prose.procedure_codes import CODE, codes_in
from qmskit.readers.prose.submission import methods_in
from qmskit.readers.tables.grids import Grid, Row

_NUMBERING = re.compile(r"\(?\d{1,2}\)?")
# What a column may hold that nothing else has taken; old codes only where they are none.
_LEFT = {Told.OTHER, Told.OLD_NAME, Told.AGENCY, Told.METHODS, Told.LEVEL}
_MARKED = {"x", "co", "✓", "v"}
_NEXT_TEXT = re.compile(rf";\s*(?=(?:{KINDS_OF_TEXTS})\b)")
_SECTION = re.compile(r"(linh vuc|danh muc)\b")
# The code behind or before the name, where the list has no column for it.
_CODE_IN_NAME = re.compile(rf"\s*\(\s*(?:mã(?: số)?(?: TTHC)?\s*:?\s*)?({CODE})\s*\)$"
                           rf"|^({CODE})\s*[-–.:]?\s+", re.IGNORECASE)  # fmt: skip


def announcement_in(grids: Sequence[Grid], file: str) -> Announcement | None:
    """Return the announcing decision that tables of a file hold; None where they hold none.

    A decision has a list of procedures, and says its number or what happens to them.

    Args:
        grids: the tables of the file in their order, with the text before each.
        file: the file as the user would name it.
    """
    reading = _Reading()
    for grid in grids:
        reading.take(grid)
    head = head_in(reading.above, Location(file))
    rows = with_repetitions(map(announced, reading.rows))
    if not rows or not (head.decision.number or reading.has_kinds):
        return None
    return Announcement(
        head.decision,
        rows,
        Location(file),
        head.effective,
        doubts=head.problems,
        unparsed=tuple(reading.unparsed),
    )


class _Reading:
    """What was read so far of a file.

    Attributes:
        above: texts before the first list: paragraphs, and cells of tables that are no lists.
        rows: in the order of the file.
        has_kinds: whether a title says what happens to procedures.
        unparsed: texts between the rows that were not understood.
    """

    def __init__(self) -> None:
        self.above: list[str] = []
        self.rows: list[RowWords] = []
        self.unparsed: list[Unparsed] = []
        self._sections = Sections()
        self._heading: Heading | None = None
        self._width = 0

    @property
    def has_kinds(self) -> bool:
        return any(row.kind is not ChangeKind.UNKNOWN for row in self.rows)

    def take(self, grid: Grid) -> None:
        """Read a table; a list that goes on in the next table has no heading there."""
        self._meet(grid.before)
        width = len(grid.rows[0]) if grid.rows else 0
        if self._heading is None or width != self._width:
            self._heading, self._width = None, width
        at = 0
        while at < len(grid.rows):
            heading = heading_at(grid.rows, at)
            if heading:
                self._heading = heading
                at += heading.lines
            else:
                self._row(grid.rows[at])
                at += 1

    def _meet(self, text: str) -> None:
        """Take text outside of the rows: what it says of the decision, and titles."""
        if text:
            self.above.append(text)
        for line in paragraphs(text):
            self._sections.meet_line(line)

    def _row(self, row: Row) -> None:
        texts = list(dict.fromkeys(cell.text for cell in row if cell.text))
        if self._heading is None:
            for text in texts:
                self._meet(text)
        elif texts and not all(_NUMBERING.fullmatch(text) for text in texts):
            self._listed(row, self._heading, texts)

    def _listed(self, row: Row, heading: Heading, texts: list[str]) -> None:
        """Read a row below a heading: a title, a part of the row above, or a procedure."""
        if _is_title(row, heading, texts):
            self._title(row, heading, texts)
        elif self.rows and _goes_on(row, heading):
            self.rows[-1] = _joined(self.rows[-1], _words(row, heading, self._sections))
        else:
            self.rows.append(_words(row, heading, self._sections))

    def _title(self, row: Row, heading: Heading, texts: list[str]) -> None:
        number = heading.text(Told.NUMBER, row) if len(texts) > 1 else ""
        title = title_of_row(number, " ".join(text for text in texts if text != number))
        if title:
            self._sections.enter(title)
        else:
            self.unparsed.append(Unparsed(row[0].where.path, "\n".join(texts)))


def _is_title(row: Row, heading: Heading, texts: list[str]) -> bool:
    """Tell whether a row holds one text only, beside a number that is no plain count."""
    number, name = heading.first(Told.NUMBER, row), heading.first(Told.NAME, row)
    counted = number.text if number is not None else ""
    words = [text for text in texts if text != counted] or texts
    titled = {row[0].text, counted, name.text if name is not None else ""}
    if len(words) != 1 or words[0] not in titled or codes_in(words[0]):
        return False
    is_merged = sum(cell.is_continued for cell in row) >= len(row) - 2
    return is_merged or not counted.isdigit() or bool(_SECTION.match(folded(words[0])))


def _goes_on(row: Row, heading: Heading) -> bool:
    """Tell whether a row belongs to the procedure above: its name goes on, or is not there."""
    name, code = heading.first(Told.NAME, row), heading.first(Told.CODE, row)
    is_same = name is not None and (name.is_continued or not name.text)
    return is_same and (code is None or code.is_continued or not code.text)


def _joined(above: RowWords, below: RowWords) -> RowWords:
    """Return a row whose cells were parted over two lines of the table."""
    return RowWords(
        where=above.where,
        code=above.code,
        name=above.name,
        kind=above.kind,
        levels=above.levels,
        field=above.field,
        limit=_both(above.limit, below.limit),
        reduced=_both(above.reduced, below.reduced),
        reception=_both(above.reception, below.reception),
        fees=_both(above.fees, below.fees),
        methods=_methods(*above.methods, *below.methods),
        legal_bases=tuple(dict.fromkeys((*above.legal_bases, *below.legal_bases))),
        replaces=tuple(dict.fromkeys((*above.replaces, *below.replaces))),
        unparsed=tuple(dict.fromkeys((*above.unparsed, *below.unparsed))),
    )


def _both(above: str, below: str) -> str:
    """Return the words of two rows; a merged cell gives its words in both, they stand once."""
    is_told = set(paragraphs(below)) <= set(paragraphs(above))
    return above if is_told else f"{above}\n{below}".strip("\n")


def _words(row: Row, heading: Heading, sections: Sections) -> RowWords:
    """Return a row of a list in its own words."""
    written = "" if heading.is_code_ambiguous else heading.text(Told.CODE, row)
    code, name = _code_and_name(written, heading.text(Told.NAME, row))
    old = "\n".join(heading.text(told, row) for told in (Told.OLD_CODE, Told.OLD_NAME))
    place, ways = heading.text(Told.PLACE, row), heading.text(Told.METHODS, row)
    return RowWords(
        where=row[0].where,
        code=code,
        name=name,
        kind=sections.kind,
        levels=_levels(row, heading) or sections.levels,
        field=one_line(heading.text(Told.FIELD, row)) or sections.field,
        limit=heading.text(Told.LIMIT, row),
        reduced=heading.text(Told.REDUCED, row),
        reception=place,
        fees=heading.text(Told.FEES, row),
        methods=methods_in(f"{ways}\n{place}"),
        legal_bases=tuple(_legal_bases(heading.text(Told.LEGAL, row))),
        replaces=codes_in(old),
        unparsed=tuple(_others(row, heading, sections.effective)),
    )


def _code_and_name(code: str, name: str) -> tuple[str, str]:
    found = None if code else _CODE_IN_NAME.search(name)
    if not found:
        return code, name
    return found[1] or found[2], (name[: found.start()] + name[found.end() :]).strip()


def _levels(row: Row, heading: Heading) -> tuple[Level, ...]:
    """Return the levels that the row itself names, in words or by a mark in a level's column."""
    words = [heading.text(Told.LEVEL, row), heading.text(Told.AGENCY, row)]
    words += [
        column.heading
        for column in heading.columns
        if column.told is Told.OTHER and folded(row[column.at].text) in _MARKED
    ]
    return levels_in("\n".join(words))


def _methods(*methods: ChannelMethod) -> tuple[ChannelMethod, ...]:
    return tuple(method for method in ChannelMethod if method in methods)


def _legal_bases(words: str) -> Iterator[LegalBasis]:
    """Yield the legal texts of a cell: one a line, or one behind a semicolon."""
    for line in paragraphs(words):
        for part in _NEXT_TEXT.split(line):
            title = without_bullet(part).rstrip(" ;.")
            if title:
                yield legal_basis(normal_number(title), title)


def _others(row: Row, heading: Heading, effective: str) -> Iterator[Unparsed]:
    """Yield what columns and titles say that nothing else has taken."""
    if effective:
        yield Unparsed("effective", effective)
    for column in heading.columns:
        text = row[column.at].text
        is_doubtful = (column.told is Told.CODE and heading.is_code_ambiguous) or (
            column.told is Told.OLD_CODE and not codes_in(text)
        )
        if text and (column.told in _LEFT or is_doubtful):
            yield Unparsed(column.heading, text)
