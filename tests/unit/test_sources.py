import json
from pathlib import Path

import pytest

from qmskit import Procedures, read_procedures
from tests.trees import CODE, TINY, write_tree

Record = dict[str, object]


def record(code: str, name: str = "Thử") -> Record:
    return {"data": {"code": code, "name": name, "executionMethods": []}}


def written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def codes(found: Procedures) -> list[str]:
    return [one.procedure.code for one in found.found]


def problems(found: Procedures) -> list[tuple[str, str]]:
    return [(Path(one.where.file).name, one.code) for one in found.problems]


def test_a_folder_of_answers_and_catalogue_files(tmp_path: Path) -> None:
    write_tree(
        tmp_path,
        {
            "b.json": written(record("1.000180")),
            "a.JSON": written(record("2.000010")),
            "c.yaml": TINY[f"catalogue/{CODE}.yaml"],
            ".hidden.json": "{",
            "below/d.json": written(record("3.000001")),
            "_build/e.json": "{",
        },
    )
    found = read_procedures(tmp_path)
    assert problems(found) == []
    assert [(one.procedure.code, one.format, one.file) for one in found.found] == [
        (CODE, "catalogue", "c.yaml"),
        ("1.000180", "portal-api-2026-07", "b.json"),
        ("2.000010", "portal-api-2026-07", "a.JSON"),
        ("3.000001", "portal-api-2026-07", "d.json"),
    ]


