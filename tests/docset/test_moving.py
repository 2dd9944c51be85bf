import re
import shutil
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import qmskit
from qmskit import Act, InvalidInputError
from qmskit.cli import main
from qmskit.model.editions import EditionName
from qmskit.readers.frameworks import framework_at
from qmskit.readers.renames import renames_to
from tests.editions import FIRST, second_edition
from tests.examples import COMMUNE, procedures_only
from tests.released import released_set
from tests.trees import write_tree

DAY = date(2026, 11, 22)
ACT = Act("Nguyễn Văn A", datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
ASIDE = "removed/qd101-2019-1"

OWN: Mapping[str, str] = {
    "documents/registers/external.md": (
        "Lời văn của xã: {{ post.citizen_officer }}, [](doc:register-external), "
        "{{ words.place_of_post }}.\n"
    ),
    "documents/registers/forms.md": "Danh mục của xã.\n",
    "documents/registers/roles.md": "Phân công của xã.\n",
    "documents/registers/binder-labels.md": "Nhãn của xã.\n",
    "documents/so-rieng.md": """\
---
id: so-rieng
title: Sổ riêng của xã
code: SR-01
frame: register.docx
source: {text: xã tự lập, standing: observed}
form_of: register-external   # thuộc danh mục này
---
Xem [](doc:register-external).
""",
    "risks.yaml": """\
# Rủi ro của xã
risks:
  - id: R01
    likelihood: 5   # tăng
  - id: R02
    impact: 3
  - id: R03
    impact: 2
  - id: R04
    impact: 1
  - {id: R52, impact: 1}
  - id: R10
    documents: [register-external, binder-labels]
  - id: rieng
    process: handover
    name: Mất liên lạc
    cause: Mưa bão
    effect: Chậm trả kết quả
    likelihood: 2
    impact: 2
    treatment: Gọi điện
    owner: citizen-officer
    due: Tháng 9
    evidence: Sổ trực
""",
    "distribution.yaml": """\
desks:
  - id: mot-cua
    name: Bộ phận Một cửa
    roles: [reception, notary]
    documents: [register-external, QT-HT-01]
  - id: to-chuyen-mon
    name: Tổ chuyên môn
    roles: [specialist-unit]
""",
}
STAFF = """\
  # chứng thực
  - role: notary
    person: Trần Thị B
  - role: specialist-unit
    person: Nguyễn Văn A
"""
SYSTEM = """\
system:
  # bản riêng
  leave_out: [register-forms, register-external]
  words:
    place_of_post: nhà văn hóa   # nơi niêm yết
"""


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return second_edition(tmp_path_factory.mktemp("edition") / FIRST)


@pytest.fixture
def commune(tmp_path: Path) -> Path:
    folder = tmp_path / "xã Bình Minh"
    shutil.copytree(COMMUNE, folder, ignore=shutil.ignore_patterns("_build", ".qmskit"))
    write_tree(folder, OWN)
    for name, more in (("staff.yaml", STAFF), ("qms.yaml", SYSTEM)):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(more)
    with (folder / "codes.yaml").open("a", encoding="utf-8") as file:
        file.write("system:\n  register-external: DM-XA   # từ năm 2020\n")
    qmskit.load(folder)
    return folder


def test_ids_follow_the_map_and_all_else_stays(commune: Path, second: Path) -> None:
    before = texts(commune)
    move(commune, second)
    after = texts(commune)
    assert after["documents/registers/legal.md"] == (
        "Lời văn của xã: {{ post.reception_officer }}, [](doc:register-legal), "
        "{{ words.posting_place }}.\n"
    )
    assert after["documents/so-rieng.md"] == before["documents/so-rieng.md"].replace(
        "register-external", "register-legal"
    )
    assert "profile: seven-items\n" in after["qms.yaml"]
    assert "  # bản riêng\n  leave_out: [register-legal]\n" in after["qms.yaml"]
    assert "    posting_place: nhà văn hóa   # nơi niêm yết\n" in after["qms.yaml"]
    assert "  # chứng thực\n  - role: certifier\n    person: Trần Thị B\n" in after["staff.yaml"]
    assert "  - id: RR01\n    likelihood: 5   # tăng\n" in after["risks.yaml"]
    assert "    owner: reception-officer\n" in after["risks.yaml"]
    assert "    roles: [reception, certifier]\n" in after["distribution.yaml"]
    qmset = qmskit.load(commune)
    assert (qmset.framework.id, qmset.framework.version) == (FIRST, "2")
    assert qmskit.build(qmset, as_of=DAY, only=["SR-01"]).documents


def test_nothing_an_agency_wrote_is_lost(commune: Path, second: Path) -> None:
    before = contents(commune)
    plan = move(commune, second)
    after = contents(commune)
    ways = single_ways(second)
    for path, content in before.items():
        if path in {"qms.yaml", "codes.yaml"}:
            # Here lines are added too; those that were there are told by other tests.
            continue
        kept = after.get(f"{ASIDE}/{path}") == content
        followed = any(
            content == found or renamed(content, ways) == renamed(found, ways)
            for name, found in after.items()
            if not name.startswith(("packs/", "removed/"))
        )
        assert kept or followed, path
    for name in ("forms", "roles", "binder-labels"):
        path = f"documents/registers/{name}.md"
        assert path not in after
        assert f"{ASIDE}/{path}" in after
        assert any(one.where.file == path for one in plan.remarks)


def test_what_has_no_single_successor_waits_for_a_decision(commune: Path, second: Path) -> None:
    plan = move(commune, second)
    told = [str(one) for one in plan.remarks]
    wanted = (
        "leave_out[0]: tài liệu “register-forms – Danh mục biểu mẫu” đã tách thành",
        "risks[4].id: rủi ro “R52 – Cấp giấy phép",
        "không còn tổ chuyên môn",
        "risks[2].id: rủi ro “R03",
    )
    assert [one for one in wanted if not any(one in line for line in told)] == []
    text = (commune / ASIDE / "can-quyet-dinh.md").read_text(encoding="utf-8")
    assert text.count("- [ ] ") == len(plan.remarks)
    risks = (commune / "risks.yaml").read_text(encoding="utf-8")
    assert "R52" not in risks
    assert "R04" not in risks
    # The one that goes on under its own id stays, and somebody is asked to read it.
    assert "  - id: R02\n    impact: 3\n" in risks


def test_a_step_of_a_split_role_is_told_in_words(commune: Path, second: Path) -> None:
    path = "workflows/2.001406.yaml"
    before = (commune / path).read_text(encoding="utf-8")
    move(commune, second)
    assert (commune / path).read_text(encoding="utf-8") == before.replace(
        "role: civil-status-officer", "performer: Công chức tư pháp – hộ tịch"
    )
    assert (commune / ASIDE / path).read_text(encoding="utf-8") == before


def test_codes_stay_given_and_are_never_given_twice(commune: Path, second: Path) -> None:
    plan = move(commune, second)
    codes = qmskit.load(commune).codes
    assert codes.system["register-legal"] == "DM-XA"
    # Their codes went with the documents that were split, merged or given up.
    assert set(codes.retired) == {"DM-05", "DM-06", "DM-11", "DM-12"}
    made = {kind.id: codes.system.get(kind.id, kind.code) for kind in qmskit.load(commune).kinds}
    assert not set(made.values()) & set(codes.retired)
    given = [code for code in made.values() if code]
    assert len(set(given)) == len(given)
    assert any("DM-05 đã cấp cho tài liệu khác" in one.message for one in plan.remarks)
    text = (commune / "codes.yaml").read_text(encoding="utf-8")
    assert "  register-legal: DM-XA   # từ năm 2020\n" in text


def test_a_plan_writes_nothing_and_a_second_move_has_nothing_to_do(
    commune: Path, second: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(commune)
    target = ["update", str(commune), "--framework", str(second)]
    assert main([*target, "--dry-run"]) == 1
    assert "mô hình khung qd101-2019 (1) → qd101-2019 (2)" in capsys.readouterr().out
    assert contents(commune) == before
    assert main([*target, "--yes"]) == 0
    after = contents(commune)
    capsys.readouterr()
    assert main([*target, "--yes"]) == 0
    assert capsys.readouterr().out == "Không có gì thay đổi.\n"
    assert contents(commune) == after


def test_a_move_and_an_update_are_two_commands(
    commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["update", str(commune), "nguồn.json", "--framework", FIRST]) == 2
    assert "--framework không đi cùng nguồn" in capsys.readouterr().err


def test_a_move_can_be_undone_and_stands_in_the_ledger(commune: Path, second: Path) -> None:
    before = contents(commune)
    move(commune, second)
    details = qmskit.log(commune).entries[-1].details.record("framework")
    assert details.record("from").text_of("version") == "1"
    assert details.record("to").text_of("version") == "2"
    qmskit.undo(commune, act=ACT)
    after = contents(commune)
    same = {path: content for path, content in before.items() if path != "qms.yaml"}
    assert {path: after[path] for path in same} == same
    assert not [path for path in after if path.startswith(("removed/", "packs/"))]
    assert qmskit.load(commune).framework.version == "1"


def test_releases_stay_as_they_are(tmp_path: Path, second: Path) -> None:
    folder = released_set(tmp_path / "set")
    before = {path: one for path, one in contents(folder).items() if path.startswith("releases/")}
    issued = numbers(folder)
    move(folder, second)
    after = contents(folder)
    assert {path: after[path] for path in before} == before
    assert not qmskit.verify(folder).problems
    assert numbers(folder) == issued


@pytest.mark.parametrize(
    ("head", "day", "code"),
    [
        ({"effective": "2027-01-01"}, date(2026, 12, 31), "QMS885"),
        ({"effective": "2027-01-01"}, date(2027, 1, 1), ""),
        ({"expires": "2027-01-01"}, date(2026, 12, 31), ""),
        ({"expires": "2027-01-01"}, date(2027, 1, 1), "QMS885"),
    ],
)
def test_a_framework_is_followed_while_it_is_in_force(
    tmp_path: Path, head: Mapping[str, str], day: date, code: str
) -> None:
    edition = second_edition(tmp_path / FIRST, head=head)
    folder = shutil.copytree(procedures_only(), tmp_path / "set")
    if not code:
        assert qmskit.plan_move(folder, str(edition), as_of=day).pending
        return
    with pytest.raises(InvalidInputError) as caught:
        qmskit.plan_move(folder, str(edition), as_of=day)
    assert [one.code for one in caught.value.problems] == [code]


def test_without_a_map_nobody_is_moved(tmp_path: Path) -> None:
    edition = second_edition(tmp_path / FIRST)
    shutil.rmtree(edition / "renames")
    folder = shutil.copytree(procedures_only(), tmp_path / "set")
    with pytest.raises(InvalidInputError) as caught:
        qmskit.plan_move(folder, str(edition), as_of=DAY)
    assert [one.code for one in caught.value.problems] == ["QMS881"]


def test_a_pack_needs_one_for_the_new_framework(tmp_path: Path, second: Path) -> None:
    folder = shutil.copytree(procedures_only(), tmp_path / "set")
    pack = COMMUNE.parent / "goi-tinh-dong-xuan"
    assert main(["update", str(folder), str(pack), "--yes"]) == 0
    with pytest.raises(InvalidInputError) as caught:
        qmskit.plan_move(folder, str(second), as_of=DAY)
    assert [one.code for one in caught.value.problems] == ["QMS888"]


def test_a_set_of_an_outline_is_told_what_to_do_and_can_be_moved(tmp_path: Path) -> None:
    folder = old_set(tmp_path)
    with pytest.raises(InvalidInputError) as caught:
        qmskit.load(folder)
    (problem,) = caught.value.problems
    assert (problem.code, problem.where.line) == ("QMS880", 4)
    assert "--framework" in problem.fix
    qmskit.move(folder, FIRST, as_of=DAY, act=ACT)
    codes = qmskit.load(folder).codes
    assert codes.system == {"model": "STCL", "document-control": "QT-01", "audit": "QT-03"}
    assert codes.retired == ("QT-02", "QT-06")
    # What is no text of the new framework would not be printed: it is kept beside the set.
    aside = folder / "removed" / "tcvn-iso-9001-2008-1" / "documents" / "so-tay.md"
    assert aside.read_text(encoding="utf-8") == "Sổ tay của xã.\n"


def numbers(folder: Path) -> dict[str, tuple[int, ...]]:
    """Return issue and revision of every document that was issued, by its code."""
    found = qmskit.status(qmskit.load(folder), as_of=DAY)
    return {
        one.document.code: (one.issued.document.issue, one.issued.document.revision)
        for one in found
        if one.issued
    }


def old_set(top: Path) -> Path:
    folder = shutil.copytree(procedures_only(), top / "set")
    path = folder / "qms.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("id: qd101-2019", "id: tcvn-iso-9001-2008"), encoding="utf-8")
    with (folder / "codes.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "system:\n  quality-manual: STCL\n  document-control: QT-01\n  record-control: QT-02\n"
            "  internal-audit: QT-03\n  preventive-action: QT-06\n"
        )
    write_tree(folder, {"documents/so-tay.md": "Sổ tay của xã.\n"})
    return folder


def move(folder: Path, edition: Path) -> qmskit.SetPlan:
    return qmskit.move(folder, str(edition), as_of=DAY, act=ACT)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.relative_to(folder).as_posix().startswith((".qmskit/", "ledger."))
    }


def texts(folder: Path) -> dict[str, str]:
    return {
        path: content.decode()
        for path, content in contents(folder).items()
        if path.endswith((".yaml", ".md"))
    }


def single_ways(edition: Path) -> dict[str, str]:
    """Return what each id is renamed to where it has one successor."""
    renames = renames_to(framework_at(edition), EditionName(FIRST, "1"))
    assert renames
    rows = (row for rows in renames.rows.values() for row in rows.values())
    return {row.old: row.new[0] for row in rows if len(row.new) == 1}


def renamed(content: bytes, ways: Mapping[str, str]) -> bytes:
    spoken = {old.replace("-", "_"): new.replace("-", "_") for old, new in ways.items()}
    for old, new in {**ways, **spoken}.items():
        content = re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])".encode(), new.encode(), content)
    return content
