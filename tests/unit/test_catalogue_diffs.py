import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from qmskit import Procedure
from qmskit.changes.exporting import diff_json
from qmskit.changes.procedures import catalogue_diff
from qmskit.model.announcements import AnnouncedProcedure, Announcement, ChangeKind
from qmskit.model.changes import CatalogueDiff, DiffKind
from qmskit.model.procedures import LegalBasis
from qmskit.model.workflows import Decision
from qmskit.problems import Location
from qmskit.readers.trees import Json
from tests import strategies

HERE = Location("quyet-dinh.docx")
NAME = "Cấp giấy phép xây dựng nhà ở riêng lẻ"
OLD = Procedure("1.000001", NAME, field="Xây dựng")
NEW = Procedure("1.000002", f"{NAME} tại đô thị", field="Xây dựng")
KEPT = Procedure("1.000003", "Đăng ký khai sinh", field="Hộ tịch")
DAY = date(2026, 11, 22)


def replacing(kind: ChangeKind = ChangeKind.REPLACED) -> Announcement:
    row = AnnouncedProcedure(NEW.code, NEW.name, kind, HERE, replaces=(OLD.code,))
    return Announcement(Decision("1/QĐ-UBND"), (row,), HERE)


def links(diff: CatalogueDiff) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {
        one.code: (one.replaces, one.replaced_by, one.may_replace, one.may_be_replaced_by)
        for one in diff.procedures
    }


def test_a_decision_says_what_replaces_what() -> None:
    diff = catalogue_diff([OLD, KEPT], [NEW, KEPT], announcements=[replacing()])
    assert [(one.code, one.kind) for one in diff.procedures] == [
        (OLD.code, DiffKind.REPEALED),
        (NEW.code, DiffKind.NEW),
        (KEPT.code, DiffKind.UNCHANGED),
    ]
    assert links(diff)[OLD.code] == ((), (NEW.code,), (), ())
    assert links(diff)[NEW.code] == ((OLD.code,), (), (), ())


def test_a_like_name_in_the_same_field_is_only_proposed() -> None:
    diff = catalogue_diff([OLD, KEPT], [NEW, KEPT])
    assert links(diff)[OLD.code] == ((), (), (), (NEW.code,))
    assert links(diff)[NEW.code] == ((), (), (OLD.code,), ())


def test_other_fields_no_field_or_a_code_that_stays_are_no_replacement() -> None:
    nothing = ((), (), (), ())
    for old, new in (
        ([OLD], [replace(NEW, field="Nhà ở")]),
        ([replace(OLD, field="")], [replace(NEW, field="")]),
        ([OLD], [OLD, NEW]),
    ):
        assert set(links(catalogue_diff(old, new)).values()) == {nothing}
    diff = catalogue_diff([OLD], [OLD, NEW], announcements=[replacing()])
    assert set(links(diff).values()) == {nothing}


def test_the_promised_json() -> None:
    law = (LegalBasis("66.18/2026/NQ-CP", "Nghị quyết thử"),)
    first = replace(KEPT, legal_bases=(LegalBasis("01/2020/TT-DT", "Thông tư thử"),))
    second = replace(first, legal_bases=(*first.legal_bases, *law), name="đăng ký khai sinh.")
    diff = catalogue_diff([first, OLD], [second, NEW])
    told: dict[str, Json] = {"effective": "2026-05-18", "documents": [{"code": "QT 01"}]}
    found = diff_json(diff, DAY, known={KEPT.code: told})
    assert json.loads(json.dumps(found)) == found
    assert (found["as_of"], found["reannouncement"]) == ("2026-11-22", None)
    assert found["scope"] == {"added": [NEW.code], "removed": [OLD.code]}
    assert found["summary"] == {
        "new": 1, "amended": 1, "repealed": 1, "renamed": 0, "editorial": 0, "unchanged": 0,
    }  # fmt: skip
    procedures = found["procedures"]
    assert isinstance(procedures, list)
    assert procedures[2] == {
        "code": KEPT.code,
        "name": "đăng ký khai sinh.",
        "kind": "amended",
        "changes": [
            {
                "path": "legal_bases[66.18/2026/NQ-CP]",
                "label": "Căn cứ pháp lý",
                "kind": "added",
                "old": "",
                "new": "66.18/2026/NQ-CP, Nghị quyết thử",
                "editorial": False,
                "summary": "Căn cứ pháp lý: bổ sung “66.18/2026/NQ-CP, Nghị quyết thử”.",
            }
        ],
        "legal_texts": ["66.18/2026/NQ-CP"],
        "effective": "2026-05-18",
        "deadline_legal": None,
        "deadline": None,
        "deadline_rule": None,
        "status": None,
        "waiting_on": None,
        "days": None,
        "documents": [{"code": "QT 01"}],
        "replaces": [],
        "replaced_by": [],
        "may_replace": [],
        "may_be_replaced_by": [],
    }


def test_what_did_not_change_is_told_only_if_asked_for() -> None:
    diff = catalogue_diff([KEPT], [replace(KEPT, name="ĐĂNG KÝ KHAI SINH")])
    assert diff_json(diff, DAY)["procedures"] == []
    found = diff_json(diff, DAY, is_complete=True)["procedures"]
    assert isinstance(found, list)
    assert [one["kind"] for one in found if isinstance(one, dict)] == ["editorial"]


@given(st.lists(strategies.procedures, max_size=4, unique_by=lambda one: one.code))
def test_a_catalogue_does_not_differ_from_itself(procedures: list[Procedure]) -> None:
    diff = catalogue_diff(procedures, procedures[::-1])
    assert {one.kind for one in diff.procedures} <= {DiffKind.UNCHANGED}
    assert (diff.added, diff.removed) == ((), ())
