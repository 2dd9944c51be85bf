import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit import InvalidInputError, Location
from qmskit.model.texts import ILLEGAL, clean
from qmskit.readers.trees import Tree, ValuePath, dump_yaml, locate, parse_json, parse_yaml

FILE = "tệp.yaml"

AS_WRITTEN = (
    "1.000170", "1.001193", "01", "0x1F", "1e3", "12:30", "1_000", "no", "NO", "yes", "on", "true",
    "null", "~", "2026-07-01", "01/7/2026", ".inf", "0,5", "Hộ tịch", "QT 01/CX-HT",
)  # fmt: skip


@pytest.mark.parametrize("value", AS_WRITTEN)
def test_values_arrive_as_they_were_written(value: str) -> None:
    assert parse_yaml(f"a: {value}\n{value}: b\n", FILE) == {"a": value, value: "b"}


SHAPES: dict[str, tuple[str, Tree]] = {
    "empty file": ("", ""),
    "only a comment": ("# chú thích\n", ""),
    "empty document": ("---\n", ""),
    "document with both marks": ("---\na: b\n...\n", {"a": "b"}),
    "empty value": ("a:\n", {"a": ""}),
    "lists and mappings": ("a:\n  - b\n  - {c: d}\n", {"a": ["b", {"c": "d"}]}),
    "list at the level of its key": ("a:\n- b\n", {"a": ["b"]}),
    "block text": ("a: |\n  Một\n   hai\n", {"a": "Một\n hai\n"}),
    "folded text": ("a: >-\n  Một\n  hai\n", {"a": "Một hai"}),
    "quotes": ("a: \"b: 'c'\"\n", {"a": "b: 'c'"}),
    "a mark that is quoted": ('a: "&b *c !d"\n', {"a": "&b *c !d"}),
}


@pytest.mark.parametrize(("text", "expected"), SHAPES.values(), ids=SHAPES)
def test_shapes(text: str, expected: Tree) -> None:
    assert parse_yaml(text, FILE) == expected


# Every row: YAML, then line, column and code of its one problem.
BAD: dict[str, tuple[str, int, int, str]] = {
    "tab as indentation": ("a:\n\tb: c\n", 2, 1, "QMS010"),
    "list not closed": ("a: [b\n", 2, 1, "QMS010"),
    "mapping not closed": ("a: {b\n", 2, 1, "QMS010"),
    "quote not closed": ('a: "b\n', 2, 1, "QMS010"),
    "two colons": ("tên: Hộ tịch: xã\n", 1, 13, "QMS010"),
    "key deeper than its neighbour": ("a: b\n c: d\n", 2, 3, "QMS010"),
    "list, then a key": ("- a\nb: c\n", 2, 1, "QMS010"),
    "value begins with @": ("a: @b\n", 1, 4, "QMS010"),
    "unknown escape": ('a: "\\q"\n', 1, 5, "QMS010"),
    "surrogate as escape": ('a: "\\ud800"\n', 1, 7, "QMS010"),
    "anchor": ("a: &x b\n", 1, 4, "QMS011"),
    "anchor on a mapping": ("a: &x\n  b: c\n", 1, 4, "QMS011"),
    "anchor on a key": ("b: c\n&x a: b\n", 2, 1, "QMS011"),
    "alias": ("a: *x\n", 1, 4, "QMS011"),
    "alias as a key": ("*x : b\n", 1, 1, "QMS011"),
    "tag": ("a: !!int 1\n", 1, 4, "QMS011"),
    "tag of a program": ("a: !!python/object/apply:os.system [ls]\n", 1, 4, "QMS011"),
    "merge key": ("a:\n  <<: {b: c}\n", 2, 3, "QMS011"),
    "key twice": ("a: b\nc: d\na: e\n", 3, 1, "QMS011"),
    "key twice, once in quotes": ("a: b\n'a': e\n", 2, 1, "QMS011"),
    "key twice, deep": ("a:\n  - b: c\n    b: d\n", 3, 5, "QMS011"),
    "key that is a list": ("? [a]\n: b\n", 1, 3, "QMS011"),
    "second document": ("a: b\n---\nc: d\n", 2, 1, "QMS011"),
    "too many levels on one line": ("[" * 100_000, 1, 42, "QMS011"),
    "too many levels of lists": ("- " * 100_000 + "a\n", 1, 83, "QMS011"),
    "control character as escape": ('a: "\\x01"\n', 1, 4, "QMS011"),
    "separator as escape": ('a:\n  - "x\\u001ey"\n', 2, 5, "QMS011"),
    "control character": ("a: b\nc: d\x01\n", 2, 5, "QMS012"),
    "control character after letters with marks": ("tên: Nguyễn\nc: đ\x01\n", 2, 5, "QMS012"),
    "zero byte": ("a: b\x00c\n", 1, 5, "QMS012"),
    "no character": ("a: \ufffe\n", 1, 4, "QMS012"),
}


