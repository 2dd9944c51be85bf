"""What is computed from steps: responsibilities, the process map, questions of the audit."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import qmskit
from qmskit.documents.blocks import Figure, Table, text_of
from qmskit.documents.composing import Composed, Composer
from qmskit.documents.plan import plan
from tests.examples import ROOT
from tests.trees import TINY, write_tree

DAY = date(2026, 11, 22)
NAMES = (
    "xa-binh-minh",
    "so-nong-nghiep-moi-truong-dong-xuan",
    "chi-cuc-quan-ly-dat-dai-dong-xuan",
)


def composed(name: str, kind: str) -> list[Composed]:
    qmset = qmskit.load(ROOT / "examples" / name)
    composer = Composer(qmset, DAY)
    return [composer.composed(one) for one in plan(qmset, DAY) if one.kind.id == kind]


def rows(table: Table) -> list[list[str]]:
    return [
        ["\n".join(text_of(runs) for runs in cell.paragraphs) for cell in row.cells]
        for row in (*table.head, *table.rows)
    ]


def tables(document: Composed) -> list[list[list[str]]]:
    return [rows(block) for block in document.body if isinstance(block, Table)]


def asked_of(sheet: Composed) -> list[list[str]]:
    return next(one for one in tables(sheet) if one[0][1] == "Nội dung kiểm tra")


def test_the_matrix_says_who_takes_which_part_in_which_process() -> None:
    (document,) = composed("xa-binh-minh", "responsibility-matrix")
    legend, matrix = tables(document)
    columns = {role: int(number) for number, role, _holder in legend[1:]}
    lines = {line[0].split("\n")[-1]: line for line in matrix[1:]}
    audit = lines["QT-HT-02"]
    assert audit[columns["Chủ tịch Ủy ban nhân dân"]] == "PD"
    assert audit[columns["Thư ký Ban Chỉ đạo ISO"]] == "TH"
    birth = next(line for line in matrix if line[0].endswith("lĩnh vực Hộ tịch\n"))
    assert birth[columns["Công chức tư pháp – hộ tịch"]] == "TH"
    assert birth[columns["Phó Chủ tịch Ủy ban nhân dân"]] == "PD"
    assert birth[columns["Văn thư"]] == "TH"


@pytest.mark.parametrize("name", NAMES)
def test_every_process_has_somebody_who_does_it_and_one_who_decides(name: str) -> None:
    (document,) = composed(name, "responsibilities")
    table = next(one for one in tables(document) if one[0][0] == "Quá trình")
    assert len(table) > 14
    assert [line[0] for line in table[1:] if not line[1]] == []
    assert [line[0] for line in table[1:] if "\nQT-" in line[0] and not line[2]] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_process_map_shows_every_process_inside_its_frame(name: str) -> None:
    (document,) = composed(name, "model")
    (figure,) = [block for block in document.body if isinstance(block, Figure)]
    agency_type = qmskit.load(ROOT / "examples" / name).agency.type
    processes = qmskit.load(ROOT / "examples" / name).system.processes
    expected = {one.name for one in processes if one.is_for(agency_type)}
    assert expected <= {box.text for box in figure.boxes}
    for box in figure.boxes:
        assert 0 <= box.x <= figure.width - box.width
        assert 0 <= box.y <= figure.height - box.height
    points = [point for arrow in figure.arrows for point in arrow.points]
    assert all(Decimal(0) <= x <= figure.width for x, _y in points)
    assert all(Decimal(0) <= y <= figure.height for _x, y in points)


def test_processes_do_not_cover_each_other() -> None:
    (document,) = composed("xa-binh-minh", "model")
    (figure,) = [block for block in document.body if isinstance(block, Figure)]
    boxes = [box for box in figure.boxes if box.style in {"plain", "strong"}]
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = (
                one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            )
            assert apart, (one.text, other.text)


def test_the_audit_asks_for_every_step_with_its_limit() -> None:
    documents = composed("xa-binh-minh", "audit-questions")
    birth = next(one for one in documents if one.document.code == "QT 01/CX-HT")
    questions = asked_of(birth)
    workflow = birth.document.workflow
    assert workflow is not None
    asked = [line[1] for line in questions if line[1].startswith("Bước ")]
    assert len(asked) == len(workflow.steps)
    for step, question in zip(workflow.steps, asked, strict=True):
        assert all(time.limit.short in question for time in step.times if not time.shared)
    assert "01 ngày làm việc" in questions[1][1]


def test_the_audit_names_no_limit_whose_unit_nobody_knows(tmp_path: Path) -> None:
    folder = write_tree(tmp_path, {**TINY, "qms.yaml": TINY["qms.yaml"].split("system:")[0]})
    path = folder / "catalogue/1.000170.yaml"
    told = path.read_text(encoding="utf-8")
    path.write_text(told.replace("{value: 3, unit: working-day}", "{value: 0, unit: unknown}"))
    qmset = qmskit.load(folder)
    (sheet,) = (one for one in plan(qmset, DAY) if one.kind.id == "audit-questions")
    questions = asked_of(Composer(qmset, DAY).composed(sheet))
    asked = "Hồ sơ có được giải quyết trong thời hạn ghi tại quy trình không?"
    assert questions[1][1] == asked
