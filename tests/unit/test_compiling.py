from collections.abc import Mapping
from typing import TypeAlias

import pytest
from hypothesis import example, given

from qmskit import InvalidInputError, Location
from qmskit.documents.blocks import (
    Align,
    Block,
    Heading,
    ListItem,
    Origin,
    PageBreak,
    Paragraph,
    Run,
    Table,
    text_of,
)
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.library import Library
from qmskit.documents.numbering import numbered
from qmskit.model.sources import SourceText
from qmskit.model.texts import ILLEGAL
from tests.outlines import outline
from tests.strategies import anything

Texts: TypeAlias = Mapping[str, str]

FILE = "khung/thu.md"
DIRECTIVES = frozenset({"contents", "fees"})
NOTHING: Texts = {}
NAMES = {"x": "VĂN BẢN", "items": ("một", "hai"), "nothing": (), "yes": True}


def library(framework: Texts, agency: Texts = NOTHING) -> Library:
    """Return a library of texts by name, each from a file of its folder."""
    return layered(("documents", agency), ("khung", framework))


def layered(*layers: tuple[str, Texts]) -> Library:
    """Return a library of layers, the nearest first, each with the folder of its files."""
    texts = (
        {name: SourceText(name, f"{folder}/{name}", body) for name, body in layer.items()}
        for folder, layer in layers
    )
    return Library(tuple(texts), DIRECTIVES)


def blocks(body: str, names: Mapping[str, object] = NAMES) -> tuple[Block, ...]:
    found = library({"thu.md": body}).blocks("thu.md", names)
    return tuple(one for one in found if not isinstance(one, DirectiveCall))


def rendered(framework: Texts, agency: Texts) -> None:
    made = library(framework, agency)
    for name in agency or framework:
        tuple(made.blocks(name, NAMES))


def refusals(framework: Texts, agency: Texts = NOTHING) -> list[tuple[str, int, str]]:
    """Return file, line and code of the problems of texts."""
    with pytest.raises(InvalidInputError) as caught:
        rendered(framework, agency)
    return [(one.where.file, one.where.line, one.code) for one in caught.value.problems]


TABLE = "| a | b |\n|---|---|\n"

# Every row: a text and the line of what would be lost or printed as code.
LOST = {
    "a row behind a blank line": (TABLE + "| 1 | 2 |\n\n| 3 | 4 |\n", 5),
    "a loop behind a blank line": (
        TABLE + "\n{% for i in items %}\n| {{ i }} | 1 |\n{% endfor %}\n",
        5,
    ),
    "a loop that begins in a table and ends behind it": (
        TABLE + "{% for i in items %}\n| {{ i }} | 1 |\n\nHai\n\n{% endfor %}\n",
        8,
    ),
    "a loop that opens on a row": (
        TABLE + "{% for i in items %}| {{ i }} | 1 |\n{% endfor %}\n",
        4,
    ),
    "a cell too many": (TABLE + "| 1 | 2 |\n| 1 | 2 | 3 |\n", 4),
    "four blanks": ("Một\n\n    Hai\n", 3),
    "a tab": ("Một\n\n\tHai\n", 3),
    "a fence": ("Một\n\n```\nHai\n```\n", 3),
    "a quotation": ("> Một\n", 1),
    "HTML around a block": ("Một\n\n<div>Hai</div>\n", 3),
    "HTML on a line": ("Một <b>hai</b>\n", 1),
    "code on a line": ("Một\n\n`hai`\n", 3),
    "a picture": ("![một](hai.png)\n", 1),
    "a link to elsewhere": ("[một](https://example.vn)\n", 1),
    "a definition of a link": ("Một\n\n[hai]: /ba\n", 3),
    "bold that begins in a condition": ("{% if x %}**Một{% endif %} hai**\n", 1),
    "bold that ends in a condition": ("**Một {% if x %}hai**{% endif %}\n", 1),
    "bold on one side of else": ("{% if x %}**Một{% else %}hai**{% endif %}\n", 1),
    "a link that ends in a loop": ("[một {% for i in items %}](#a){% endfor %}\n", 1),
    "an unknown directive": ("Một\n\n::: fee\n", 3),
    "a directive in capitals": ("Một\n\n::: Fees\n", 3),
    "a directive without a name": ("Một\n\n:::\n", 3),
    "a directive with Jinja": ("::: contents depth={{ x }}\n", 1),
    "an indented line after a statement": ("- một\n{% if x %}\n  - hai\n{% endif %}\n", 3),
    "a second paragraph of a list item": ("- một\n\n  hai\n- ba\n", 3),
    "an item whose list a statement ends": ("- một\n{% if x %}\n\n  - hai\n{% endif %}\n", 4),
    "a condition without end": ("Một\n\n{% if x %}\nhai\n", 3),
    "an end without condition": ("Một\n{% endif %}\n", 2),
    "ends that cross": ("{% if x %}\n{% for i in items %}\n{% endif %}\n{% endfor %}\n", 3),
    "a condition that ends on a line": ("{% if x %}\nMột {% endif %}\n", 1),
    "a name set inside a line": ("Một {% set y = 1 %} hai\n", 1),
    "braces without end": ("Một\n\n{{ x\n", 3),
    "braces without content": ("Một {{ }}\n", 1),
    "an unknown statement": ("{% while x %}\n", 1),
    "an unknown filter": ("Một\n\n{{ x | nix }}\n", 3),
    "letters kept for the compiler": ("Một\n\ue0000\ue001\n", 2),
}


