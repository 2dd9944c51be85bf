"""Where values come from: of a legal text also what follows from all that is known of it."""

from pathlib import Path

import pytest

import qmskit
from tests.trees import TINY, write_tree

REGISTER = """\
legal_texts:
  - number: Thông tư số 02/2026/TT-DT ngày 01/6/2026
    effective: 2026-07-01
    relations:
      - {kind: replaces, number: 01/2020/TT-DT}
    source: {text: Công báo, standing: secondary}
"""


@pytest.mark.parametrize(("key", "told"), [
    ("law.02/2026/TT-DT", (
        "trước ngày 01/07/2026: chưa có hiệu lực",
        "từ ngày 01/07/2026: còn hiệu lực",
    )),
    # Nobody entered it; what replaces it is told.
    ("law.Thông tư số 01/2020/TT-DT", (
        "trước ngày 01/07/2026: không rõ",
        "từ ngày 01/07/2026: hết hiệu lực (02/2026/TT-DT thay thế từ ngày 01/07/2026)",
    )),
])  # fmt: skip
def test_a_legal_text_tells_its_entries_and_its_states(
    tmp_path: Path, key: str, told: tuple[str, ...]
) -> None:
    qmset = qmskit.load(write_tree(tmp_path, {**TINY, "law/register.yaml": REGISTER}))
    found = qmskit.explain(qmset, key)
    assert [(one.layer, one.where.file, one.where.line) for one in found.origins] == [
        ("agency", "law/register.yaml", 2)
    ]
    assert found.told == told


def test_a_text_nobody_knows_is_no_key(tmp_path: Path) -> None:
    qmset = qmskit.load(write_tree(tmp_path, TINY))
    with pytest.raises(qmskit.UnknownNameError):
        qmskit.explain(qmset, "law.01/2020/TT-DT")
