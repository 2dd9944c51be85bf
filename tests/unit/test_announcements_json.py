import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from qmskit import InvalidInputError, Limit, TimeUnit
from qmskit.model.announcements import AnnouncedProcedure, Announcement, ChangeKind
from qmskit.model.procedures import ChannelMethod, Level
from qmskit.model.workflows import Decision
from qmskit.readers.announcements.city_updates import CityUpdatesReader
from qmskit.readers.announcements.procedures import announced_procedures, reductions
from qmskit.readers.sources import read_procedures

READER = CityUpdatesReader()
CODE = "1.000001"

Row = Mapping[str, object]


@dataclass(frozen=True)
class Expected:
    """A row as a person reads the list: number and unit of both limits, codes of the doubts."""

    kind: ChangeKind
    levels: tuple[Level, ...] = ()
    limit: tuple[str, TimeUnit] | None = None
    reduced: tuple[str, TimeUnit] | None = None
    is_kept: bool = False
    legal: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


DAY, WORKING = TimeUnit.DAY, TimeUnit.WORKING_DAY
AMENDED, REPEALED = ChangeKind.AMENDED, ChangeKind.REPEALED
COMMUNE, PROVINCE = (Level.COMMUNE,), (Level.PROVINCE,)
BROKEN, CUT, GLUED, REDUCTION = "QMS082", "QMS083", "QMS084", "QMS090"
ONE = ("1", WORKING)

REAL = {
    "1.013337": Expected(REPEALED, PROVINCE, doubts=(GLUED,)),
    "1.013723": Expected(REPEALED, PROVINCE, legal=("37/2026/NĐ-CP",)),
    "1.014111": Expected(AMENDED, COMMUNE, ("140", DAY), ("70", DAY)),
    "1.014113": Expected(AMENDED, COMMUNE, ("75", DAY), ("38", DAY)),
    "1.014116": Expected(REPEALED, COMMUNE, doubts=(GLUED,)),
    "1.116316": Expected(ChangeKind.NEW, PROVINCE, ONE),
    "1.013860": Expected(AMENDED, PROVINCE, ("3", WORKING), ("2.5", WORKING), doubts=(BROKEN,)),
    "1.013864": Expected(AMENDED, PROVINCE, ("3", WORKING), ("2.5", WORKING), doubts=(BROKEN,)),
    "1.000302": Expected(AMENDED, (), ONE, is_kept=True, doubts=(BROKEN,)),
    "1.000321": Expected(AMENDED, (), ONE, doubts=(BROKEN, CUT, REDUCTION)),
    "1.000703": Expected(AMENDED, (), ("4", WORKING), ("2.5", WORKING), doubts=(BROKEN,)),
    "1.001023": Expected(AMENDED, (), ONE, is_kept=True, doubts=(BROKEN,)),
    "1.001577": Expected(AMENDED, (), ONE, is_kept=True, doubts=(BROKEN,)),
    "1.001737": Expected(AMENDED, (), ONE, is_kept=True, doubts=(BROKEN,)),
}


@pytest.fixture(scope="module")
def real_file(real_data: Path) -> Path:
    return real_data / "announcing-decisions" / "city-updates-20260907.excerpt.json"


@pytest.fixture(scope="module")
def real(real_file: Path) -> tuple[Announcement, ...]:
    return tuple(READER.read(real_file))


@pytest.fixture(scope="module")
def real_rows(real: tuple[Announcement, ...]) -> Mapping[str, AnnouncedProcedure]:
    return {row.code: row for one in real for row in one.rows}


def test_the_real_decisions_arrive(real: tuple[Announcement, ...]) -> None:
    assert [(one.decision, one.effective, one.field, len(one.rows)) for one in real] == [
        (Decision("3500/QĐ-UBND", date(2026, 8, 30)), None, "NỘI VỤ", 6),
        (Decision("3501/QĐ-UBND", date(2026, 9, 1)), date(2027, 3, 1), "PHÒNG BỆNH", 2),
        (Decision("3508/QĐ-UBND", date(2026, 9, 3)), None, "ĐƯỜNG BỘ", 6),
    ]
    assert [[doubt.code for doubt in one.doubts] for one in real] == [["QMS086"], [], ["QMS086"]]


