"""Sets wherever people keep them: Vietnamese names, blanks, links above, folders that move."""

import json
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from qmskit.cli import main
from tests.trees import CODE, TINY, write_tree

NAMES = {
    "composed letters": unicodedata.normalize("NFC", "xã Mỹ Tân"),
    "decomposed letters": unicodedata.normalize("NFD", "xã Mỹ Tân"),
    "blanks": "  bộ tài liệu   năm 2026 ",
    "two hundred letters": "a" * 200,
    "quotes": "bộ 'tài' \"liệu\"",
    "a number sign": "bộ #1",
    "percents": "bộ 100% %20",
    "a picture": "bộ 👩‍👩‍👧 🏛️",
    "braces": "bộ {{ x }} {% y %} {0}",
    "brackets of patterns": "bộ [ab] * ?",
    "an ampersand": "R&D <b>",
    "an option": "--yes",
    "a dot before": ".bộ",
}

COMMANDS: tuple[Callable[[str], list[str]], ...] = (
    lambda folder: ["build", folder, "--as-of", "2026-11-22", "-j", "1"],
    lambda folder: ["check", folder, "--as-of", "2026-11-22"],
    lambda folder: ["explain", folder, "agency.name"],
)


def new(folder: str, source: str) -> int:
    name = "Ủy ban nhân dân xã Sông Trong"
    return main(["new", "--name", name, "--procedures", source, "--defaults", "--", folder])


def work(folder: str, source: str) -> list[int]:
    """Run the commands of a day on a set and return their exit codes."""
    codes = [main(_last_folder(command(folder))) for command in COMMANDS]
    update = ["update", "--dry-run", "--as-of", "2026-11-22", "--", folder, source]
    return [*codes, main(update)]


def _last_folder(arguments: list[str]) -> list[str]:
    """Put the folder behind `--`, so that one that looks like an option is none."""
    command, folder, *rest = arguments
    if command == "explain":
        return [command, "--", folder, *rest]
    return [command, *rest, "--", folder]


def sources(folder: Path) -> Path:
    """Write a record under a name of decomposed letters."""
    name = unicodedata.normalize("NFD", "bản ghi thủ tục.yaml")
    return write_tree(folder, {name: TINY[f"catalogue/{CODE}.yaml"]})


def assert_nothing_absolute(folder: Path, *places: Path) -> None:
    """The folder of a set can be handed over: no file in it says where it lay."""
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for place in places:
                for form in ("NFC", "NFD"):
                    shown = unicodedata.normalize(form, str(place))
                    assert shown.encode() not in content, path
                    assert json.dumps(shown)[1:-1].encode() not in content, path


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_set_under_any_name(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = sources(tmp_path / "nguồn")
    assert new(name, str(source)) == 0
    assert set(work(name, str(source))) <= {0, 1}
    assert list((tmp_path / name / "_build").rglob("*.docx"))
    assert "Traceback" not in capsys.readouterr().err
    assert_nothing_absolute(tmp_path / name, tmp_path)


def test_a_folder_that_moves_between_the_commands(tmp_path: Path) -> None:
    source = sources(tmp_path / "nguồn")
    assert new(str(tmp_path / "cũ"), str(source)) == 0
    (tmp_path / "cũ").rename(tmp_path / "mới")
    assert set(work(str(tmp_path / "mới"), str(source))) <= {0, 1}
    first = outputs(tmp_path / "mới")
    (tmp_path / "chỗ khác").mkdir()
    moved = (tmp_path / "mới").rename(tmp_path / "chỗ khác" / "bộ tài liệu")
    assert set(work(str(moved), str(source))) <= {0, 1}
    assert outputs(moved) == first
    assert not list((moved / "_build").rglob("*bản mới*"))
    assert_nothing_absolute(moved, tmp_path)


def outputs(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in (folder / "_build").rglob("*.docx")
    }


def test_paths_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = sources(tmp_path / "nguồn")
    assert new(str(tmp_path / "xã" / "bộ"), str(source)) == 0
    monkeypatch.chdir(tmp_path / "xã")
    assert set(work("bộ", "../nguồn")) <= {0, 1}
    assert set(work("./bộ/../bộ", "../nguồn")) <= {0, 1}
    monkeypatch.chdir(tmp_path / "xã" / "bộ")
    assert set(work(".", "../../nguồn")) <= {0, 1}
    assert main(["build", "--as-of", "2026-11-22"]) == 0
    assert not list(Path("_build").rglob("*bản mới*"))
    assert_nothing_absolute(tmp_path / "xã" / "bộ", tmp_path)


def test_a_set_below_a_link(tmp_path: Path) -> None:
    source = sources(tmp_path / "nguồn")
    (tmp_path / "ổ đĩa").mkdir()
    (tmp_path / "lối tắt").symlink_to(tmp_path / "ổ đĩa")
    folder = tmp_path / "lối tắt" / "bộ"
    assert new(str(folder), str(source)) == 0
    assert set(work(str(folder), str(source))) <= {0, 1}
    assert (tmp_path / "ổ đĩa" / "bộ" / "_build").is_dir()
    assert_nothing_absolute(folder, tmp_path)


def test_two_sets_whose_names_differ_in_their_form_only(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("this disk may take them for one")
    source = sources(tmp_path / "nguồn")
    names = [unicodedata.normalize(form, "Mỹ Tân") for form in ("NFC", "NFD")]
    codes = [new(str(tmp_path / name), str(source)) for name in names]
    assert codes == [0, 0]
    for name in names:
        assert set(work(str(tmp_path / name), str(source))) <= {0, 1}


def test_two_sources_whose_names_differ_in_their_form_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = TINY[f"catalogue/{CODE}.yaml"]
    other = record.replace(CODE, "1.000180").replace("dùng thử", "dùng tiếp")
    names = [unicodedata.normalize(form, "bản ghi.yaml") for form in ("NFC", "NFD")]
    source = write_tree(tmp_path / "nguồn", dict(zip(names, (record, other), strict=True)))
    assert new(str(tmp_path / "bộ"), str(source)) == 0
    assert len(list((tmp_path / "bộ" / "catalogue").iterdir())) == 2
    capsys.readouterr()


def test_a_text_under_a_decomposed_name_is_the_text_of_its_name(tmp_path: Path) -> None:
    """Another system's archive may decompose the names of an agency's files."""
    name = unicodedata.normalize("NFD", "Phiếu đề nghị.md")
    workflow = TINY[f"workflows/{CODE}.yaml"]
    files = {
        f"forms/{name}": "# Phiếu đề nghị\n\nKính gửi: ……\n",
        f"workflows/{CODE}.yaml": workflow
        + "attachments:\n  - {title: Phiếu đề nghị, file: Phiếu đề nghị.md}\n",
    }
    folder = write_tree(tmp_path / "bộ", {**TINY, **files})
    assert main(["build", str(folder), "--as-of", "2026-11-22"]) == 0
