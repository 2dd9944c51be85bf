"""What is marked where: words, paragraphs, rows, looks, and what needs no mark."""

from collections.abc import Mapping

import pytest
from lxml import etree

from qmskit.problems import InvalidInputError
from qmskit.renderers.docx.redline import accepted, redlined, rejected
from tests.word.markup import p, tbl, tc, tr
from tests.word.packages import W, trees
from tests.word.redlines import ON, assert_leads, changes, packed, par, redline, run, shown
from tests.word.test_frames import REFUSED

# A frame with a program or a tie to outside may be compared, though nothing is made in it.
UNUSABLE = {name: content for name, content in REFUSED.items() if name != "with macros"}


LINES = {
    "nothing": (p("Một cửa"), p("Một cửa"), "Một cửa¶"),
    "a word": (
        p("Nộp hồ sơ tại xã."), p("Nộp hồ sơ tại phường."), "Nộp hồ sơ tại [-xã-]{+phường+}.¶"
    ),
    "a tone is no letter of its own": (
        p("To\u0300a nha\u0300"), p("To\u0301a nha\u0300"),
        "[-To\u0300a-]{+To\u0301a+} nha\u0300¶",
    ),
    "a day is one word": (
        p("Ngày hiệu lực: 01/4/2026"), p("Ngày hiệu lực: 02/4/2026"),
        "Ngày hiệu lực: [-01/4/2026-]{+02/4/2026+}¶",
    ),
    "a number with marks is one word": (
        p("Phí: 1.000.000 đồng"), p("Phí: 2.000.000 đồng"), "Phí: [-1.000.000-]{+2.000.000+} đồng¶"
    ),
    "words in a row change together": (
        p("Thời hạn là hai ngày làm việc"), p("Thời hạn là năm tháng làm việc"),
        "Thời hạn là [-hai ngày-]{+năm tháng+} làm việc¶",
    ),
    "other words altogether": (
        p("Tờ khai đăng ký") + p("Hết"), p("Giấy tờ tùy thân") + p("Hết"),
        "[-Tờ khai đăng ký-][-¶-]{+Giấy tờ tùy thân+}{+¶+}Hết¶",
    ),
    "a paragraph between": (
        p("Một") + p("Ba"), p("Một") + p("Hai") + p("Ba"), "Một¶{+Hai+}{+¶+}Ba¶"
    ),
    "a paragraph at the end": (p("Một"), p("Một") + p("Hai"), "Một{+¶+}{+Hai+}¶"),
    "no paragraph at the end": (p("Một") + p("Hai"), p("Một"), "Một[-¶-][-Hai-]¶"),
    "no paragraph before a table": (
        p("Một") + p("Hai") + tbl(tr(tc(p("ô")))) + p("Hết"),
        p("Một") + tbl(tr(tc(p("ô")))) + p("Hết"),
        "Một[-¶-][-Hai-]¶ô|Hết¶",
    ),
    "a row": (
        tbl(tr(tc(p("1"))), tr(tc(p("3")))) + p(""),
        tbl(tr(tc(p("1"))), tr(tc(p("2"))), tr(tc(p("3")))) + p(""),
        "1|{+{+2+}{+¶+}|+}3|¶",
    ),
    "a cell": (
        tbl(tr(tc(p("Tờ khai")), tc(p("01")))), tbl(tr(tc(p("Tờ khai")), tc(p("02")))),
        "Tờ khai|[-01-]{+02+}|",
    ),
    "cells joined": (
        tbl(tr(tc(p("a")), tc(p("b")))), tbl(tr(tc(p("a b"), '<w:gridSpan w:val="2"/>'))),
        "[-[-a-][-¶-]|[-b-][-¶-]|-]{+{+a b+}{+¶+}|+}",
    ),
    "a table instead of a paragraph": (
        p("Một") + p("không có") + p("Hết"), p("Một") + tbl(tr(tc(p("ô")))) + p("Hết"),
        "Một¶{+{+ô+}{+¶+}|+}[-không có-][-¶-]Hết¶",
    ),
    "a table at the end": (
        p("Một"), p("Một") + tbl(tr(tc(p("ô")))) + p(""),
        "Một{+¶+}{+{+ô+}{+¶+}|+}¶",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), LINES.values(), ids=LINES)
def test_words_paragraphs_and_rows_are_marked(old: str, new: str, expected: str) -> None:
    made = assert_leads(packed(old), packed(new))
    assert shown(made) == expected


BREAK = '<w:r><w:br w:type="page"/></w:r>'
FIELD = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
LONG_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF a </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>mục 5</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CONTROL = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('trong ô nhập')}</w:sdtContent></w:sdt>"
LINK = f'<w:hyperlink w:anchor="a">{run("mục lục")}</w:hyperlink>'
SECTION = '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>'

