"""`law/register.yaml` and the framework's texts as values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit.model.dated import Source, Standing
from qmskit.model.legal_texts import LegalText, Relation, RelationKind, StagedEffect
from qmskit.problems import InvalidInputError
from qmskit.readers.legal_texts import legal_texts, register_tree
from qmskit.readers.schemas import parse_record
from qmskit.readers.trees import dump_yaml

SOURCE = "source: {text: thử, standing: secondary}"
DAYS = "effective: 2020-01-01, until: 2020-01-01"
WHOLE = """\
legal_texts:
  - number: Nghị định số 34/2023/NĐ-CP ngày 16 tháng 6 năm 2023
    title: Sửa đổi, bổ sung một số điều của Nghị định số 112/2014/NĐ-CP
    issuer: Chính phủ
    issued: 16/6/2023
    effective: 2023-07-31
    expires: 2027-03-01
    temporary: có
    staged:
      - {provision: Điều 5, effective: 2024-01-01}
      - {provision: Điều 6}
    relations:
      - {kind: amends, number: Nghị định 112/2014/NÐ-CP, provision: Điều 3, by: Điều 1}
      - {kind: repeals, number: 73-CP, effective: 2024-01-01, until: 2025-01-01, words: bị bãi bỏ}
    source: {text: Công báo, standing: quoted, checked_on: 2026-11-01}
"""


def read(text: str) -> tuple[LegalText, ...]:
    return legal_texts(parse_record(text, "law-register", "law/register.yaml"))


def test_an_entry_as_a_value() -> None:
    expected = LegalText(
        "34/2023/NĐ-CP",
        "Sửa đổi, bổ sung một số điều của Nghị định số 112/2014/NĐ-CP",
        Source("Công báo", Standing.QUOTED, checked_on=date(2026, 11, 1)),
        issuer="Chính phủ",
        issued=date(2023, 6, 16),
        effective=date(2023, 7, 31),
        expires=date(2027, 3, 1),
        is_temporary=True,
        staged=(StagedEffect("Điều 5", date(2024, 1, 1)), StagedEffect("Điều 6", None)),
        relations=(
            Relation(RelationKind.AMENDS, "112/2014/NĐ-CP", "Điều 3", "Điều 1"),
            Relation(RelationKind.REPEALS, "73-CP", effective=date(2024, 1, 1),
                     until=date(2025, 1, 1), words="bị bãi bỏ"),
        ),
    )  # fmt: skip
    assert read(WHOLE) == (expected,)


@pytest.mark.parametrize(("rows", "code", "path"), [
    (f"- {{number: 1/2020/TT-A, {SOURCE}}}\n  - {{number: Thông tư 1/2020/TT-A, {SOURCE}}}",
     "QMS811", "legal_texts[1].number"),
    (f"- {{number: A, effective: 2020-01-02, expires: 2020-01-01, {SOURCE}}}", "QMS812",
     "legal_texts[0].expires"),
    (f"- {{number: A, {SOURCE}, relations: [{{kind: suspends, number: B, {DAYS}}}]}}",
     "QMS812", "legal_texts[0].relations[0].until"),
    (f"- {{number: A, {SOURCE}, relations: [{{kind: amends, number: A}}]}}", "QMS813",
     "legal_texts[0].relations[0].number"),
    (f"- {{number: A, {SOURCE}, temporary: có}}", "QMS814", "legal_texts[0].temporary"),
    (f"- {{number: A, {SOURCE}, effective: 2020-02-30}}", "QMS104", "legal_texts[0].effective"),
    (f"- {{number: A, {SOURCE}, relations: [{{kind: changes, number: B}}]}}", "QMS104",
     "legal_texts[0].relations[0].kind"),
    ("- {number: A}", "QMS101", "legal_texts[0]"),
])  # fmt: skip
def test_what_is_refused(rows: str, code: str, path: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(f"legal_texts:\n  {rows}\n")
    assert [(one.code, one.where.path) for one in caught.value.problems] == [(code, path)]


lines = st.text("Điều 19a thử", max_size=12).map(lambda text: " ".join(text.split()))
filled_lines = lines.filter(bool)
days = st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1))
relations = st.builds(
    Relation, st.sampled_from(RelationKind), st.sampled_from(["1/2020/TT-BTC", "73-CP"]), lines,
    lines, days, words=lines, told_at=lines,
)  # fmt: skip
texts = st.builds(
    LegalText,
    st.sampled_from(["12/2020/NĐ-CP", "TCVN ISO 9001:2015", "60/2014/QH13"]),
    lines,
    st.builds(Source, filled_lines, st.sampled_from(Standing), lines, lines, days),
    lines,
    lines,
    days,
    days,
    staged=st.lists(st.builds(StagedEffect, filled_lines, days), max_size=2).map(tuple),
    relations=st.lists(relations, max_size=3).map(tuple),
)


@given(st.lists(texts, max_size=3, unique_by=lambda text: text.number))
def test_what_is_written_is_read_back(found: list[LegalText]) -> None:
    assert read(dump_yaml(register_tree(found))) == tuple(found)
