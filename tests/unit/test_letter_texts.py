"""What a letter's text is given beyond what was written: marks at the ends of its bases."""

import pytest

from qmskit.documents.blocks import Block, Paragraph, Run, plain, text_of
from qmskit.documents.letters import bases_ended


def basis(text: str) -> Paragraph:
    return Paragraph((Run(text, italic=True),), "basis")


BODY = Paragraph(plain("Nội dung;"))
CASES: dict[str, tuple[tuple[Block, ...], list[str]]] = {
    "the last ends": ((basis("Căn cứ A;"), basis("Căn cứ B;"), BODY), ["Căn cứ A;", "Căn cứ B."]),
    "ended already": ((basis("Căn cứ A;"), basis("Theo đề nghị."), BODY),
                      ["Căn cứ A;", "Theo đề nghị."]),
    "only text": ((BODY, BODY), []),
    "empty": ((basis(""), Paragraph((), "basis"), BODY), ["", ""]),
}  # fmt: skip


@pytest.mark.parametrize(("blocks", "wanted"), CASES.values(), ids=CASES)
def test_the_last_basis_ends_in_a_full_stop(blocks: tuple[Block, ...], wanted: list[str]) -> None:
    ended = bases_ended(blocks)
    shown = [
        text_of(one.runs) for one in ended if isinstance(one, Paragraph) and one.style == "basis"
    ]
    assert shown == wanted
