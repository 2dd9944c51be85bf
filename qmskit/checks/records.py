"""Rules over the State's record and the province's rates: what is unknown or contradicts itself."""

from collections.abc import Iterator
from decimal import Decimal

from qmskit.checks.rules import Hit, Subject
from qmskit.documents.contexts import lacks_own_rate
from qmskit.documents.directives.fee_words import money
from qmskit.documents.sandbox import day_text
from qmskit.language import translate as _
from qmskit.model.procedures import FeeState, Level
from qmskit.model.texts import shortened
from qmskit.readers.prose.differences import differences
from qmskit.readers.prose.fees import is_in_doubt

_TITLE = 60


def no_data(subject: Subject) -> Iterator[Hit]:
    """Find procedures of which only code and name are known."""
    if subject.procedure.is_listed_only:
        yield Hit(
            subject.in_catalogue("name"),
            _("chưa có dữ liệu: mới có mã và tên thủ tục"),
            _("lấy bản ghi của thủ tục trên Cổng Dịch vụ công rồi chạy qmskit update"),
        )


def limit_unknown(subject: Subject) -> Iterator[Hit]:
    """Find limits without number or unit, unless the province fixed one."""
    procedure = subject.procedure
    if procedure.is_listed_only or subject.province.limit:
        return
    unclear = [one for one in procedure.limits if not one.is_known and not one.text]
    if unclear or not procedure.limits:
        message = _("dữ liệu công bố không ghi rõ thời hạn hoặc đơn vị tính")
        yield Hit(
            subject.in_catalogue("channels"),
            message,
            _("đối chiếu quyết định công bố; ghi thời hạn của tỉnh vào province/"),
        )


def limit_contradicts(subject: Subject) -> Iterator[Hit]:
    """Find limits that the record itself tells in two ways."""
    for one in differences(subject.procedure):
        yield Hit(
            subject.in_catalogue("channels"),
            one.sentence,
            _("đối chiếu quyết định công bố để biết thời hạn đúng"),
        )


def reduction_not_lower(subject: Subject) -> Iterator[Hit]:
    """Find a reduced limit that is longer than the limit by law, in the same unit."""
    reduced = subject.province.limit
    if reduced is None or reduced.value is None:
        return
    for legal in subject.procedure.limits:
        if legal.unit is reduced.unit and legal.value is not None and legal.value < reduced.value:
            message = _("thời hạn của tỉnh ({reduced}) dài hơn thời hạn theo quy định ({legal})")
            yield Hit(
                subject.in_province("limit"),
                message.format(reduced=reduced.short, legal=legal.short),
                _("đối chiếu quyết định cắt giảm và bản ghi của Nhà nước"),
            )
            return


def fee_unknown(subject: Subject) -> Iterator[Hit]:
    """Find fees whose amount nobody tells: neither the record nor a rate of the province."""
    fees = [fee for channel in subject.procedure.channels for fee in channel.fees]
    unclear = any(fee.state in {FeeState.UNKNOWN, FeeState.SET_ELSEWHERE} for fee in fees)
    if unclear and not any(fee.holds_on(subject.day) for fee in subject.province.fees):
        yield Hit(
            subject.in_catalogue("channels"),
            _("chưa rõ mức phí, lệ phí: dữ liệu công bố dẫn sang văn bản khác hoặc không ghi mức"),
            _("ghi mức thu theo nghị quyết của Hội đồng nhân dân tỉnh vào province/"),
        )


def fee_contradicts(subject: Subject) -> Iterator[Hit]:
    """Find amounts that their own words contradict, or that no money in use can pay."""
    fees = (fee for channel in subject.procedure.channels for fee in channel.fees)
    for fee in dict.fromkeys(one for one in fees if is_in_doubt(one)):
        amount = money(fee.amount or Decimal(), fee.currency)
        message = _("số tiền {amount} nhỏ bất thường").format(amount=amount)
        if fee.text:
            message = _("số tiền {amount} không khớp phần mô tả “{text}”").format(
                amount=amount, text=shortened(fee.text, _TITLE)
            )
        fix = _("đối chiếu quyết định công bố hoặc văn bản quy định mức thu")
        yield Hit(subject.in_catalogue("channels"), message, fix)


def fee_place_unknown(subject: Subject) -> Iterator[Hit]:
    """Find rates by place where no list tells which of them holds in the agency's commune."""
    fees = [fee for fee in subject.province.fees if fee.holds_on(subject.day)]
    if lacks_own_rate(subject.qmset, fees):
        groups = "; ".join(dict.fromkeys(fee.place_name for fee in fees if fee.is_unlisted))
        message = _("chưa rõ mức thu áp dụng tại {agency}: chưa có danh sách địa bàn “{groups}”")
        shown = message.format(
            agency=subject.qmset.agency.name, groups=shortened(groups, 2 * _TITLE)
        )
        fix = _("tra phụ lục của văn bản quy định phí, ghi các xã, phường vào places của mức thu")
        yield Hit(subject.in_province("fees"), shown, fix)


def fee_expired(subject: Subject) -> Iterator[Hit]:
    """Find rates of the province whose last day has passed."""
    for fee in subject.province.fees:
        if fee.until and fee.until < subject.day:
            message = _("mức thu “{text}” chỉ áp dụng đến hết ngày {until}").format(
                text=shortened(fee.text, _TITLE), until=day_text(fee.until)
            )
            fix = _("ghi mức thu mới theo nghị quyết đang có hiệu lực")
            yield Hit(subject.in_province("fees"), message, fix)


def law_without_number(subject: Subject) -> Iterator[Hit]:
    """Find legal bases cited by title or year only."""
    for basis in subject.procedure.legal_bases:
        if not basis.number:
            message = _("căn cứ không ghi số, ký hiệu: “{title}”").format(
                title=shortened(basis.title, _TITLE)
            )
            fix = _("tra số, ký hiệu của văn bản khi rà soát căn cứ pháp lý")
            yield Hit(subject.in_catalogue("legal_bases"), message, fix)


def not_announced(subject: Subject) -> Iterator[Hit]:
    """Find procedures whose announcing decision is not known.

    Law:
        TT 26/2014/TT-BKHCN, Điều 3 khoản 1: only announced procedures are in the system.
    """
    if not subject.procedure.decision.number:
        yield Hit(
            subject.in_catalogue("decision"),
            _("chưa rõ quyết định công bố thủ tục này"),
            _("ghi số và ngày quyết định công bố vào mục decision của bản ghi"),
        )


def not_competent(subject: Subject) -> Iterator[Hit]:
    """Find procedures that the record gives to other levels of government."""
    level = Level(subject.qmset.agency_type.level)
    if subject.procedure.levels and level not in subject.procedure.levels:
        message = _("bản ghi không ghi thủ tục này thuộc thẩm quyền của {kind}")
        yield Hit(
            subject.in_catalogue("levels"),
            message.format(kind=subject.qmset.agency_type.name),
            _("kiểm tra thẩm quyền; đưa ra khỏi phạm vi bằng qmskit remove nếu không thuộc"),
        )
