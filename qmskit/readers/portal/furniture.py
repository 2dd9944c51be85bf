"""What the portal's page prints of itself around the State's words, and how it joins words."""

import re
from collections.abc import Iterator

NOTHING = "Không có thông tin"

# The last section runs into the page's boxes: keywords, description, the form to choose an agency.
_KEYWORDS, _DESCRIPTION = "Từ khóa", "Mô tả"
_CHOICE = re.compile(
    r"Chọn cơ quan thực hiện"
    r"(?:Tỉnh/ Thành phố|Bộ ngành|Phường/ Xã|Sở|Đơn vị|-- Chọn [^-\n]{1,40} --"
    r"|Hệ thống chỉ hiển thị những cơ quan đã áp dụng dịch vụ công trực tuyến)*(?:Nộp hồ sơ)?$"
)


def told(text: str) -> str:
    """Return `text`, or "" where it only says that there is no information."""
    return "" if text.strip() == NOTHING else text


def without_boxes(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the words of a section and what the boxes behind it say, a line a box, often none."""
    words, is_boxed, boxes = text.partition(_KEYWORDS)
    keywords, is_described, description = boxes.partition(_DESCRIPTION)
    if not (is_boxed and is_described):
        return text, ()
    said = (
        (_KEYWORDS, told(keywords.strip())),
        (_DESCRIPTION, told(_CHOICE.sub("", description).strip())),
    )
    return words, tuple(f"{title}: {box}" for title, box in said if box)


def listed(text: str) -> tuple[str, ...]:
    """Return the members of a list that the page joined by commas.

    Names hold commas too: `Tổ chức (không bao gồm doanh nghiệp, HTX)`, `Cán bộ, công chức, viên
    chức`. A comma ends a member only outside of brackets and before a capital letter.
    """
    return tuple(member for member in map(str.strip, _members(text)) if member)


def _members(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth <= 0 and text[at + 1 : at + 9].lstrip()[:1].isupper():
            yield text[start:at]
            start = at + 1
    yield text[start:]
