import os
from pathlib import Path

import pytest

from qmskit import InvalidInputError, Location
from qmskit.readers.files import MOST_BYTES_EXPORT, MOST_BYTES_YAML, read_bytes, read_text

SHOWN = "catalogue/1.000170.yaml"


def refusal(path: Path) -> tuple[Location, str]:
    with pytest.raises(InvalidInputError) as caught:
        read_text(path, shown=SHOWN)
    (problem,) = caught.value.problems
    return problem.where, problem.code


def test_text_is_cleaned(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufefftên: Ho\u0323\u0302\r\n".encode())
    assert read_text(path) == "tên: Hộ\n"


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yaml").write_text("a: b\n", encoding="utf-8")
    link = tmp_path / "link.yaml"
    link.symlink_to(tmp_path / "elsewhere.yaml")
    assert refusal(link) == (Location(SHOWN), "QMS003")


def test_a_link_to_nothing_is_refused_as_a_link(tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(tmp_path / "missing.yaml")
    assert refusal(link) == (Location(SHOWN), "QMS003")


@pytest.mark.parametrize("most", [MOST_BYTES_YAML, MOST_BYTES_EXPORT])
def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path, most: int) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(most + 1)
    with pytest.raises(InvalidInputError) as caught:
        read_bytes(path, most)
    assert [one.code for one in caught.value.problems] == ["QMS004"]


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"12345")
    assert read_bytes(path, 5) == b"12345"


def test_a_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.yaml") == (Location(SHOWN), "QMS001")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path) == (Location(SHOWN), "QMS005")


@pytest.mark.skipif(os.name == "nt", reason="devices have no path")
def test_a_device_is_no_file() -> None:
    assert refusal(Path(os.devnull)) == (Location(SHOWN), "QMS005")


# Every row: bytes, then the line and column of the first that is no UTF-8.
NOT_UTF8 = {
    "UTF-16 of Windows": ("tên: Hộ tịch\n".encode("utf-16"), 1, 1),
    "UTF-16, other order": (b"\xfe\xff\x00a\x00:", 1, 1),
    "Windows-1258": ("code: 1\nname: Sâm\n".encode("cp1258"), 2, 8),
    "TCVN3 glued to UTF-8": ("tên: Nguyễn ".encode() + b"\xb8n\n", 1, 13),
    "cut inside a letter": ("a: b\nc: ễ".encode()[:-1], 2, 4),
}


@pytest.mark.parametrize(("content", "line", "column"), NOT_UTF8.values(), ids=NOT_UTF8)
def test_other_encodings_are_refused_with_their_place(
    tmp_path: Path, content: bytes, line: int, column: int
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    assert refusal(path) == (Location(SHOWN, line, column), "QMS002")
