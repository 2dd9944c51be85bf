"""Bodies with marks: of the document, of a cell, a header, a footer or a note."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from qmskit.renderers.docx.redline import paragraphs
from qmskit.renderers.docx.redline.aligning import Part, aligned
from qmskit.renderers.docx.redline.settling import Step, settled
from qmskit.renderers.docx.redline.tracking import Side, Tracker
from qmskit.renderers.docx.sources import W

_P, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_PARTS = frozenset({_P, _TABLE})


class Bodies:
    """Writes bodies with the marks of one tracker; new elements are moved, old ones copied."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker

    def merged(self, old: etree._Element, new: etree._Element) -> list[etree._Element]:
        """Return paragraphs and tables of both bodies, with what differs marked."""
        return [self._step(one) for one in settled(aligned(_parts(old), _parts(new)))]

    def whole(self, body: etree._Element, side: Side) -> list[etree._Element]:
        """Return paragraphs and tables of a body that only one document has."""
        return [self._one_sided(part, side) for part in _parts(body)]

    def _step(self, step: Step) -> etree._Element:
        old, new = step.old, step.new
        if old and new:
            return self._kept(old, new, step.end)
        part, side = next(one for one in (old, new) if one), step.side
        if step.lent is None:
            return self._one_sided(part, side)
        ends = (step.lent, part) if side is Side.NEW else (part, step.lent)
        return paragraphs.ending(
            part.element, side, (ends[0].element, ends[1].element), self._tracker
        )

    def _kept(self, old: Part, new: Part, end: Side) -> etree._Element:
        if end is not Side.BOTH:
            return paragraphs.opening(old.element, new.element, end, self._tracker)
        if old.signature == new.signature:
            return new.element
        if new.is_table:
            return self._table(old.element, new.element)
        return paragraphs.merged(old.element, new.element, self._tracker)

    def _one_sided(self, part: Part, side: Side) -> etree._Element:
        if part.is_paragraph:
            return paragraphs.whole(part.element, side, self._tracker)
        table = deepcopy(part.element)
        for row in table.findall(_ROW):
            self._mark_row(row, side)
        return table

    def _table(self, old: etree._Element, new: etree._Element) -> etree._Element:
        """Return a table with its rows marked; widths and borders are those of the new one."""
        rows = list(self._rows(old, new))
        new[:] = [*(one for one in new if one.tag != _ROW), *rows]
        return new

    def _rows(self, old: etree._Element, new: etree._Element) -> Iterator[etree._Element]:
        olds, news = ([Part(row) for row in table.findall(_ROW)] for table in (old, new))
        for before, after in aligned(olds, news):
            if before and after:
                same = before.signature == after.signature
                yield after.element if same else self._row(before.element, after.element)
            elif after:
                yield self._mark_row(after.element, Side.NEW)
            elif before:
                yield self._mark_row(deepcopy(before.element), Side.OLD)

    def _row(self, old: etree._Element, new: etree._Element) -> etree._Element:
        for before, after in zip(old.findall(_CELL), new.findall(_CELL), strict=True):
            inside = self.merged(before, after)
            after[:] = [*after.findall(f"{W}tcPr"), *inside]
        return new

    def _mark_row(self, row: etree._Element, side: Side) -> etree._Element:
        looks = row.find(f"{W}trPr")
        if looks is None:
            looks = row.makeelement(f"{W}trPr")
            row.insert(len(row.findall(f"{W}tblPrEx")), looks)
        looks.append(self._tracker.mark(side))
        for cell in row.findall(_CELL):
            inside = self.whole(cell, side)
            cell[:] = [*cell.findall(f"{W}tcPr"), *inside]
        return row


def _parts(body: etree._Element) -> list[Part]:
    return [Part(one) for one in body if one.tag in _PARTS]