def test_one_file(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a.json": written(record(CODE)), "b.json": "{"})
    found = read_procedures(str(tmp_path / "a.json"))
    assert (codes(found), problems(found)) == ([CODE], [])


def test_a_list_of_answers_in_one_file(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a.json": written([record("1.000180"), record(CODE)])})
    found = read_procedures(tmp_path)
    assert (codes(found), problems(found)) == ([CODE, "1.000180"], [])


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    found = read_procedures(tmp_path)
    assert (codes(found), problems(found)) == ([], [])


BROKEN = {
    "no JSON": ({"a.json": '{"data": '}, [("a.json", "QMS013")]),
    "other JSON": ({"a.json": '{"data": {"code": "1.000170"}}'}, [("a.json", "QMS021")]),
    "a list with something else in it": (
        {"a.json": written([record("1.000180"), 5])}, [("a.json", "QMS021")]),
    "no YAML": ({"a.yaml": "a: [b"}, [("a.yaml", "QMS010")]),
    "other YAML": ({"a.yaml": "code: 1.000170\n"}, [("a.yaml", "QMS101")]),
    "no UTF-8": ({"a.json": b'{"name": "\xff"}'}, [("a.json", "QMS002")]),
    "two kinds of mistakes": (
        {"a.json": "", "b.yaml": "a: [b"}, [("a.json", "QMS013"), ("b.yaml", "QMS010")]),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told_and_the_others_are_read(
    tmp_path: Path, files: dict[str, str | bytes], expected: list[tuple[str, str]]
) -> None:
    write_tree(tmp_path, {**files, "good.json": written(record(CODE))})
    found = read_procedures(tmp_path)
    assert CODE in codes(found)
    assert problems(found) == expected


def test_what_nobody_reads_is_left_out_of_a_folder_and_refused_when_it_is_named(
    tmp_path: Path,
) -> None:
    write_tree(tmp_path, {"good.json": written(record(CODE)), "ghi chú.txt": "x"})
    found = read_procedures(tmp_path)
    assert (codes(found), problems(found)) == ([CODE], [])
    assert [(Path(one.where.file).name, one.code) for one in found.skipped] == [
        ("ghi chú.txt", "QMS022")
    ]
    assert problems(read_procedures(tmp_path / "ghi chú.txt")) == [("ghi chú.txt", "QMS022")]


# Files that lie about in a folder, and the code when one is named itself.
FOREIGN: dict[str, tuple[str, str | bytes, str]] = {
    "JSON of something else": ("a.json", '{"name": "x", "data": [1]}', "QMS021"),
    "JSON of a number": ("a.json", "5", "QMS021"),
    "Word of before 2007": ("a.doc", b"\xd0\xcf\x11\xe0", "QMS301"),
    "Excel of before 2007": ("a.xls", b"\xd0\xcf\x11\xe0", "QMS031"),
}


@pytest.mark.parametrize(("name", "content", "code"), FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_file_stops_nothing_unless_it_is_named(
    tmp_path: Path, name: str, content: str | bytes, code: str
) -> None:
    write_tree(tmp_path, {"good.json": written(record(CODE)), name: content})
    found = read_procedures(tmp_path)
    assert (codes(found), problems(found)) == ([CODE], [])
    assert [(Path(one.where.file).name, one.code) for one in found.skipped] == [(name, "QMS022")]
    assert problems(read_procedures(tmp_path / name)) == [(name, code)]


def test_what_can_be_read_is_told_in_words(tmp_path: Path) -> None:
    write_tree(tmp_path, {"ghi chú.txt": "x"})
    (problem,) = read_procedures(tmp_path / "ghi chú.txt").problems
    assert "quyết định công bố (Word, Excel)" in problem.fix
    assert "portal-" not in problem.fix


def test_of_a_set_only_the_state_s_and_the_province_s_files_are_read(tmp_path: Path) -> None:
    decided = {f"province/{CODE}.yaml": f"code: {CODE}\nreception: [Trung tâm]\n"}
    write_tree(tmp_path / "xã", {**TINY, **decided})
    found = read_procedures(tmp_path)
    assert (codes(found), problems(found)) == ([CODE], [])
    assert [one.reception for one in found.province] == [("Trung tâm",)]


def test_of_two_records_the_newer_one_counts_and_the_other_is_told(tmp_path: Path) -> None:
    page = {"ma_thu_tuc": CODE, "ten_thu_tuc": "Tên cũ của thủ tục", "cap_thuc_hien": "Cấp xã",
            "cach_thuc_thuc_hien": "Trực tiếp5 NgàyMiễn phí"}  # fmt: skip
    channels = [{"submissionMethod": "DIRECT", "processingTime": 3}]
    told = {"data": {"code": CODE, "name": "Thử", "executionMethods": channels}}
    write_tree(tmp_path, {"a.json": written(told), "b.json": written(page)})
    found = read_procedures(tmp_path)
    assert [one.format for one in found.found] == ["portal-api-2026-07"]
    (older,) = found.skipped
    assert (older.where.file, older.code) == (str(tmp_path / "b.json"), "QMS024")
    assert str(tmp_path / "a.json") in older.message


def test_every_broken_record_of_a_list_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    records = [record(CODE), record(""), record("1.000190", ""), record("1.000180")]
    write_tree(tmp_path, {"a.json": written(records)})
    found = read_procedures(tmp_path)
    assert codes(found) == [CODE, "1.000180"]
    assert [one.where.path.rpartition("data.")[2] for one in found.problems] == ["code", "name"]


def test_a_link_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    folder = write_tree(tmp_path / "in", {"good.json": written(record(CODE))})
    write_tree(tmp_path, {"outside.json": written(record("1.000180"))})
    (folder / "link.json").symlink_to(tmp_path / "outside.json")
    found = read_procedures(folder)
    assert (codes(found), problems(found)) == ([CODE], [("link.json", "QMS003")])


def test_a_missing_source_is_told(tmp_path: Path) -> None:
    found = read_procedures(tmp_path / "gone", write_tree(tmp_path / "in", {}))
    assert problems(found)[0] == ("gone", "QMS001")


def test_a_code_with_two_contents_is_told_and_the_first_is_kept(tmp_path: Path) -> None:
    write_tree(
        tmp_path,
        {"a.json": written(record(CODE, "Một")), "b.json": written(record(CODE, "Hai"))},
    )
    found = read_procedures(tmp_path)
    assert [one.procedure.name for one in found.found] == ["Một"]
    assert problems(found) == [("b.json", "QMS023")]
    assert "a.json" in found.problems[0].message


def test_a_code_with_the_same_content_twice_is_no_problem(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a.json": written([record(CODE)]), "b.json": written(record(CODE))})
    found = read_procedures(tmp_path, tmp_path / "a.json")
    assert (codes(found), problems(found)) == ([CODE], [])