@pytest.mark.parametrize(("text", "line", "column", "code"), BAD.values(), ids=BAD)
def test_bad_yaml_is_refused_with_its_place(text: str, line: int, column: int, code: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_yaml(text, FILE)
    found = [(one.where.file, one.where.line, one.where.column, one.code)
             for one in caught.value.problems]  # fmt: skip
    assert found == [(FILE, line, column, code)]
    assert caught.value.problems[0].fix


def test_a_billion_laughs_are_refused_at_the_first_anchor() -> None:
    lines = ["a0: &a0 ha"]
    lines += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 10)}]" for at in range(1, 30)]
    with pytest.raises(InvalidInputError) as caught:
        parse_yaml("\n".join(lines), FILE)
    assert [(one.where.line, one.where.column) for one in caught.value.problems] == [(1, 5)]


STEPS = "# đầu\nsteps:\n  - role: head\n    action: Ký\n  - {role: clerk, action: Đóng dấu}\n"

PLACES: dict[str, tuple[ValuePath, tuple[int, int, str]]] = {
    "a key": (("steps",), (2, 1, "steps")),
    "a member of a list": (("steps", 0), (3, 5, "steps[0]")),
    "a key inside": (("steps", 0, "action"), (4, 5, "steps[0].action")),
    "a key inside braces": (("steps", 1, "action"), (5, 19, "steps[1].action")),
    "a missing key stands at its parent": (("steps", 1, "form"), (5, 5, "steps[1].form")),
    "a missing member stands at its parent": (("steps", 9), (2, 1, "steps[9]")),
    "nothing of it is there": (("staff", 0, "role"), (2, 1, "staff[0].role")),
    "the file itself": ((), (2, 1, "")),
}


@pytest.mark.parametrize(("path", "expected"), PLACES.values(), ids=PLACES)
def test_locate(path: ValuePath, expected: tuple[int, int, str]) -> None:
    line, column, shown = expected
    assert locate(STEPS, FILE, path) == Location(FILE, line, column, shown)


def test_locate_in_an_empty_file() -> None:
    assert locate("", FILE, ("a",)) == Location(FILE, 1, 1, "a")


texts = st.text().map(lambda text: ILLEGAL.sub("", clean(text)))
keys = texts.filter(lambda text: text not in {"", "<<"})
trees: st.SearchStrategy[Tree] = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


@given(trees)
def test_what_is_written_is_read_back(tree: Tree) -> None:
    assert parse_yaml(dump_yaml(tree, "../schemas/x.schema.json"), FILE) == tree


def test_written_yaml_is_meant_for_people() -> None:
    tree: Tree = {"code": "1.000170", "action": "Nhận hồ sơ.\nTrả kết quả.", "on": ["no"]}
    assert dump_yaml(tree) == (
        "code: '1.000170'\naction: |-\n  Nhận hồ sơ.\n  Trả kết quả.\n'on':\n  - 'no'\n"
    )


BAD_JSON = {
    "cut off": ('{\n  "a": ', 2, 8),
    "something behind": ('{"a": 1} x', 1, 10),
    "empty": ("", 1, 1),
    "too many levels": ("[" * 100_000, 1, 1),
    "a number without end": ('{"a": ' + "1" * 5000 + "}", 1, 1),
}


@pytest.mark.parametrize(("text", "line", "column"), BAD_JSON.values(), ids=BAD_JSON)
def test_bad_json_is_refused_with_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_json(text, "a.json")
    found = [(one.where.line, one.where.column, one.code) for one in caught.value.problems]
    assert found == [(line, column, "QMS013")]


def test_a_value_that_stands_twice_is_written_twice() -> None:
    twice: Tree = ["một"]
    written = dump_yaml({"a": twice, "b": twice})
    assert parse_yaml(written, "a.yaml") == {"a": ["một"], "b": ["một"]}