@pytest.mark.parametrize(("code", "expected"), REAL.items(), ids=REAL)
def test_every_real_row_is_read_as_a_person_reads_it(
    real_rows: Mapping[str, AnnouncedProcedure], code: str, expected: Expected
) -> None:
    assert len(real_rows) == len(REAL) == 14
    row = real_rows[code]
    found = Expected(
        row.kind,
        row.levels,
        _told(row.limit),
        _told(row.reduced),
        row.is_kept,
        tuple(basis.number for basis in row.legal_bases),
        tuple(doubt.code for doubt in row.doubts),
    )
    assert found == expected


def _told(limit: Limit | None) -> tuple[str, TimeUnit] | None:
    if limit is None or limit.value is None:
        return None
    return str(limit.value), limit.unit


def test_names_stay_as_written(real_rows: Mapping[str, AnnouncedProcedure]) -> None:
    assert real_rows["1.000321"].name == "Đăng ký khai thác tuy ến, b ổ"
    assert real_rows["1.014116"].name.endswith("quản lý Nghị định số 300/2026/NĐ-CP ngày 29 tháng")
    assert real_rows["1.013723"].name.endswith("hàng hóa nhóm 2 nhập khẩu")
    assert real_rows["1.116316"].name.endswith("kèm theo Thông tư số 16/2026/TT- BNV")


def test_no_text_of_the_real_list_is_lost(real_file: Path, real: tuple[Announcement, ...]) -> None:
    kept = "".join(_letters(real))
    lost = [
        text
        for text in _texts(json.loads(real_file.read_text(encoding="utf-8")))
        if "".join(text.split()) not in kept and text not in UNDERSTOOD
    ]
    assert lost == []


# Words for which the model has values of its own.
UNDERSTOOD = {
    "new", "modified", "repealed", "province", "2026-08-30", "2026-09-01", "2026-09-03",
    "2027-03-01",
}  # fmt: skip


