"""Word frames of agencies: what cannot be used is refused with its place, and nothing runs."""

import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document

import qmskit
from bench.equality import members
from qmskit.documents.blocks import Paragraph, plain
from tests.word.making import FRAMES, ROOT, Made, example_set, rendered
from tests.word.packages import zipped

PLAIN = "word/document.xml"


def frame_of(*paragraphs: str) -> Document:
    """Return a frame as an agency would make one in Word, with a place for the text."""
    document = docx.Document()
    for text in (*paragraphs, "{{p body }}"):
        document.add_paragraph(text)
    return document


def saved(folder: Path, document: Document | bytes) -> Path:
    """Save a frame where a set keeps it and return its path."""
    path = folder / "templates" / "procedure.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(document if isinstance(document, bytes) else content_of(document))
    return path


def content_of(document: Document) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def changed(change: Callable[[dict[str, bytes]], Mapping[str, bytes]]) -> bytes:
    """Return a good frame with its members changed."""
    return zipped(change(members(content_of(frame_of()))))


def filled(path: Path, example: tuple[Made, ...]) -> Made:
    """Return the example's first document in the frame at `path`."""
    qmset = replace(example_set(), folder=path.parents[1])
    return rendered(qmset, [example[0].composed])[0]


def refused(path: Path, example: tuple[Made, ...]) -> tuple[qmskit.Problem, ...]:
    with pytest.raises(qmskit.InvalidInputError) as caught:
        filled(path, example)
    return caught.value.problems


REFUSALS = {"QMS204", "QMS302", "QMS303", "QMS304", "QMS306"}

