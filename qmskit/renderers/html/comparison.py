"""The page of a comparison: old and new side by side, with the words that differ marked.

One file without script that works without network. What is shown by colour is shown by a line as
well, and said to whoever listens.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from string import Template

from qmskit.documents.sandbox import day_text
from qmskit.model.changes import Change, EditKind
from qmskit.model.comparisons import ToldComparison, ToldProcedure, ToldTerm
from qmskit.renderers.html.pages import page_part, policy_hash
from qmskit.renderers.matching import stretches

# Says that a file is such a page, which may be written over.
MARK = '<meta name="generator" content="qmskit diff">'

_WORD = re.compile(r"\s+|[^\s\w]|\w+")
# Of the letters of two texts: where less is the same, single words that stayed only disturb.
_LEAST_SHARED = 0.3
# An equal stretch longer than this is cut to its ends.
_LONG = 400
_END = 150
_UNKNOWN_TERM = (
    "Không rõ: chưa ghi nhận văn bản pháp luật làm thay đổi, hoặc ngày có hiệu lực của văn bản đó."
)
_CUT = ' <span class="none">[… phần không đổi …]</span> '


def comparison_page(told: ToldComparison, *, is_complete: bool = False) -> bytes:
    """Return the page of a comparison; the same values give the same bytes.

    Args:
        told: in Vietnamese, as the page is.
        is_complete: whether what only writes otherwise, or only one state tells, is on the page.
    """
    style = page_part("comparison.css")
    page = Template(page_part("comparison.html")).substitute(
        mark=MARK,
        agency=escape(told.agency),
        of_agency=escape(f" – {told.agency}" if told.agency else ""),
        old=escape(told.old),
        new=escape(told.new),
        day=day_text(told.as_of),
        counted=escape(told.counted),
        reannouncement=_reannouncement(told.reannouncement),
        overview=_overview(told.procedures),
        procedures="\n".join(_section(one, is_complete=is_complete) for one in told.procedures),
        quiet=_quiet(told.quiet) if is_complete else "",
        style=style,
        style_hash=policy_hash(style),
    )
    return page.encode()


def is_comparison_page(content: bytes) -> bool:
    """Tell whether a file is a page that `comparison_page` made."""
    return MARK.encode() in content[:1000]


def _reannouncement(sentence: str) -> str:
    return f'<p class="again">{escape(sentence)}</p>' if sentence else ""


def _overview(procedures: Sequence[ToldProcedure]) -> str:
    if not procedures:
        return "<p>Không có thủ tục nào thay đổi về nội dung.</p>"
    rows = "".join(
        f'<tr><th scope="row"><a href="#{_anchor(one)}">{escape(one.code)}</a></th>'
        f"<td>{escape(one.name)}</td><td>{escape(one.kind)}</td>"
        f"<td>{escape(one.term.deadline if one.term else '') or 'không rõ'}</td>"
        f"<td>{escape(one.term.status if one.term else '') or 'không rõ'}</td></tr>"
        for one in procedures
    )
    return (
        "<table><caption>Thủ tục thay đổi về nội dung</caption><thead><tr>"
        '<th scope="col" class="code">Mã thủ tục</th><th scope="col">Tên thủ tục</th>'
        '<th scope="col" class="short">Thay đổi</th><th scope="col" class="code">Hạn</th>'
        '<th scope="col" class="short">Tình trạng</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def _anchor(one: ToldProcedure) -> str:
    return escape(f"tt-{one.code}")


def _section(one: ToldProcedure, *, is_complete: bool) -> str:
    others = _details(one.others) if is_complete else ""
    notes = "".join(f"<p>{escape(note)}</p>" for note in one.notes)
    changes = _table(one.changes, f"Nội dung thay đổi của {one.code}") if one.changes else ""
    return (
        f'<section id="{_anchor(one)}"><h2>{escape(one.code)} {escape(one.name)} '
        f'<span class="kind">({escape(one.kind)})</span></h2>'
        f"{notes}{changes}{others}{_term(one.term)}{_documents(one)}</section>"
    )


def _details(changes: Sequence[Change]) -> str:
    if not changes:
        return ""
    told = f"{len(changes)} mục chỉ khác cách viết, hoặc chỉ một bên có ghi"
    table = _table(changes, "Chưa coi là thay đổi về nội dung")
    return f"<details><summary>{told}</summary>{table}</details>"


def _table(changes: Iterable[Change], caption: str) -> str:
    rows = "".join(map(_row, changes))
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>"
        '<th scope="col" class="what">Nội dung</th><th scope="col">Bản cũ</th>'
        f'<th scope="col">Bản mới</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(change: Change) -> str:
    if change.is_substantive:
        old, new = _marked(change.old, change.new)
    else:
        old, new = escape(change.old), escape(change.new)
    without_old = "chưa có" if change.kind is EditKind.ADDED else "không ghi"
    without_new = "không còn" if change.kind is EditKind.REMOVED else "không ghi"
    return (
        f'<tr><th scope="row">{escape(change.label)}</th>'
        f"<td>{old or _absent(without_old)}</td><td>{new or _absent(without_new)}</td></tr>"
    )


def _absent(word: str) -> str:
    return f'<span class="none">{word}</span>'


def _marked(old: str, new: str) -> tuple[str, str]:
    """Return two texts as HTML with the words that differ marked."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    found = list(stretches(before, after))
    shared = sum(len("".join(before[one.old])) for one in found if one.is_equal)
    if shared < _LEAST_SHARED * max(len(old), len(new)):
        return _tagged("del", old), _tagged("ins", new)
    olds = [(one.is_equal, "".join(before[one.old])) for one in found]
    news = [(one.is_equal, "".join(after[one.new])) for one in found]
    return "".join(_pieces("del", olds)), "".join(_pieces("ins", news))