@pytest.mark.parametrize(("body", "line"), LOST.values(), ids=LOST)
def test_what_would_be_lost_is_refused_with_its_line(body: str, line: int) -> None:
    found = refusals({"thu.md": body})
    assert [(file, at) for file, at, _code in found] == [(FILE, line)]
    assert found[0][2] in {"QMS201", "QMS202"}


def test_the_lines_of_a_head_count() -> None:
    text = SourceText("thu.md", FILE, "Một\n\n> hai\n", first_line=8)
    with pytest.raises(InvalidInputError) as caught:
        Library([{"thu.md": text}], DIRECTIVES)
    assert [one.where.line for one in caught.value.problems] == [10]


def test_every_text_is_told_in_one_run() -> None:
    found = refusals({"a.md": "> a\n", "b.md": "Một\n\n::: nix\n"}, {"b.md": "{% if x %}\n"})
    assert {(file, line) for file, line, _code in found} == {
        ("khung/a.md", 1), ("khung/b.md", 3), ("documents/b.md", 1),
    }  # fmt: skip


OUTLINES = {
    "headings": ("# Một\n## Hai {: #b }\n### Ba\n", "# Một\n## Hai\n### Ba"),
    "paragraphs": ("Một\nhai\n\nBa\n", "body | Một hai\nbody | Ba"),
    "a broken line": ("Một\\\nhai  \nba\n", "body | Một\nhai\nba"),
    "styles": ("Một {: .centre }\n\nHai\n{: .note }\n", "centre | Một\nnote | Hai"),
    "a page break": ("Một\n\n---\n\nHai\n", "body | Một\n-----\nbody | Hai"),
    "lists": ("- một\n  - hai\n- ba\n", "- một\n  - hai\n- ba"),
    "a table": (TABLE + "| {{ x }} | |\n", "| a | b |\n| VĂN BẢN |  |"),
    "rows of a loop": (
        TABLE + "{% for i in items %}\n| {{ i }} | {{ loop.index }} |\n{% endfor %}\n",
        "| a | b |\n| một | 1 |\n| hai | 2 |"),
    "rows between rows": (
        TABLE + "| x | y |\n{% for i in items %}\n| {{ i }} | |\n{% endfor %}\n| z | |\n",
        "| a | b |\n| x | y |\n| một |  |\n| hai |  |\n| z |  |"),
    "a row of a condition": (
        TABLE + "| x | y |\n{% if nothing %}\n| 1 | |\n{% else %}\n| 3 | 4 |\n{% endif %}\n",
        "| a | b |\n| x | y |\n| 3 | 4 |"),
    "a condition in a loop of rows": (
        TABLE + "{% for i in items %}\n{% if loop.first %}\n| {{ i }} | |\n{% endif %}\n"
        "{% endfor %}\nHai\n",
        "| a | b |\n| một |  |\nbody | Hai"),
    "a table in a condition, another in its other branch": (
        f"{{% if nothing %}}\n{TABLE}| 1 | 2 |\n{{% else %}}\n{TABLE}| 3 | 4 |\n{{% endif %}}\n",
        "| a | b |\n| 3 | 4 |"),
    "a table in a condition": ("{% if x %}\n" + TABLE + "{% endif %}\n", "| a | b |"),
    "a table that is left out": ("{% if nothing %}\n" + TABLE + "{% endif %}\n", ""),
    "a loop over paragraphs": ("{% for i in items %}\nSố {{ i }}\n{% endfor %}\n",
                               "body | Số một\nbody | Số hai"),
    "a loop over items": ("{% for i in items %}\n- {{ i }}\n{% endfor %}\n", "- một\n- hai"),
    "a loop over nothing": ("{% for i in nothing %}\n- {{ i }}\n{% else %}\nKhông\n{% endfor %}\n",
                            "body | Không"),
    "choices": ("{% if nothing %}\nMột\n{% elif x %}\nHai\n{% else %}\nBa\n{% endif %}\n",
                "body | Hai"),
    "a choice on a line": ("Một {% if nothing %}hai{% else %}ba{% endif %}\n", "body | Một ba"),
    "bold inside a choice": ("{% if x %}**Một**{% endif %} hai\n", "body | Một hai"),
    "an expression over lines": ("Một {{\n  x\n}}\n", "body | Một VĂN BẢN"),
    "a comment over lines": ("Một{# hai\n\nba #} bốn\n", "body | Một bốn"),
    "statements one after the other": ("{% if x %}{% if yes %}\nMột\n{% endif %}{% endif %}\n",
                                       "body | Một"),
    "a paragraph right after a statement": ("{% if x %}\nMột\n{% endif %}\nHai\n",
                                            "body | Một\nbody | Hai"),
    "a paragraph of nothing": ("{% if nothing %}Một{% endif %}\n\nHai\n", "body | Hai"),
    "a name of its own": ("{% set y = 'a' %}\n{{ y }}\n", "body | a"),
    "letters of Markdown, escaped": ("\\*một\\* \\[hai\\] 5 < 6 & 7\n",
                                     "body | *một* [hai] 5 < 6 & 7"),
    "an entity": ("a &amp; b\n", "body | a & b"),
    "dots and arrows": ("……… (a) -- -> ☐\n", "body | ……… (a) -- -> ☐"),
    "blanks in quotes": ("{{ items | join('   ') }}\n", "body | một   hai"),
    "blanks cut before": ("Một {{- x }}\n", "body | MộtVĂN BẢN"),
    "blanks cut at the start": ("{{- x }} hai\n", "body | VĂN BẢN hai"),
    "blanks cut before bold": ("{{ x -}} **hai** ba\n", "body | VĂN BẢNhai ba"),
    "blanks cut around a choice": ("Một {%- if x -%} **hai** {%- endif %} ba\n",
                                   "body | Mộthai ba"),
    "braces to be printed": ("{% raw %}{{ x }}{% endraw %}\n", "body | {{ x }}"),
    "braces in a text": ("{{ '{%' }} và {{ '{#' }}\n", "body | {% và {#"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), OUTLINES.values(), ids=OUTLINES)