BODIES: Mapping[str, tuple[str, str]] = {
    "a page break": (par(run("a")) + par(run("b")), par(run("a") + BREAK) + par(run("b"))),
    "a section": (par(run("a")) + par(run("b")), par(run("a")) + par("", SECTION) + par(run("b"))),
    "a section at the end": (par(run("a")), par(run("a")) + par("", SECTION) + par(run("b"))),
    "a simple field": (par(run("Trang ") + FIELD), par(run("Trang "))),
    "a long field": (par(run("xem ")), par(run("xem ") + LONG_FIELD)),
    "a field cut off": (par(LONG_FIELD[:200].rsplit("<w:r>", 1)[0]), par(run("b"))),
    "a link": (par(run("xem ") + LINK), par(run("xem mục lục"))),
    "words in a link": (par(LINK), par(LINK.replace("lục", "sáu"))),
    "a nested table": (
        tbl(tr(tc(tbl(tr(tc(p("x")))) + p("")))), tbl(tr(tc(tbl(tr(tc(p("y z")))) + p("z"))))
    ),
    "cells of many paragraphs": (
        tbl(tr(tc(p("a") + p("b") + p("c")), tc(p("ba bốn")))),
        tbl(tr(tc(p("b") + p("d e")), tc(p("ba bốn")))),
    ),
    "cells joined downwards": (
        tbl(tr(tc(p("a"), '<w:vMerge w:val="restart"/>')), tr(tc(p(""), "<w:vMerge/>"))),
        tbl(tr(tc(p("a"))), tr(tc(p("b")))),
    ),
    "another number of columns": (
        tbl("<w:tblGrid><w:gridCol/></w:tblGrid>", tr(tc(p("a")))) + p(""),
        tbl("<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>", tr(tc(p("a")), tc(p("b")))) + p(""),
    ),
    "all goes": (p("a") + tbl(tr(tc(p("b")))) + p("c"), p("")),
    "signs of markup": (p("R&amp;D &lt;b&gt;"), p("R&amp;D &lt;i&gt; ]]&gt;")),
    "joined pictures": (p("nhà 👩‍👩‍👧 ạ"), p("nhà 👩‍👩‍👦 ạ")),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_both_ways_lead_through(name: str) -> None:
    old, new = map(packed, BODIES[name])
    assert changes(assert_leads(old, new))
    assert changes(assert_leads(new, old))


def test_looks_of_letters_and_paragraphs_are_remembered() -> None:
    old = packed(par(run("đậm"), '<w:jc w:val="left"/>'))
    new = packed(par(run("đậm", "<w:b/>"), '<w:jc w:val="center"/>'))
    made = redline(old, new)
    assert [etree.QName(one).localname for one in changes(made)] == ["pPrChange", "rPrChange"]
    tags = [f"{W}jc", f"{W}b"]
    looks = [
        [(one.tag, one.get(f"{W}val")) for one in trees(file)["word/document.xml"].iter(*tags)]
        for file in (old, rejected(made), new, accepted(made))
    ]
    assert looks[0] == looks[1]
    assert looks[2] == looks[3]


def test_where_pages_end_and_widths_are_no_change() -> None:
    old = packed(par(run("Mục 1")) + tbl(tr(tc(p("ô"), '<w:tcW w:w="1"/>'))) + p(""))
    new = packed(
        par(run("Mục 1"), "<w:keepNext/>") + tbl(tr(tc(p("ô"), '<w:tcW w:w="2"/>'))) + p("")
    )
    assert not changes(redline(old, new))


def test_what_somebody_tracked_counts_as_accepted() -> None:
    about = 'w:id="1" w:author="a" w:date="2026-01-01T00:00:00Z"'
    tracked = par(
        run("Nộp ") + f"<w:ins {about}>{run('hồ sơ')}</w:ins>"
        f"<w:del {about}><w:r><w:delText>đơn</w:delText></w:r></w:del>"
    )
    assert not changes(redline(packed(tracked), packed(p("Nộp hồ sơ"))))
    assert shown(redline(packed(p("Nộp đơn hồ sơ")), packed(tracked))) == "Nộp[- đơn-] hồ sơ¶"


def test_saving_again_in_word_changes_nothing() -> None:
    old = packed(par(run("Nộp hồ sơ")))
    saved_again = (
        '<w:p w:rsidR="00A1"><w:proofErr w:type="spellStart"/>'
        '<w:r w:rsidR="1"><w:t>Nộp </w:t></w:r>'
        '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
        "<w:r><w:lastRenderedPageBreak/><w:t>hồ </w:t></w:r><w:r><w:t>sơ</w:t></w:r></w:p>"
    ).replace("<w:t>", '<w:t xml:space="preserve">')
    assert not changes(redline(old, packed(saved_again)))


def test_words_of_content_controls_stay_without_them() -> None:
    made = redline(packed(CONTROL + p("Hết")), packed(p("trong ô") + p("Hết")))
    assert shown(made) == "trong ô[- nhập-]¶Hết¶"
    assert shown(rejected(made)) == "trong ô nhập¶Hết¶"


def test_each_mark_names_author_and_day_and_bytes_are_the_same() -> None:
    old, new = packed(p("một")), packed(p("một") + p("hai & ba".replace("&", "&amp;")))
    made = redlined(old, new, author='A & "B"', on=ON)
    assert made == redlined(old, new, author='A & "B"', on=ON)
    assert {one.get(f"{W}author") for one in changes(made)} == {'A & "B"'}
    assert {one.get(f"{W}date") for one in changes(made)} == {"2026-11-22T00:00:00Z"}


@pytest.mark.parametrize("name", UNUSABLE)
def test_what_is_no_word_file_is_refused(name: str) -> None:
    usable, unusable = packed(p("a")), UNUSABLE[name]()
    for old, new in ((unusable, usable), (usable, unusable)):
        with pytest.raises(InvalidInputError):
            redline(old, new)
