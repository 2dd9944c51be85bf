from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from qmskit import Limit, Procedure, TimeUnit
from qmskit.model.procedures import (
    Agencies,
    AnnouncingDecision,
    Channel,
    ChannelMethod,
    DossierCase,
    DossierItem,
    ExecutionStep,
    Fee,
    FeeKind,
    LegalBasis,
    Level,
    Unparsed,
    Variant,
)
from qmskit.readers.procedures import procedure, procedure_tree, read_procedure
from qmskit.readers.schemas import parse_record
from qmskit.readers.trees import dump_yaml
from tests.strategies import procedures
from tests.trees import CODE

FULL = Procedure(
    code=CODE,
    name="Thủ tục cấp giấy xác nhận",
    field="Hộ tịch",
    levels=(Level.COMMUNE, Level.OTHER),
    channels=(
        Channel(
            ChannelMethod.DIRECT,
            Limit(Decimal("7.5"), TimeUnit.WORKING_DAY),
            (
                Fee(FeeKind.FEE, Decimal(0), "", "Miễn phí: người cao tuổi"),
                Fee(FeeKind.CHARGE, None, "USD", "", ("bieu-phi.pdf",)),
            ),
            "Nộp tại quầy.\n- Thứ bảy: buổi sáng",
        ),
        Channel(ChannelMethod.ONLINE, Limit(text="Theo mô tả")),
        Channel(ChannelMethod.POSTAL, Limit(Decimal(5))),
    ),
    variants=(Variant("Cần xác minh", Limit(Decimal(10), TimeUnit.DAY), "1.000170.01"),),
    dossier=(
        DossierCase("* Giấy tờ phải nộp:", (DossierItem("- Tờ khai", 1, 0, "01", "Mẫu số 01"),)),
        DossierCase("", (DossierItem("Giấy tờ khác", None, None, "", "", ("to-khai.docx",)),)),
    ),
    set_count=0,
    execution=(ExecutionStep("Bước 1", "Nộp hồ sơ.\n\nNhận giấy hẹn."), ExecutionStep("", "Xong")),
    applicants=("Công dân",),
    agencies=Agencies(("Xã",), ("Chủ tịch",), ("Phó Chủ tịch",), ("Sở",), "Số 1"),
    results=("no", "01"),
    requirements="# Không có\n- null",
    legal_bases=(LegalBasis("01/2020/TT-DT", "Thông tư"), LegalBasis("", "Luật")),
    decision=AnnouncingDecision("1077/QĐ-DT", date(2026, 6, 29), "Bộ Dùng thử"),
    notes=("Ghi chú",),
    updated=date(2026, 7, 1),
    unparsed=(Unparsed("data.note[0].text", "chưa có chỗ"),),
)


def read_back(procedure: Procedure, folder: Path) -> Procedure:
    path = folder / "procedure.yaml"
    tree = procedure_tree(procedure, "portal-api-2026-07", "1.000170.json")
    path.write_text(dump_yaml(tree, "../x.schema.json"), encoding="utf-8", newline="")
    return read_procedure(path)


def test_every_value_of_a_procedure_is_written_and_read_back(tmp_path: Path) -> None:
    assert read_back(FULL, tmp_path) == FULL


def test_the_least_a_procedure_may_hold(tmp_path: Path) -> None:
    least = Procedure(CODE, "Thử")
    assert read_back(least, tmp_path) == least


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("procedures")


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(procedure=procedures)
def test_reading_undoes_writing(procedure: Procedure, folder: Path) -> None:
    assert read_back(procedure, folder) == procedure


def test_what_a_record_says_of_itself_stands_first(tmp_path: Path) -> None:
    read_back(FULL, tmp_path)
    head = (tmp_path / "procedure.yaml").read_text(encoding="utf-8").splitlines()[:4]
    assert head == [
        "# yaml-language-server: $schema=../x.schema.json",
        "code: '1.000170'",
        "name: Thủ tục cấp giấy xác nhận",
        "field: Hộ tịch",
    ]


# Every row: what a person writes, and what it means.
MONEY = {
    "8000": "8000",
    "8.000": "8000",
    "1.200.000": "1200000",
    "0,5": "0.5",
    "7,25": "7.25",
    "0": "0",
}


@pytest.mark.parametrize(("written", "meant"), MONEY.items())
def test_a_point_parts_thousands_of_money(written: str, meant: str) -> None:
    fee = f"  - method: direct\n    fees: [{{kind: fee, amount: '{written}'}}]\n"
    text = f"code: 1.000170\nname: Thử\nchannels:\n{fee}"
    found = procedure(parse_record(text, "catalogue", "a.yaml"))
    assert found.channels[0].fees[0].amount == Decimal(meant)
