import pytest

from qmskit.changes.sections import changed_sections, parts_told, sections_told
from qmskit.readers.trees import Json


def heading(level: int, title: str, reference: str = "") -> Json:
    return {"is": "heading", "level": level, "runs": [{"text": title}], "reference": reference}


def text(words: str) -> Json:
    return {"is": "paragraph", "runs": [{"text": words}]}


def document(*body: Json, forms: tuple[Json, ...] = ()) -> Json:
    return [{"front": [], "body": list(body), "forms": list(forms)}]


SCOPE = (heading(1, "PHẠM VI", "mục 2"), text("Áp dụng cho công chức"))
DOSSIER = (heading(2, "Thành phần hồ sơ", "mục 5.a"), text("Tờ khai"))
STEPS = (heading(2, "Các bước", "mục 5.b"), text("Tiếp nhận"), text("Trả kết quả"))
WHOLE = document(*SCOPE, heading(1, "NỘI DUNG", "mục 5"), *DOSSIER, *STEPS)


@pytest.mark.parametrize(
    ("new", "parts", "told"),
    [
        (WHOLE, "", ""),
        (
            document(
                *SCOPE, heading(1, "NỘI DUNG", "mục 5"), *DOSSIER, STEPS[0], text("Tiếp nhận")
            ),
            "mục 5.b",
            "Sửa đổi mục 5.b Các bước",
        ),
        (
            document(*SCOPE, heading(1, "NỘI DUNG", "mục 5"), *STEPS),
            "mục 5.a",
            "Bỏ mục 5.a Thành phần hồ sơ",
        ),
        # The number moved, the words did not.
        (
            document(
                *SCOPE,
                heading(1, "NỘI DUNG", "mục 5"),
                *DOSSIER,
                heading(2, "Phí", "mục 5.b"),
                text("Không"),
                heading(2, "Các bước", "mục 5.c"),
                *STEPS[1:],
            ),
            "mục 5.b",
            "Bổ sung mục 5.b Phí",
        ),
        (
            document(
                *SCOPE,
                heading(1, "NỘI DUNG", "mục 5"),
                *DOSSIER,
                *STEPS,
                forms=(heading(1, "PHIẾU THEO DÕI"), text("Mã hồ sơ")),
            ),
            "Phiếu theo dõi",
            "Bổ sung Phiếu theo dõi",
        ),
    ],
)
def test_what_changed_is_told_by_sections(new: Json, parts: str, told: str) -> None:
    found = changed_sections(WHOLE, new)
    assert parts_told(found) == parts
    assert sections_told(found) == told


def test_a_document_nobody_knows_is_new_all_over() -> None:
    assert {one.verdict for one in changed_sections(None, WHOLE)} == {"new"}