def test_what_a_text_prints(body: str, expected: str) -> None:
    assert outline(blocks(body)) == expected


def test_looks_and_references() -> None:
    (found,) = blocks("Một **hai** *ba* ***bốn*** [năm](#a) [](#b)\n")
    assert isinstance(found, Paragraph)
    assert found.runs == (
        Run("Một "),
        Run("hai", bold=True),
        Run(" "),
        Run("ba", italic=True),
        Run(" "),
        Run("bốn", bold=True, italic=True),
        Run(" "),
        Run("năm", target="a"),
        Run(" "),
        Run("", target="b"),
    )


def test_blocks_know_the_line_they_come_from() -> None:
    body = "# Một {: #a }\n\n{# hai\n#}\nBa\n\n---\n\n- bốn\n"
    assert [(type(one), one.origin) for one in blocks(body)] == [
        (Heading, Origin(FILE, 1)),
        (Paragraph, Origin(FILE, 5)),
        (PageBreak, Origin(FILE, 7)),
        (ListItem, Origin(FILE, 9)),
    ]


def test_columns_are_aligned_as_the_text_says() -> None:
    (found,) = blocks("| a | b | c |\n|---|:-:|--:|\n| 1 | 2 | 3 |\n")
    assert isinstance(found, Table)
    assert [column.align for column in found.columns] == [Align.LEFT, Align.CENTRE, Align.RIGHT]


def test_a_list_begins_with_the_number_the_author_gave() -> None:
    try:
        found = numbered(blocks("3. Ba\n4. Bốn\n"), "letters")
    except InvalidInputError:
        return
    assert [one.number for one in found if isinstance(one, ListItem)] == ["3.", "4."]


CALLS = {
    "alone": ("::: fees\n", ("fees", {})),
    "without blank": (":::fees\n", ("fees", {})),
    "arguments": ('::: contents depth=2 title="Mục lục"\n',
                  ("contents", {"depth": "2", "title": "Mục lục"})),
    "in a condition": ("{% if x %}\n::: fees\n{% endif %}\n", ("fees", {})),
    "right below a paragraph": ("Một\n::: fees\nHai\n", ("fees", {})),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), CALLS.values(), ids=CALLS)
