"""The page where anybody sees whether a paper in hand still holds.

One file that works without network: style and script stand inside and the browser runs nothing
else. The page holds what every row says before, while and after it holds; the script only picks
the words of a day, and without the script those of the day the page was made are shown.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from string import Template

from qmskit.documents.sandbox import day_text
from qmskit.model.check_codes import CONFUSED
from qmskit.model.lookups import LookupRow, LookupState
from qmskit.renderers.html.pages import page_part, policy_hash

PAGE_NAME = "tra-cuu-hieu-luc.html"

_SHOUTED = {
    LookupState.NOT_YET: "CHƯA CÓ HIỆU LỰC",
    LookupState.IN_FORCE: "ĐANG CÓ HIỆU LỰC",
    LookupState.REPLACED: "ĐÃ ĐƯỢC THAY THẾ",
    LookupState.WITHDRAWN: "HẾT HIỆU LỰC",
}
_ENDED = (LookupState.REPLACED, LookupState.WITHDRAWN)


def lookup_page(agency: str, rows: Sequence[LookupRow], made_on: date, receipt: str) -> bytes:
    """Return the page of an agency's issued documents; the same values give the same bytes.

    Args:
        made_on: day of the page, for browsers that run no script.
        receipt: what ties the page to the record it was made from, printed at its end; may be
            empty.
    """
    style, script = page_part("lookup.css"), page_part("lookup.js")
    known = {row.check: row for row in rows}
    page = Template(page_part("lookup.html")).substitute(
        agency=escape(agency),
        made=day_text(made_on),
        made_iso=made_on.isoformat(),
        confused=" ".join(f"{typed}{meant}" for typed, meant in CONFUSED.items()),
        rows="\n".join(_row(row, known, made_on) for row in rows),
        none="" if rows else "<p>Chưa có tài liệu nào được ban hành.</p>",
        receipt=f"<p>Đối chiếu với sổ: {escape(receipt)}</p>" if receipt else "",
        style=style,
        style_hash=policy_hash(style),
        script=script,
        script_hash=policy_hash(script),
    )
    return page.encode()


def _row(row: LookupRow, known: Mapping[str, LookupRow], made_on: date) -> str:
    shown = row.state_on(made_on)
    phases = "".join(
        _phase(row, since, state, _told(row, state, known), is_hidden=state is not shown)
        for since, state in row.phases()
    )
    decided = f"Số {escape(row.decision)} ngày {day_text(row.decided_on)}"
    cells = (
        ("check", "Mã kiểm tra", escape(row.check)),
        ("code", "Mã hiệu", escape(row.code)),
        ("title", "Tên tài liệu", escape(row.title)),
        ("number", "Lần ban hành / sửa đổi", f"{row.issue:02d} / {row.revision:02d}"),
        ("decision", "Quyết định ban hành", decided),
        ("state", "Tình trạng", phases),
    )
    written = "".join(_cell(*one) for one in cells)
    return f'<tr role="row" id="{escape(row.check)}">{written}</tr>'


def _cell(name: str, label: str, content: str) -> str:
    if name == "code":
        opening, tag = 'th role="rowheader" scope="row"', "th"
    else:
        opening, tag = 'td role="cell"', "td"
    return f'<{opening} class="{name}" data-label="{label}">{content}</{tag}>'


def _phase(row: LookupRow, since: date, state: LookupState, told: str, *, is_hidden: bool) -> str:
    still = ""
    if state in _ENDED and row.still_for:
        day = day_text(row.still_for)
        still = f'<span class="still">Vẫn áp dụng cho hồ sơ tiếp nhận trước ngày {day}.</span>'
    hidden = " hidden" if is_hidden else ""
    return (
        f'<div class="{state.value}" data-since="{since.isoformat()}"{hidden}>'
        f"<strong>{_SHOUTED[state]}</strong> {told}{still}</div>"
    )


def _told(row: LookupRow, state: LookupState, known: Mapping[str, LookupRow]) -> str:
    """Return the sentence below a state."""
    match state:
        case LookupState.NOT_YET:
            return _before(row)
        case LookupState.IN_FORCE:
            end = f"; hết hiệu lực từ ngày {day_text(row.ended_on)}" if row.ended_on else ""
            return f"Từ ngày {day_text(row.effective)}{end}."
        case LookupState.REPLACED:
            new = _following(row.replaced_by, known)
            return f"Từ ngày {day_text(row.ended_on)} bởi {new}{_decision(row)}."
        case LookupState.WITHDRAWN:
            return f"Từ ngày {day_text(row.ended_on)}{_decision(row)}."


def _before(row: LookupRow) -> str:
    begin = day_text(row.effective)
    if row.ended_on is None or row.effective < row.ended_on:
        return f"Có hiệu lực từ ngày {begin}."
    ended = "được thay thế" if row.replaced_by else "bị bãi bỏ"
    return f"Lẽ ra có hiệu lực từ ngày {begin} nhưng {ended} từ ngày {day_text(row.ended_on)}."


def _following(check: str, known: Mapping[str, LookupRow]) -> str:
    """Return what came in the place of a row: its numbers, and a way to it."""
    link = f'<a href="#{escape(check)}">{escape(check)}</a>'
    following = known.get(check)
    if following is None:
        return f"bản mang mã kiểm tra {link}"
    return (
        f"{escape(following.code)} lần ban hành {following.issue:02d}, "
        f"sửa đổi {following.revision:02d} (mã kiểm tra {link})"
    )


def _decision(row: LookupRow) -> str:
    return f" theo Quyết định số {escape(row.ended_by)}" if row.ended_by else ""
