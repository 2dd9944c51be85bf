"""Which letters of a PDF file stand in another font than the document's."""

import re
from collections.abc import Iterable, Iterator

from qmskit.language import translate as _
from qmskit.problems import Location, Problem
from qmskit.renderers.pdf.objects import pdf_objects, stream_of

# Times New Roman and the fonts with its widths.
_FAMILY = re.compile(
    rb"TimesNewRoman|LiberationSerif|Tinos|TeXGyreTermes|NimbusRoman", re.IGNORECASE
)
_BASE = re.compile(rb"/BaseFont\s*/([^\s/<>\[\]()]+)")
_UNICODE = re.compile(rb"/ToUnicode (\d+) 0 R")
_SUBSET = re.compile(rb"^[A-Z]{6}\+")
# Đ, đ, Ơ, ơ, Ư, ư and the letters with two marks.
_VIETNAMESE = re.compile(rb">\s*<(?:0110|0111|01A0|01A1|01AF|01B0|1E[A-F][0-9A-F])", re.IGNORECASE)


def font_remarks(contents: Iterable[bytes]) -> Iterator[Problem]:
    """Yield one remark when Vietnamese letters had to be taken from a font of another look."""
    strangers = sorted({name for content in contents for name in _strangers(content)})
    if strangers:
        message = _(
            "máy này không có phông Times New Roman (hoặc Liberation Serif 2) đủ chữ tiếng Việt; "
            "một phần chữ trong PDF in bằng phông {fonts}"
        ).format(fonts=", ".join(strangers))
        fix = _("cài phông Times New Roman hoặc Liberation Serif bản 2 trở lên rồi lập lại")
        yield Problem(Location("-b pdf"), "QMS733", message, fix)


def _strangers(content: bytes) -> Iterator[str]:
    """Yield names of fonts outside of the family that show Vietnamese letters."""
    parts = pdf_objects(content)
    for text in parts.objects.values() if parts else ():
        base, told = _BASE.search(text), _UNICODE.search(text)
        if parts is None or base is None or told is None or _FAMILY.search(base[1]):
            continue
        if _VIETNAMESE.search(stream_of(parts.objects.get(int(told[1]), b""))):
            yield _SUBSET.sub(b"", base[1]).decode("latin-1")