def _texts(value: object) -> list[str]:
    """Return the texts of a JSON value; limits part at the bar, names at the legal text."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    if not isinstance(value, str):
        return []
    marked = value.replace("Theo quy định:", "|").replace("Sau cắt giảm:", "|")
    for word in ("Không thực hi ện cắt giảm", " Nghị định số 37"):
        marked = marked.replace(word, "|" + word.replace("Không thực hi ện cắt giảm", ""))
    return [part.strip() for part in marked.split("|") if part.strip()]


def _letters(value: object) -> list[str]:
    if isinstance(value, str):
        return ["".join(value.split())]
    if isinstance(value, tuple):
        return [text for inner in value for text in _letters(inner)]
    names = getattr(type(value), "__dataclass_fields__", ())
    return [text for name in names for text in _letters(getattr(value, name))]


def test_the_real_reductions(real: tuple[Announcement, ...]) -> None:
    found = {one.code: one for decision in real for one in reductions(decision)}
    assert {code: _told(one.limit) for code, one in found.items()} == {
        "1.014111": ("70", DAY),
        "1.014113": ("38", DAY),
        "1.013860": ("2.5", WORKING),
        "1.013864": ("2.5", WORKING),
        "1.000703": ("2.5", WORKING),
    }
    assert found["1.000703"].limit_decision == Decision("3508/QĐ-UBND", date(2026, 9, 3))


def test_the_real_procedures_are_those_with_a_certain_name(
    real: tuple[Announcement, ...],
) -> None:
    found = [one for decision in real for one in announced_procedures(decision)]
    assert [one.code for one in found] == ["1.014111", "1.014113", "1.116316"]
    assert found[0].field == "NỘI VỤ"
    assert found[0].decision.number == "3500/QĐ-UBND"
    assert found[2].levels == PROVINCE
    # The list names no way of submission.
    assert [channel.method for channel in found[2].channels] == [ChannelMethod.UNKNOWN]
    assert [limit.short for limit in found[2].limits] == ["01 ngày làm việc"]


def test_a_known_name_makes_a_procedure_certain(real: tuple[Announcement, ...]) -> None:
    known = ["Cấp giấy chứng nhận bị phơi nhiễm với HIV do tai nạn rủi ro nghề nghiệp"]
    found = announced_procedures(real[1], known)
    assert [(one.code, one.name) for one in found] == [
        ("1.013860", known[0]),
        ("1.013864", known[0]),
    ]


def test_the_real_list_is_a_source(real_file: Path, real: tuple[Announcement, ...]) -> None:
    found = read_procedures(real_file)
    assert found.announcements == real
    assert found.problems == ()


def listed(tmp_path: Path, *rows: Row, **decision: object) -> Path:
    """Write a list with one decision of these rows."""
    whole = {"decisionNo": "1/QĐ-UBND", "decisionDate": "2026-01-02",
             "effectiveDate": "2026-01-05", **decision, "rows": list(rows)}  # fmt: skip
    file = tmp_path / "list.json"
    file.write_text(json.dumps({"decisions": [whole]}), encoding="utf-8")
    return file


def row(**values: object) -> Row:
    return {"code": CODE, "name": "Cấp giấy", "sectionStatus": "modified", **values}


DOUBTS: Mapping[str, tuple[Row, list[str]]] = {
    "nothing": (row(), []),
    "no code": (row(code=None), ["QMS081"]),
    "a code with a blank": (row(code="1.00 0001"), ["QMS081"]),
    "a code with a tail": (row(code="1.000001-Xoa"), ["QMS081"]),
    "a code with a digit too much": (row(code="1.0000011"), ["QMS081"]),
    "no name": (row(name=""), ["QMS081"]),
    "broken words": (row(name="Cấp gi ấy"), [BROKEN]),
    "cut at a comma": (row(name="Cấp giấy,"), [CUT]),
    "cut in a bracket": (row(name="Cấp giấy (trừ"), [CUT]),
    "cut at a linking word": (row(name="Cấp giấy của"), [CUT]),
    "a text linked to the name": (
        row(name="Cấp giấy theo Nghị định số 1/2026/NĐ-CP ngày 2/3/2026"), [],
    ),
    "a text of a point": (row(name="Cấp giấy tại Điều 12 Nghị định số 1/2026/NĐ-CP"), []),
    "a whole text behind": (row(name="Cấp giấy Nghị định số 1/2026/NĐ-CP ngày 2/3/2026"), []),
    "a text without day": (row(name="Cấp giấy Nghị định số 1/2026/NĐ-CP"), [GLUED]),
    "two texts": (
        row(name="Cấp giấy Luật số 1/2026/QH15 ngày 2/3/2026; Luật số 2/2026/QH15 ngày 2/3/2026"),
        [GLUED],
    ),
    "another kind": (row(sectionStatus="moved"), ["QMS089"]),
    "no kind": (row(sectionStatus=None), ["QMS089"]),
    "replaced without old code": (row(sectionStatus="replaced"), ["QMS087"]),
    "a bare number": (row(context_times="5"), ["QMS085"]),
    "words only": (row(context_times="Theo mô tả"), ["QMS085"]),
    "not shorter": (row(context_times="3 ngày | 4 ngày"), [REDUCTION]),
    "another unit": (row(context_times="3 ngày làm việc | 2 ngày"), [REDUCTION]),
    "a bare number after": (row(context_times="3 ngày | 2"), [REDUCTION]),
    "three limits": (row(context_times="3 ngày | 2 ngày | 1 ngày"), [REDUCTION]),
    "kept": (row(context_times="3 ngày | Không thực hiện cắt giảm"), []),
    "a unit cut off": (row(context_times="3 ngày làm"), ["QMS085"]),
    "a unit cut off after": (row(context_times="3 ngày làm việc | 2 ngày l"), [REDUCTION]),
    "a dash": (row(context_times="3 ngày | -"), []),
    "the same again": (row(context_times="3 ngày | 03 ngày"), []),
}  # fmt: skip


@pytest.mark.parametrize(("given", "codes"), DOUBTS.values(), ids=DOUBTS)
def test_what_is_uncertain_is_listed(tmp_path: Path, given: Row, codes: list[str]) -> None:
    (found,) = READER.read(listed(tmp_path, given))
    assert [doubt.code for doubt in found.rows[0].doubts] == codes
    assert all(doubt.where.path == "decisions[0].rows[0]" for doubt in found.rows[0].doubts)
    assert all(doubt.message and doubt.fix for doubt in found.rows[0].doubts)


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("03 ngày làm vi ệc", "3", WORKING),
        ("03 ng ày l àm việc kể từ ngày nhận", "3", WORKING),
        ("3 n gày", "3", DAY),
        ("8 gi ờ làm việc", "8", TimeUnit.HOUR),
        ("Tối đa 2 th áng", "2", TimeUnit.MONTH),
        ("0,5 ngày làm việc", "0.5", WORKING),
    ],
)
def test_torn_units_are_read_as_what_they_are(
    tmp_path: Path, words: str, value: str, unit: TimeUnit
) -> None:
    (found,) = READER.read(listed(tmp_path, row(context_times=words)))
    (one,) = found.rows
    assert (_told(one.limit), one.limit.text, one.doubts) == ((value, unit), words, ())


def test_a_doubtful_code_and_reduction_are_kept(tmp_path: Path) -> None:
    given = row(code="1.00 0001", context_times="3 ngày | 4 ngày", sectionStatus="moved", page=7)
    (found,) = READER.read(listed(tmp_path, given))
    (one,) = found.rows
    assert (one.code, one.reduced, one.is_kept) == ("", None, False)
    assert {left.path: left.text for left in one.unparsed} == {
        "code": "1.00 0001",
        "reduced": "4 ngày",
        "kind": "moved",
    }
    assert one.where.path == "decisions[0].rows[0], trang 7"


def test_one_code_with_two_contents(tmp_path: Path) -> None:
    file = listed(tmp_path, row(), row(name="Cấp sổ"), row(code="1.000002"))
    (found,) = READER.read(file)
    assert [[doubt.code for doubt in one.doubts] for one in found.rows] == [
        ["QMS088"], ["QMS088"], [],
    ]  # fmt: skip
    assert [one.code for one in announced_procedures(found)] == ["1.000002"]


def test_the_same_row_for_two_levels_is_no_doubt(tmp_path: Path) -> None:
    file = listed(tmp_path, row(levelHint="province"), row(levelHint="commune"))
    (found,) = READER.read(file)
    assert [one.doubts for one in found.rows] == [(), ()]
    assert [one.levels for one in found.rows] == [PROVINCE, COMMUNE]


@pytest.mark.parametrize(
    ("decision", "codes"),
    [
        ({}, []),
        ({"effectiveDate": None}, ["QMS086"]),
        ({"effectiveDate": "sớm nhất"}, ["QMS086"]),
        ({"effectiveDate": "2026-02-30"}, ["QMS086"]),
        ({"decisionNo": ""}, ["QMS091"]),
        ({"decisionDate": "hôm qua"}, ["QMS091"]),
    ],
)
def test_what_is_uncertain_of_the_decision_is_listed(
    tmp_path: Path, decision: dict[str, object], codes: list[str]
) -> None:
    (found,) = READER.read(listed(tmp_path, row(), **decision))
    assert [doubt.code for doubt in found.doubts] == codes
    texts = [value for value in decision.values() if isinstance(value, str) and value]
    assert [left.text for left in found.unparsed] == texts


BAD: Mapping[str, tuple[object, list[tuple[str, str]]]] = {
    "no list": ({"rows": 1}, [("QMS080", "")]),
    "empty": ({"decisions": []}, [("QMS080", "")]),
    "a list": ([], [("QMS080", "")]),
    "decisions of another kind": ({"decisions": [1, {"rows": 2}]},
                                  [("QMS080", "decisions[0]"), ("QMS080", "decisions[1]")]),
    "a control character": ({"decisions": [{"rows": [{"name": "\u0001"}]}]},
                            [("QMS012", "decisions[0].rows[0].name")]),
    "a control character around": ({"_note": "\u0001", "decisions": [{"rows": []}]},
                                   [("QMS012", "_note")]),
}  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), BAD.values(), ids=BAD)
def test_other_shapes_are_refused(
    tmp_path: Path, value: object, expected: list[tuple[str, str]]
) -> None:
    file = tmp_path / "list.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        list(READER.read(file))
    assert [(one.code, one.where.path) for one in caught.value.problems] == expected


def test_odd_values_do_no_harm(tmp_path: Path) -> None:
    odd: list[object] = [1, None, "x", [], {"code": 1.000001, "name": ["a"], "page": "drei"}]
    file = tmp_path / "list.json"
    whole = {"decisions": [{"rows": odd, "decisionNo": 5, "effectiveDate": 20270301}]}
    file.write_text(json.dumps(whole), encoding="utf-8")
    (found,) = READER.read(file)
    assert [one.code for one in found.rows] == [""] * 5
    assert found.decision == Decision("")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.json", b'{"decisions": [{"rows": []}]}', True),
        ("a.JSON", b'{"decisions": [{"rows": []}]}', True),
        ("a.json", b'{"data": {"code": "1"}}', False),
        ("a.json", b"\xff\xfe\x00", False),
        ("a.yaml", b'{"decisions": [{"rows": []}]}', False),
    ],
)
def test_the_content_decides(tmp_path: Path, name: str, content: bytes, expected: object) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert READER.accepts(file) is expected


def test_halves_are_read_exactly(tmp_path: Path) -> None:
    (found,) = READER.read(listed(tmp_path, row(context_times="03 ngày | 2,5 ngày")))
    assert found.rows[0].reduced is not None
    assert found.rows[0].reduced.value == Decimal("2.5")
