import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit.readers.trees import Tree, dump_yaml, parse_yaml
from qmskit.readers.yaml_edits import YamlEdits, with_edits

TEXT = """\
# danh sách
staff:
  - role: head   # người đứng đầu
    person: Nguyễn Văn A

  # người thứ hai
  - role: clerk
    person: "Trần Thị B"
  - {role: guest, person: C}
names: [a, "b", c]
single:
  - only
codes: {x: "01", y: '02'}
"""


@pytest.mark.parametrize(
    ("edits", "old", "new"),
    [
        (YamlEdits(values={("staff", 0, "role"): "chief"}), "role: head ", "role: chief "),
        (YamlEdits(values={("names", 1): "d"}), '"b"', '"d"'),
        (YamlEdits(keys={("codes", "x"): "z"}), "{x:", "{z:"),
        (YamlEdits(cuts=frozenset({("names", 0)})), '[a, "b", c]', '["b", c]'),
        (YamlEdits(cuts=frozenset({("codes", "x")})), "{x: \"01\", y: '02'}", "{y: '02'}"),
        (YamlEdits(cuts=frozenset({("single", 0)})), "single:\n  - only\n", "single: []\n"),
        (YamlEdits(cuts=frozenset({("single",)})), "single:\n  - only\n", ""),
        (
            YamlEdits(cuts=frozenset({("staff", 1)})),
            '  - role: clerk\n    person: "Trần Thị B"\n',
            "",
        ),
        (
            YamlEdits(cuts=frozenset({("staff", 1, "role")})),
            "- role: clerk\n    person",
            "- person",
        ),
        (
            YamlEdits(cuts=frozenset({("staff", 2, "role"), ("staff", 2, "person")})),
            "  - {role: guest, person: C}\n",
            "",
        ),
        (YamlEdits(items={("single",): ("01",)}), "  - only\n", "  - only\n  - '01'\n"),
        (YamlEdits(items={("names",): ("d",)}), "c]", "c, d]"),
        (YamlEdits(pairs={("codes",): {"z": "DM 03"}}), "'02'}", "'02', z: DM 03}"),
        (YamlEdits(pairs={("more",): {"z": "1"}}), "'02'}\n", "'02'}\nmore: {z: '1'}\n"),
    ],
)
def test_only_what_is_asked_for_changes(edits: YamlEdits, old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    assert with_edits(TEXT, edits) == TEXT.replace(old, new)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"id": st.sampled_from("abc"), "text": st.text("aạ:#-' \n", min_size=1)}
        ),
        min_size=1,
        max_size=5,
    ),
    st.data(),
)
def test_a_file_reads_as_the_edits_say(rows: list[dict[str, str]], data: st.DataObject) -> None:
    text = dump_yaml({"rows": [dict(row) for row in rows]})
    at = data.draw(st.sets(st.integers(0, len(rows) - 1)))
    cuts = data.draw(st.sets(st.integers(0, len(rows) - 1))) - at
    edits = YamlEdits(
        values={("rows", one, "id"): f"n{one}" for one in at},
        cuts=frozenset(("rows", one) for one in cuts),
    )
    read = parse_yaml(text, "x")
    known = read["rows"] if isinstance(read, dict) else ""
    wanted: list[Tree] = [
        {**row, "id": f"n{one}"} if one in at else row
        for one, row in enumerate(known)
        if one not in cuts and isinstance(row, dict)
    ]
    assert parse_yaml(with_edits(text, edits), "x") == {"rows": wanted}