# What is known to reach Python through Jinja, to loop without end or to fill the memory.
PAYLOADS = {
    "globals of cycler": "{{ cycler.__init__.__globals__.os.system('touch CANARY') }}",
    "globals of lipsum": "{{ lipsum.__globals__['os'].popen('touch CANARY').read() }}",
    "globals of joiner": "{{ joiner.__init__.__globals__.os.system('touch CANARY') }}",
    "globals of namespace": "{{ namespace.__init__.__globals__.os.system('touch CANARY') }}",
    "self": "{{ self.__init__.__globals__.__builtins__.open('CANARY', 'w') }}",
    "classes of a text": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "classes of a tuple": "{% for c in ().__class__.__base__.__subclasses__() %}{{ c }}"
    "{% endfor %}",
    "class by attr": "{{ ''|attr('__class__') }}",
    "class by map": "{{ ['']|map(attribute='__class__')|first }}",
    "class by sort": "{{ ['']|sort(attribute='__class__.__mro__')|list }}",
    "method of the markup": "{{ body.__init__.__globals__ }}",
    "method of a mapping": "{{ document.values() }}",
    "format of a text": "{{ '{0.__class__}'.format(document) }}",
    "format of the markup": "{{ body.format(document) }}",
    "format filter": "{{ '%s'|format(document) }}",
    "percent": "{{ '%099999999d' % 1 }}",
    "long text": "{{ 'a' * 999999999 }}",
    "large power": "{{ 9 ** 9999999 }}",
    "long range": "{% for n in range(999999999) %}{{ n }}{% endfor %}",
    "nested loops": "{% for a in agency.name %}{% for b in agency.name %}{% for c in agency.name %}"
    "{% for d in agency.name %}{{ body }}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    "three loops of much": "{% for a in body %}{% for b in body %}{% for c in body %}{{ body }}"
    "{% endfor %}{% endfor %}{% endfor %}",
    "growing text": "{% set x = body ~ body ~ body %}{{ x }}",
    "include": "{% include '/etc/passwd' %}",
    "import": "{% import 'os' as os %}",
    "extends": "{% extends '/etc/passwd' %}",
    "macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "call": "{% call document.code() %}{% endcall %}",
    "filter block": "{% filter center(999999999) %}a{% endfilter %}",
    "center": "{{ 'a'|center(999999999) }}",
    "safe": "{{ '<w:p/>'|safe }}",
    "autoescape off": "{% autoescape false %}{{ document.code }}{% endautoescape %}",
    "debug": "{% debug %}",
    "config": "{{ config.items() }}",
    "request": "{{ request.application.__globals__ }}",
}


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_no_template_reaches_python_or_fills_the_memory(
    payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example: tuple[Made, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    problems = refused(saved(tmp_path / "set", frame_of(payload)), example)
    assert {problem.code for problem in problems} <= REFUSALS
    assert not (tmp_path / "CANARY").exists()


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_checking_a_hostile_frame_tells_of_it_without_a_sample(
    payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = qmskit.check_frame(saved(tmp_path / "set", frame_of(payload)))
    assert found.problems
    assert found.sample == b""
    assert not (tmp_path / "CANARY").exists()


def test_a_payload_in_the_header_is_refused_too(tmp_path: Path, example: tuple[Made, ...]) -> None:
    document = frame_of()
    document.sections[0].header.paragraphs[0].text = PAYLOADS["globals of cycler"]
    (problem,) = refused(saved(tmp_path, document), example)
    assert problem.code in {"QMS204", "QMS304"}


# (text of the third paragraph, code, words of the problem)
BROKEN = {
    "name nobody has": ("Mã số {{ document.cod }}", "QMS304", "cod"),
    "group nobody has": ("Của {{ agence.name }}", "QMS304", "agence"),
    "expression cut short": ("Mã {{ document.code + }}", "QMS302", "khung Word"),
    "statement nobody has": ("{% iff document.code %}", "QMS302", "khung Word"),
    "end without beginning": ("Hết {% endif %}", "QMS302", "khung Word"),
    "filter nobody has": ("{{ document.code | hoa }}", "QMS302", "khung Word"),
    "column loop": ("{%tc for one in agency.name %}", "QMS303", "{%tc"),
    "merged columns": ("{% colspan 2 %}", "QMS303", "colspan"),
    "horizontally merged": ("{% hm %}", "QMS303", "hm"),
    "division": ("{{ 1 / 0 }}", "QMS204", "phép tính"),
}


@pytest.mark.parametrize(("text", "code", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_tag_is_told_with_its_paragraph(
    text: str, code: str, words: str, tmp_path: Path, example: tuple[Made, ...]
) -> None:
    path = saved(tmp_path, frame_of("Một", "Hai", text))
    problem = next(one for one in refused(path, example) if one.code == code)
    assert words in problem.message
    assert problem.where.file == "templates/procedure.docx"
    assert problem.where.path.startswith("đoạn 3 “")


def test_a_beginning_without_end_is_refused(tmp_path: Path, example: tuple[Made, ...]) -> None:
    (problem,) = refused(saved(tmp_path, frame_of("{% if document.code %}")), example)
    assert problem.code == "QMS302"


def test_a_name_nobody_has_in_a_cell_is_told_with_its_paragraph(
    tmp_path: Path, example: tuple[Made, ...]
) -> None:
    document = docx.Document()
    document.add_paragraph("Một")
    document.add_table(1, 2).cell(0, 1).text = "Ô có {{ document.ma_so }}"
    document.add_paragraph("{{p body }}")
    (problem,) = refused(saved(tmp_path, document), example)
    assert problem.where.path == "đoạn 3 “Ô có {{ document.ma_so }}”"


def test_paragraphs_are_counted_as_word_shows_them(tmp_path: Path) -> None:
    document = frame_of("{%p if document.draft %}", "{{p front }}", "{%p endif %}")
    document.add_paragraph("Mã {{ document.cod }}")
    (problem,) = qmskit.check_frame(saved(tmp_path, document)).problems
    assert problem.where.path == "đoạn 5 “Mã {{ document.cod }}”"


UNBALANCED = (
    "Mã {{ document.code }",
    "Mã { document.code }}",
    "Mã {{ document.code",
    "Mã document.code }}",
    "{% if document.code }Có{% endif %}",
)


@pytest.mark.parametrize("text", UNBALANCED)
def test_a_tag_that_lost_a_brace_neither_takes_text_away_nor_is_printed(
    text: str, tmp_path: Path
) -> None:
    found = qmskit.check_frame(saved(tmp_path, frame_of("Một", text, "Ba")))
    assert [problem.code for problem in found.problems] == ["QMS302"]


def test_every_broken_tag_is_told_in_one_run(tmp_path: Path) -> None:
    frame = frame_of("{{ document.cod }}", "{{ agency.nam }}", "{{ signature.drafter.person }}")
    found = qmskit.check_frame(saved(tmp_path, frame))
    assert [(one.code, one.where.path.split(" “")[0]) for one in found.problems] == [
        ("QMS304", "đoạn 1"),
        ("QMS304", "đoạn 2"),
        ("QMS304", "đoạn 3"),
    ]


def test_a_tag_that_word_has_cut_over_runs_works(tmp_path: Path, example: tuple[Made, ...]) -> None:
    document = frame_of()
    paragraph = document.paragraphs[0].insert_paragraph_before("Mã hiệu: {")
    for piece in ("{ docu", "ment", ".code }", "}."):
        paragraph.add_run(piece).bold = True
    shown = filled(saved(tmp_path, document), example).word.paragraphs[0].text
    assert shown == f"Mã hiệu: {example[0].composed.document.code}."


def with_entity(name: str, text: str) -> Callable[[dict[str, bytes]], Mapping[str, bytes]]:
    def change(inside: dict[str, bytes]) -> Mapping[str, bytes]:
        start, body = inside[name].split(b"?>", 1)
        return {**inside, name: start + b"?>" + text.encode() + body}

    return change


def in_utf_16(inside: dict[str, bytes]) -> Mapping[str, bytes]:
    """Return a package that declares an entity in UTF-16, where a search of bytes misses it."""
    body = inside[PLAIN].decode().split("?>", 1)[1]
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY e "{"e" * 99}">]>{body}'
    return {**inside, PLAIN: text.replace("{{p body }}", "{{p body }}&e;").encode("utf-16")}


def lying_about_its_size() -> bytes:
    """Return a package that says its document is short and unpacks to 90 MB."""
    whole = changed(lambda inside: {**inside, "word/media/a.bin": b"\0" * 90_000_000})
    size = struct.pack("<L", 90_000_000)
    assert whole.count(size) >= 2
    return whole.replace(size, struct.pack("<L", 10))


def with_many_members(inside: dict[str, bytes]) -> Mapping[str, bytes]:
    return {**inside, **{f"word/media/{number}.bin": b"" for number in range(2_001)}}


def encrypted() -> bytes:
    content = bytearray(changed(dict))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        offsets = [one.header_offset for one in archive.infolist()]
    for at in offsets:
        content[at + 6] |= 1
    central = content.find(b"PK\1\2")
    while central >= 0:
        content[central + 8] |= 1
        central = content.find(b"PK\1\2", central + 1)
    return bytes(content)


DOCTYPE = "<!DOCTYPE d>"
LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'

# files that are no frames, all refused as QMS301
REFUSED: Mapping[str, Callable[[], bytes]] = {
    "text": lambda: b"Kh\xc3\xb4ng ph\xe1\xba\xa3i Word",
    "empty": lambda: b"",
    "old Word": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "cut in the middle": lambda: content_of(frame_of())[:5_000],
    "zip of something else": lambda: zipped({"readme.txt": b"xin chao"}),
    "document only": lambda: zipped({PLAIN: b"<w/>"}),
    "without content types": lambda: changed(
        lambda inside: {name: one for name, one in inside.items() if "Content_Types" not in name}
    ),
    "without relations": lambda: changed(
        lambda inside: {name: one for name, one in inside.items() if name != "_rels/.rels"}
    ),
    "document is no XML": lambda: changed(lambda inside: {**inside, PLAIN: b"<w:document>"}),
    "document is other XML": lambda: changed(lambda inside: {**inside, PLAIN: b"<html/>"}),
    "content types are no XML": lambda: changed(
        lambda inside: {**inside, "[Content_Types].xml": b"<Types>"}
    ),
    "with macros": lambda: changed(
        lambda inside: {
            **inside,
            "[Content_Types].xml": inside["[Content_Types].xml"].replace(
                b"openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"ms-word.document.macroEnabled.main+xml",
            ),
        }
    ),
    "zip bomb": lambda: changed(lambda inside: {**inside, "word/a.bin": b"\0" * 90_000_000}),
    "zip bomb that lies": lying_about_its_size,
    "too many members": lambda: changed(with_many_members),
    "encrypted": encrypted,
    "document type": lambda: changed(with_entity(PLAIN, DOCTYPE)),
    "billion laughs": lambda: changed(with_entity(PLAIN, LAUGHS)),
    "file as entity": lambda: changed(with_entity(PLAIN, OUTSIDE)),
    "entity in the styles": lambda: changed(with_entity("word/styles.xml", LAUGHS)),
    "entity behind a comment": lambda: changed(
        with_entity(PLAIN, f"<!--{' ' * 5_000}-->{OUTSIDE}")
    ),
    "entity in UTF-16": lambda: changed(in_utf_16),
    "member above": lambda: changed(lambda inside: {**inside, "../a.xml": b"<a/>"}),
    "member far above": lambda: changed(lambda inside: {**inside, "word/../../a.xml": b"<a/>"}),
    "absolute member": lambda: changed(lambda inside: {**inside, "/etc/a.xml": b"<a/>"}),
    "member above, as Windows": lambda: changed(lambda inside: {**inside, "..\\a.xml": b"<a/>"}),
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_frame_is_refused(
    content: Callable[[], bytes], tmp_path: Path, example: tuple[Made, ...]
) -> None:
    path = saved(tmp_path, content())
    problems = refused(path, example)
    assert {problem.code for problem in problems} == {"QMS301"}
    assert all(problem.where.file.startswith("templates/procedure.docx") for problem in problems)
    assert all(problem.fix for problem in problems)
    found = qmskit.check_frame(path)
    assert {problem.code for problem in found.problems} == {"QMS301"}


def test_a_frame_that_is_not_there_or_a_link_is_refused(tmp_path: Path) -> None:
    frame = saved(tmp_path, frame_of())
    link = tmp_path / "link.docx"
    link.symlink_to(frame)
    codes = {
        name: [problem.code for problem in qmskit.check_frame(path).problems]
        for name, path in (("none", tmp_path / "none.docx"), ("link", link), ("folder", tmp_path))
    }
    assert codes == {"none": ["QMS001"], "link": ["QMS003"], "folder": ["QMS005"]}


def test_a_frame_in_a_set_that_is_a_link_is_not_followed(
    tmp_path: Path, example: tuple[Made, ...]
) -> None:
    frame = saved(tmp_path / "elsewhere", frame_of())
    link = tmp_path / "set" / "templates" / "procedure.docx"
    link.parent.mkdir(parents=True)
    link.symlink_to(frame)
    assert [problem.code for problem in refused(link, example)] == ["QMS003"]


def test_shipped_frames_are_those_that_the_script_draws(tmp_path: Path) -> None:
    script = ROOT / "tools" / "make_frames.py"
    subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(script), str(tmp_path)],
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    drawn = {path.name: members(path.read_bytes()) for path in tmp_path.glob("*.docx")}
    assert drawn == {path.name: members(path.read_bytes()) for path in FRAMES}


def names_of(frame: Path) -> tuple[str, ...]:
    """Return names that a frame of ours must print; the first one in a table."""
    if frame.name == "letter.docx":
        return ("letter.number", "letter.place_day", "letter.signer", "document.mark")
    return ("document.code", "document.effective", "agency.name")


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_shipped_frames_are_without_fault(frame: Path) -> None:
    found = qmskit.check_frame(frame)
    assert (found.problems, found.missing_styles) == ((), ())
    assert not {"body", *names_of(frame)} & set(found.unused)


def test_a_check_tells_names_not_used_and_styles_not_there(tmp_path: Path) -> None:
    found = qmskit.check_frame(saved(tmp_path, frame_of("{{ document.code }}")))
    assert found.problems == ()
    assert "document.code" not in found.unused
    assert "body" not in found.unused
    assert {"document.issue", "agency.name", "signatures.approver.person"} <= set(found.unused)
    assert list(found.unused) == sorted(found.unused)
    assert {"QmsBody", "QmsTable"} <= set(found.missing_styles)
    assert "Heading1" not in found.missing_styles


def test_a_group_that_is_used_whole_uses_its_names(tmp_path: Path) -> None:
    text = "{% for who in signatures %}{{ signatures[who].person }}{% endfor %}"
    found = qmskit.check_frame(saved(tmp_path, frame_of(text)))
    assert [name for name in found.unused if name.startswith("signatures.")] == []
    assert "agency.name" in found.unused


def test_a_frame_without_a_place_for_the_text_is_a_problem(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{ document.code }}")
    found = qmskit.check_frame(saved(tmp_path, document))
    assert [problem.code for problem in found.problems] == ["QMS305"]


# Only filling the frame shows these; a check must tell them too.
SHOWN_BY_FILLING = {
    "name in brackets": ("{{ document['cod'] }}", "QMS304"),
    "division": ("{{ 1 / 0 }}", "QMS204"),
    "call": ("{{ document.code() }}", "QMS204"),
    "text plus number": ("{{ document.code + 1 }}", "QMS204"),
    "a letter of the text": ("{{p body|first }}", "QMS204"),
}


@pytest.mark.parametrize(("text", "code"), SHOWN_BY_FILLING.values(), ids=SHOWN_BY_FILLING)
def test_a_check_tells_what_only_filling_shows(text: str, code: str, tmp_path: Path) -> None:
    found = qmskit.check_frame(saved(tmp_path, frame_of(text)))
    assert [problem.code for problem in found.problems] == [code]
    assert found.sample == b""


def test_a_frame_may_ask_whether_there_are_forms(tmp_path: Path, example: tuple[Made, ...]) -> None:
    frame = frame_of("{%p if forms %}", "Có biểu mẫu", "{%p endif %}", "{{p forms }}")
    made = rendered(
        replace(example_set(), folder=saved(tmp_path, frame).parents[1]),
        [replace(example[0].composed, forms=forms) for forms in ((), (Paragraph(plain("Mẫu")),))],
    )
    shown = [[paragraph.text for paragraph in one.word.paragraphs] for one in made]
    assert ["Có biểu mẫu" in texts for texts in shown] == [False, True]
    assert ["Mẫu" in texts for texts in shown] == [False, True]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_the_sample_opens_and_shows_text_and_names(frame: Path) -> None:
    document = docx.Document(BytesIO(qmskit.check_frame(frame).sample))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "1. ĐỀ MỤC MẪU" in paragraphs
    assert "Ô mẫu" in cells
    assert any(f"[{names_of(frame)[0]}]" in text for text in cells)
    assert not [text for text in (*paragraphs, *cells) if "{{" in text or "{%" in text]
