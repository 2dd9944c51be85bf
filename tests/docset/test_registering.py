"""Relations of a table of the codification, brought into the register of a set."""

from pathlib import Path

import pytest

import qmskit
from qmskit.cli import main
from qmskit.readers.set_law import REGISTER
from tests.trees import TINY, write_tree

HEAD = "phapdien_article,doc,doc_no,src_article,doc_effective,relation,by,by_no,by_effective,file\n"
CITED = "01/2020/TT-DT"


def row(target: str, article: int, acting: str, effective: str = "01/06/2022") -> str:
    return (
        f"1.1.TT.1.{article},Thông tư số {target},{target},Điều {article},01/03/2020,"
        f"có nội dung được sửa đổi,Điều 1 Thông tư số {acting},{acting},{effective},a/b.md\n"
    )


TABLE = (
    row(CITED, 4, "05/2022/TT-DT")
    + row(CITED, 7, "05/2022/TT-DT")
    + row("99/2019/TT-DT", 1, "06/2022/TT-DT")
)


def tree(folder: Path, table: str = TABLE, **files: str) -> tuple[Path, Path]:
    """Write the tiny set with a register, and a table beside it."""
    register = {REGISTER: files["register"]} if "register" in files else {}
    qmset = write_tree(folder / "set", {**TINY, **register})
    return qmset, write_tree(folder, {"table.csv": HEAD + table}) / "table.csv"


def test_only_what_bears_on_texts_that_the_records_cite_comes_in(tmp_path: Path) -> None:
    folder, table = tree(tmp_path)
    plan = qmskit.register(qmskit.load(folder), table)
    assert [one.verdict for one in plan.pending] == ["new"]
    texts = qmskit.load(folder).register.texts
    assert [one for one in texts if one.endswith("/TT-DT")] == [CITED, "05/2022/TT-DT"]
    assert [one.provision for one in texts["05/2022/TT-DT"].relations] == ["Điều 4", "Điều 7"]
    assert texts[CITED].source.standing.value == "secondary"


def test_the_second_time_nothing_happens(tmp_path: Path) -> None:
    folder, table = tree(tmp_path)
    qmskit.register(qmskit.load(folder), table)
    plan = qmskit.plan_register(qmskit.load(folder), table)
    assert (plan.pending, plan.remarks) == ((), ())


OWN = """\
# Sổ của xã
legal_texts:
    - number:   77/2021/TT-DT   # viết tay
      source: {text: "Công báo", standing: quoted}   # đã xem

# hết
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_is_written_by_hand_stays_to_the_byte(tmp_path: Path, line_end: str) -> None:
    folder, table = tree(tmp_path)
    there = folder / REGISTER
    there.parent.mkdir()
    before = OWN.replace("\n", line_end).encode()
    there.write_bytes(before)
    qmskit.register(qmskit.load(folder), table)
    after = there.read_bytes()
    head, tail = before.split(f"{line_end}# hết".encode())
    assert after.startswith(head)
    assert after.endswith(f"{line_end}# hết".encode() + tail)
    assert after.count(b"\r\n") == (after.count(b"\n") if line_end == "\r\n" else 0)
    assert list(qmskit.load(folder).register.texts)[:3] == [
        "77/2021/TT-DT", CITED, "05/2022/TT-DT",
    ]  # fmt: skip


def test_an_empty_list_takes_entries(tmp_path: Path) -> None:
    folder, table = tree(tmp_path, register="# trống\nlegal_texts: []  # chưa có\n")
    qmskit.register(qmskit.load(folder), table)
    text = (folder / REGISTER).read_text(encoding="utf-8")
    assert text.startswith("# trống\nlegal_texts:   # chưa có\n  - number: ")
    assert CITED in qmskit.load(folder).register.texts


def test_a_list_in_brackets_is_left_to_its_author(tmp_path: Path) -> None:
    entry = "{number: 77/2021/TT-DT, source: {text: a, standing: quoted}}"
    folder, table = tree(tmp_path, register=f"legal_texts: [{entry}]\n")
    with pytest.raises(qmskit.InvalidInputError) as error:
        qmskit.plan_register(qmskit.load(folder), table)
    (problem,) = error.value.problems
    assert (problem.code, problem.where.file) == ("QMS897", REGISTER)


def test_a_known_entry_is_left_alone_and_contradictions_are_told(tmp_path: Path) -> None:
    own = (
        "legal_texts:\n  - number: 05/2022/TT-DT\n    effective: 2022-07-01\n"
        f"    relations: [{{kind: amends, number: {CITED}, provision: Điều 4}}]\n"
        "    source: {text: Công báo, standing: quoted}\n"
    )
    folder, table = tree(tmp_path, register=own)
    plan = qmskit.register(qmskit.load(folder), table)
    assert [one.code for one in plan.remarks] == ["QMS895", "QMS896"]
    assert (folder / REGISTER).read_text(encoding="utf-8").startswith(own)
    known = qmskit.load(folder).register.texts["05/2022/TT-DT"]
    assert [one.provision for one in known.relations] == ["Điều 4"]


def test_a_number_that_was_cut_is_told_and_not_taken(tmp_path: Path) -> None:
    folder, table = tree(tmp_path, row(CITED, 4, "05/2022/TT-"))
    plan = qmskit.register(qmskit.load(folder), table)
    assert [one.code for one in plan.remarks] == ["QMS824"]
    texts = qmskit.load(folder).register.texts
    assert "05/2022/TT-" not in texts


def test_a_law_cited_by_title_counts_where_the_register_knows_it(tmp_path: Path) -> None:
    own = (
        "legal_texts:\n  - number: 10/2014/QH13\n    title: Dùng thử\n"
        "    source: {text: Công báo, standing: quoted}\n"
    )
    folder, table = tree(tmp_path, row("10/2014/QH13", 3, "11/2020/QH14"), register=own)
    record = folder / "catalogue" / "1.000170.yaml"
    text = record.read_text(encoding="utf-8") + "  - title: Luật Dùng thử năm 2014\n"
    record.write_text(text, encoding="utf-8")
    qmskit.register(qmskit.load(folder), table)
    assert "11/2020/QH14" in qmskit.load(folder).register.texts


def test_update_takes_such_a_table_as_a_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, table = tree(tmp_path)
    assert main(["update", str(folder), str(table), "--dry-run"]) == 1
    assert f"thêm 05/2022/TT-DT: 2 quan hệ với {CITED}" in capsys.readouterr().out
    assert main(["update", str(folder), str(table), "--yes"]) == 0
    assert main(["update", str(folder), str(table), "--dry-run"]) == 0


def test_real_relations_come_into_a_set_of_real_records(tmp_path: Path, real_data: Path) -> None:
    record = TINY["catalogue/1.000170.yaml"] + "  - number: 123/2015/NĐ-CP\n"
    folder = write_tree(tmp_path / "set", {**TINY, "catalogue/1.000170.yaml": record})
    table = real_data / "law-relations" / "amendment_relations.csv"
    qmskit.register(qmskit.load(folder), table)
    bearings = qmskit.load(folder).register.bearing_on("123/2015/NĐ-CP")
    assert "07/2025/NĐ-CP" in {one.text.number for one in bearings}
    assert not qmskit.plan_register(qmskit.load(folder), table).pending
