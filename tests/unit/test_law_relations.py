"""Tables of relations between legal texts; the last tests read the real one."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from qmskit.law.states import LegalState, state_of
from qmskit.model.dated import Standing
from qmskit.model.legal_texts import Register, RelationKind
from qmskit.problems import InvalidInputError
from qmskit.readers.law_relations import FoundRelations, read_law_relations
from qmskit.readers.legal_texts import legal_texts, register_tree
from qmskit.readers.schemas import parse_record
from qmskit.readers.trees import dump_yaml

HEAD = "phapdien_article,doc,doc_no,src_article,doc_effective,relation,by,by_no,by_effective,file\n"


def row(**values: str) -> str:
    """A row that is in order but for `values`."""
    usual = {
        "code": "1.4.NĐ.3.3",
        "doc_no": "112/2014/NĐ-CP",
        "article": "Điều 3",
        "begun": "15/01/2015",
        "relation": "có nội dung được sửa đổi",
        "by_no": "34/2023/NĐ-CP",
        "effective": "31/07/2023",
    } | values
    return (
        '{code},Nghị định số {doc_no},{doc_no},{article},{begun},"{relation}",'
        "Điều 1 Nghị định số {by_no},{by_no},{effective},a.md\n"
    ).format(**usual)


def read(folder: Path, *rows: str) -> FoundRelations:
    path = folder / "relations.csv"
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return read_law_relations(path)


def test_a_row_as_entries_of_a_register(tmp_path: Path) -> None:
    found = read(tmp_path, row(), row(article="Điều 8", code="1.4.NĐ.3.8", relation="bị bãi bỏ"))
    target, acting = found.texts
    assert (found.problems, found.left_out) == ((), ())
    assert (target.number, target.effective) == ("112/2014/NĐ-CP", date(2015, 1, 15))
    assert (acting.number, acting.effective) == ("34/2023/NĐ-CP", date(2023, 7, 31))
    assert acting.citation == "Nghị định số 34/2023/NĐ-CP"
    assert acting.source.standing is Standing.SECONDARY
    assert [(one.kind, one.provision, one.by) for one in acting.relations] == [
        (RelationKind.AMENDS, "Điều 3", "Điều 1"),
        (RelationKind.REPEALS, "Điều 8", "Điều 1"),
    ]
    assert acting.relations[0].words == "có nội dung được sửa đổi"
    assert acting.relations[0].told_at == "1.4.NĐ.3.3, a.md"


@pytest.mark.parametrize(("words", "kind"), [
    ("bị bãi bỏ", RelationKind.REPEALS),
    ("được bãi bỏ", RelationKind.REPEALS),
    ("bị hủy bỏ", RelationKind.REPEALS),
    ("có nội dung bị bãi bỏ", RelationKind.AMENDS),
    ("được bổ sung", RelationKind.AMENDS),
    ("có nội dung được sửa đổi, bổ sung", RelationKind.AMENDS),
    ("được bổ sung, bị bãi bỏ", RelationKind.AMENDS),
    ("có nội dung được sửa đổi, bổ sung, bãi bỏ\u00a0theo quy định", RelationKind.AMENDS),
])  # fmt: skip
def test_words_of_relations(tmp_path: Path, words: str, kind: RelationKind) -> None:
    found = read(tmp_path, row(relation=words))
    assert [one.kind for one in found.texts[1].relations] == [kind]


@pytest.mark.parametrize(("values", "code", "is_read"), [
    ({"doc_no": "liên"}, "QMS821", False),
    ({"by_no": "34"}, "QMS821", False),
    ({"relation": "được nhắc đến"}, "QMS822", False),
    ({"effective": "31/02/2023"}, "QMS823", False),
    ({"by_no": "34/2023/NĐ-"}, "QMS824", True),
    ({"by_no": "34/2023/NÐ-CP"}, "QMS824", True),
    ({"by_no": "'34/2023/NĐ-CP."}, "QMS824", True),
    ({"effective": "14/01/2015", "by_no": "3/2013/NĐ-CP"}, "QMS825", True),
    ({"by_no": "34/2023/TT-BTP"}, "QMS825", True),
    ({"relation": "bị bãi bỏ, có nội dung được sửa đổi"}, "QMS827", True),
    ({"code": "1.4.NĐ.1.21"}, "QMS828", True),
])  # fmt: skip
def test_what_is_odd_is_told(
    tmp_path: Path,
    values: dict[str, str],
    code: str,
    is_read: bool,  # noqa: FBT001
) -> None:
    found = read(tmp_path, row(), row(**values))
    assert {(one.code, one.where.line) for one in found.problems} == {(code, 3)}
    assert sum(len(text.relations) for text in found.texts) == 1 + is_read
    assert len(found.left_out) == 1 - is_read


def test_a_text_of_two_days(tmp_path: Path) -> None:
    found = read(tmp_path, row(), row(effective="01/01/2024"))
    assert [one.code for one in found.problems] == ["QMS826"]
    assert [one.effective for one in found.texts[1].relations] == [None, date(2024, 1, 1)]


def test_another_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        read_law_relations(path)
    assert [one.code for one in caught.value.problems] == ["QMS820"]


@pytest.fixture(scope="module")
def real_file(real_data: Path) -> Path:
    return real_data / "law-relations" / "amendment_relations.csv"


@pytest.fixture(scope="module")
def real(real_file: Path) -> FoundRelations:
    return read_law_relations(real_file)


def test_real_rows_are_relations_or_told(real: FoundRelations, real_file: Path) -> None:
    with real_file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    told_at = Counter(one.told_at for text in real.texts for one in text.relations)
    left_out = Counter(f"{one['phapdien_article']}, {one['file']}" for one in real.left_out)
    assert told_at + left_out == Counter(
        f"{one['phapdien_article']}, {one['file']}" for one in rows
    )
    assert (told_at.total(), left_out.total()) == (3184, 30)


def test_what_is_odd_in_the_real_table(real: FoundRelations) -> None:
    assert Counter(one.code for one in real.problems) == {
        "QMS821": 30, "QMS824": 90, "QMS825": 7, "QMS827": 9, "QMS828": 239,
    }  # fmt: skip


def test_states_from_the_real_table(real: FoundRelations) -> None:
    register = Register.of(real.texts)
    text = register.texts["112/2014/NĐ-CP"]
    days = {date(2015, 1, 14): LegalState.NOT_YET_IN_FORCE, date(2023, 7, 30): LegalState.IN_FORCE,
            date(2023, 7, 31): LegalState.PARTLY_AMENDED}  # fmt: skip
    assert {day: state_of(text, register, day).state for day in days} == days
    states = {state_of(one, register, date(2026, 11, 22)).state for one in real.texts}
    assert states == {LegalState.IN_FORCE, LegalState.PARTLY_AMENDED}


def test_the_real_table_is_written_and_read_back(real: FoundRelations) -> None:
    text = dump_yaml(register_tree(real.texts))
    assert legal_texts(parse_record(text, "law-register", "a.yaml")) == real.texts
