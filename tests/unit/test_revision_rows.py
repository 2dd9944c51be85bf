from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qmskit.model.agencies import Revision
from qmskit.readers.agencies import revision
from qmskit.readers.records import Record
from qmskit.readers.revision_rows import with_rows
from qmskit.readers.trees import parse_yaml

FIRST = Revision(1, 0, date(2026, 4, 1), date(2026, 4, 6), "56/QĐ-UBND", "Ban hành lần đầu")
SECOND = Revision(1, 1, summary="Sửa đổi mục 5: hồ sơ", part="mục 5")

TEXT = """\
# Bảng theo dõi
revisions:
  # Tư pháp
  QT 01/CX-HT:
    - issue: 1  # lần đầu
      revision: 0
      issued: 2026-04-01
      effective: 2026-04-06
      decision: 56/QĐ-UBND
      summary: Ban hành lần đầu

  # Công an
  QT 01/CX-CTR:
    - issue: 1
      revision: 0
"""


def rows_of(text: str) -> dict[str, list[Revision]]:
    tree = parse_yaml(text, "revisions.yaml")
    assert isinstance(tree, dict)
    inner = Record(tree, text, "revisions.yaml").record("revisions")
    return {code: [revision(one) for one in inner.records(code)] for code in inner.tree}


def test_a_row_is_put_behind_the_others_and_comments_stay() -> None:
    new = with_rows(TEXT, {"QT 01/CX-HT": (FIRST, SECOND)})
    assert new == TEXT.replace(
        "lần đầu\n\n",
        "lần đầu\n    - issue: 1\n      revision: 1\n      summary: 'Sửa đổi mục 5: hồ sơ'\n"
        "      part: mục 5\n\n",
    )


@pytest.mark.parametrize(
    "text", ["", "revisions: {}\n", "# x\nrevisions: {}", TEXT, TEXT.rstrip(), TEXT + "\n# hết\n"]
)
def test_rows_of_new_and_known_documents(text: str) -> None:
    before = rows_of(text) if text.strip() else {}
    told = {"QT 01/CX-CTR": (FIRST, SECOND), "MH-01": (FIRST,), "QT 01/CX-HT": (FIRST,)}
    new = with_rows(text, told)
    assert rows_of(new) == {**before, **{code: list(rows) for code, rows in told.items()}}
    assert [line for line in new.splitlines() if "#" in line] == [
        line for line in text.splitlines() if "#" in line
    ]


def test_a_file_whose_rows_do_not_change_stays_as_it_is() -> None:
    assert with_rows(TEXT, {"QT 01/CX-HT": (FIRST,)}) == TEXT


TEXTS = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="\ufeff"), max_size=20
)
ROWS = st.builds(
    Revision,
    issue=st.integers(1, 20),
    revision=st.integers(0, 20),
    issued=st.none() | st.dates(date(2000, 1, 1)),
    effective=st.none() | st.dates(date(2000, 1, 1)),
    decision=TEXTS,
    summary=TEXTS,
    part=TEXTS,
    basis=TEXTS,
)
TABLES = st.dictionaries(
    TEXTS.filter(bool), st.lists(ROWS, min_size=1, max_size=3).map(tuple), max_size=4
)


@given(TABLES, TABLES)
def test_what_was_written_is_read_back(
    first: dict[str, tuple[Revision, ...]], second: dict[str, tuple[Revision, ...]]
) -> None:
    once = with_rows("revisions: {}\n", first)
    twice = with_rows(once, second)
    assert yaml.safe_load(twice)
    assert rows_of(twice) == {code: list(rows) for code, rows in {**first, **second}.items()}