def test_directives_are_called_with_their_arguments(
    body: str, expected: tuple[str, dict[str, str]]
) -> None:
    found = library({"thu.md": body}).blocks("thu.md", NAMES)
    calls = [(one.name, one.arguments) for one in found if isinstance(one, DirectiveCall)]
    assert calls == [expected]


# Letters that would be markup if a text were put together by gluing.
GLUE = "{{ y }} {% if %} **b** *i* [a](#b) | # - 1. ::: fees {: .note } \\ <b> &amp; \ue0000\ue001"


@given(anything.map(lambda text: ILLEGAL.sub("", text)))
@example(GLUE)
@example("\n\n# a\n- b\n\n::: fees\n")
def test_a_value_arrives_as_it_is_and_is_never_markup(value: str) -> None:
    body = (
        "a{{ x }}z\n\n**a{{ x }}z**\n\n# a{{ x }}z\n\n- a{{ x }}z\n\n| h |\n|---|\n| a{{ x }}z |\n"
    )
    plain, bold, heading, item, table = blocks(body, {"x": value})
    run = Run(f"a{value}z")
    assert isinstance(plain, Paragraph)
    assert plain.runs == (run,)
    assert isinstance(bold, Paragraph)
    assert bold.runs == (Run(f"a{value}z", bold=True),)
    assert isinstance(heading, Heading)
    assert heading.runs == (run,)
    assert isinstance(item, ListItem)
    assert item.runs == (run,)
    assert isinstance(table, Table)
    assert [cell.paragraphs for row in table.rows for cell in row.cells] == [((run,),)]


@given(anything.map(lambda text: ILLEGAL.sub("", text).strip()).filter(bool))
@example(GLUE)
def test_a_value_alone_is_one_paragraph(value: str) -> None:
    (found,) = blocks("{{ x }}\n", {"x": value})
    assert isinstance(found, Paragraph)
    assert found.runs == (Run(value),)


def failure(body: str) -> tuple[Location, str, str]:
    with pytest.raises(InvalidInputError) as caught:
        blocks(body)
    (problem,) = caught.value.problems
    return problem.where, problem.code, problem.message


UNDEFINED = {
    "in a paragraph": ("Một\n\nHai\n\nBa {{ nobody }}\n", 5, 3, "nobody"),
    "in a heading": ("# {{ nobody }}\n", 1, 1, "nobody"),
    "an attribute": ("Một\n\n{{ x.nobody }}\n", 3, 2, "nobody"),
    "in a table": ("Một\n\n| a |\n|---|\n| {{ nobody }} |\n", 5, 2, "nobody"),
    "in a condition on a line": ("Một {% if nobody %}hai{% endif %}\n", 1, 1, "nobody"),
    "in a loop": ("{% for i in items %}\n- {{ nobody }}\n{% endfor %}\n", 2, 1, "nobody"),
    "in a condition alone": ("Một\n\n{% if nobody %}\nHai\n{% endif %}\n", 3, 1, "nobody"),
}


@pytest.mark.parametrize(("body", "line", "paragraph", "name"), UNDEFINED.values(), ids=UNDEFINED)
def test_a_name_nobody_has_is_told_with_file_line_and_paragraph(
    body: str, line: int, paragraph: int, name: str
) -> None:
    where, code, message = failure(body)
    assert (where.file, where.line, where.path) == (FILE, line, f"đoạn {paragraph}")
    assert code == "QMS203"
    assert f"“{name}”" in message


def test_a_value_that_cannot_be_used_is_told_with_its_place() -> None:
    where, code, _message = failure("Một\n\n{{ x + 1 }}\n")
    assert (where.file, where.line, code) == (FILE, 3, "QMS205")


FRAMEWORK = {
    "thu.md": "{% block a %}\nGốc A\n{% endblock %}\n\n{% block b %}\nGốc B\n{% endblock %}\n",
    "khac.md": "Văn bản khác\n",
}
EXTENDS = '{% extends "framework/thu.md" %}\n'