def _pieces(tag: str, parts: Iterable[tuple[bool, str]]) -> Iterator[str]:
    for is_equal, text in parts:
        yield _kept(text) if is_equal else _tagged(tag, text)


def _kept(text: str) -> str:
    if len(text) <= _LONG:
        return escape(text)
    begin = text[:_END].rpartition(" ")[0]
    end = text[-_END:].partition(" ")[2]
    return f"{escape(begin)}{_CUT}{escape(end)}"


def _tagged(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>" if text else ""


def _term(term: ToldTerm | None) -> str:
    if term is None:
        return f"<h3>Hạn cập nhật</h3><p>{_UNKNOWN_TERM}</p>"
    rows = (
        ("Văn bản", term.text),
        ("Có hiệu lực từ", term.effective or "không rõ"),
        ("Hạn cập nhật", term.deadline or "không rõ"),
        ("Tình trạng", term.status),
        ("Đang chờ", term.waiting_on),
        ("Cách tính hạn", term.rule),
    )
    told = "".join(f"<dt>{label}</dt><dd>{escape(text)}</dd>" for label, text in rows if text)
    chain = "".join(f"<li>{escape(sentence)}</li>" for sentence in term.chain)
    listed = f"<p>Các khâu công bố:</p><ul>{chain}</ul>" if chain else ""
    return f"<h3>Hạn cập nhật</h3><dl>{told}</dl>{listed}"


def _documents(one: ToldProcedure) -> str:
    if not one.documents:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(document.code)}</th><td>{escape(document.title)}</td>'
        f"<td>{escape(document.action)}</td></tr>"
        for document in one.documents
    )
    return (
        f"<table><caption>Tài liệu phải sửa theo {escape(one.code)}</caption><thead><tr>"
        '<th scope="col" class="short">Mã hiệu</th><th scope="col">Tên tài liệu</th>'
        f'<th scope="col" class="short">Việc</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _quiet(procedures: Iterable[ToldProcedure]) -> str:
    """Return procedures that did not change in substance, folded."""
    parts = [
        f"<h3>{escape(one.code)} {escape(one.name)} ({escape(one.kind)})</h3>"
        f"{_table(one.others, 'Chưa coi là thay đổi về nội dung') if one.others else ''}"
        for one in procedures
    ]
    if not parts:
        return ""
    told = f"{len(parts)} thủ tục không thay đổi về nội dung"
    return f"<details><summary>{told}</summary>{''.join(parts)}</details>"