OVERRIDES = {
    "a text of its own": ("Riêng {{ x }}\n", "body | Riêng VĂN BẢN"),
    "one block": (
        EXTENDS + "{% block a %}\nRiêng\n{% endblock %}\n", "body | Riêng\nbody | Gốc B"),
    "around a block": (
        EXTENDS + "{% block b %}\nTrước\n\n{{ super() }}\n\nSau\n{% endblock %}\n",
        "body | Gốc A\nbody | Trước\nbody | Gốc B\nbody | Sau"),
    "a block left empty": (EXTENDS + "{% block a %}\n{% endblock %}\n", "body | Gốc B"),
    "nothing": (EXTENDS, "body | Gốc A\nbody | Gốc B"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), OVERRIDES.values(), ids=OVERRIDES)
def test_an_agency_overrides_a_text(body: str, expected: str) -> None:
    made = library(FRAMEWORK, {"thu.md": body})
    found = (one for one in made.blocks("thu.md", NAMES) if not isinstance(one, DirectiveCall))
    assert outline(tuple(found)) == expected


def test_a_text_nobody_overrides_stays() -> None:
    made = library(FRAMEWORK, {"thu.md": "Riêng\n"})
    found = (one for one in made.blocks("khac.md", NAMES) if not isinstance(one, DirectiveCall))
    assert outline(tuple(found)) == "body | Văn bản khác"


# Every row: an override and the line of what nobody would ever see.
UNSEEN = {
    "text outside the blocks": (EXTENDS + "\nĐoạn thêm\n", 3),
    "text between blocks": (EXTENDS + "{% block a %}\nMột\n{% endblock %}\n\nĐoạn thêm\n", 6),
    "a directive outside the blocks": (EXTENDS + "\n::: fees\n", 3),
    "a block the parent does not have": (EXTENDS + "{% block c %}\nMột\n{% endblock %}\n", 2),
}


@pytest.mark.parametrize(("body", "line"), UNSEEN.values(), ids=UNSEEN)
def test_an_override_that_would_not_be_seen_is_refused(body: str, line: int) -> None:
    found = refusals(FRAMEWORK, {"thu.md": body})
    assert [(file, at) for file, at, _code in found] == [("documents/thu.md", line)]


def test_a_mistake_in_an_override_is_told_in_the_agency_s_file() -> None:
    body = EXTENDS + "\n{% block a %}\n\n{{ nobody }}\n{% endblock %}\n"
    assert refusals(FRAMEWORK, {"thu.md": body}) == [("documents/thu.md", 5, "QMS203")]


def test_a_mistake_in_the_parent_is_told_in_the_framework_s_file() -> None:
    framework = {"thu.md": "Một\n\n{% block a %}\n{{ nobody }}\n{% endblock %}\n"}
    body = EXTENDS + "{% block a %}\n{{ super() }}\n{% endblock %}\n"
    assert refusals(framework, {"thu.md": body}) == [(FILE, 4, "QMS203")]


def test_texts_that_extend_each_other_are_refused() -> None:
    agency = {"a.md": "{% extends 'b.md' %}\n", "b.md": "{% extends 'a.md' %}\n"}
    assert {code[:4] for _file, _line, code in refusals({}, agency)} == {"QMS2"}


LAYERS = {
    "only the framework": ([], ["Gốc a.", "Gốc b."]),
    "a pack changes a block": (
        ['{% extends "framework/thu.md" %}\n\n{% block a %}\n\nGói a.\n\n{% endblock %}\n'],
        ["Gói a.", "Gốc b."],
    ),
    "agency on pack on framework": (
        [
            '{% extends "framework/thu.md" %}\n\n{% block b %}\n\nXã b.\n\n{% endblock %}\n',
            '{% extends "framework/thu.md" %}\n\n{% block a %}\n\nGói a.\n\n{% endblock %}\n',
        ],
        ["Gói a.", "Xã b."],
    ),
    "two packs change the same block": (
        [
            '{% extends "framework/thu.md" %}\n\n{% block a %}\n\nGói trên a.\n\n{% endblock %}\n',
            '{% extends "framework/thu.md" %}\n\n{% block a %}\n\nGói dưới a.\n\n{% endblock %}\n',
        ],
        ["Gói trên a.", "Gốc b."],
    ),
}


@pytest.mark.parametrize(("above", "expected"), LAYERS.values(), ids=LAYERS)
def test_each_layer_reaches_the_layer_below_it(above: list[str], expected: list[str]) -> None:
    base = "\n\n".join(
        f"{{% block {name} %}}\n\nGốc {name}.\n\n{{% endblock %}}" for name in ("a", "b")
    )
    layers = [(f"tầng {at}", {"thu.md": body}) for at, body in enumerate((*above, base))]
    made = layered(*layers).blocks("thu.md", NAMES)
    assert [text_of(one.runs) for one in made if isinstance(one, Paragraph)] == expected
