"""A fee of the State's record in words: kind, amount, what the source says."""

from decimal import Decimal

from qmskit.model.procedures import Fee, FeeKind
from qmskit.model.texts import paragraphs
from qmskit.readers.prose.fees import is_in_doubt

KINDS = {FeeKind.FEE: "Phí", FeeKind.CHARGE: "Lệ phí", FeeKind.PRICE: "Mức giá"}

_FREE = {
    FeeKind.FEE: "Miễn phí",
    FeeKind.CHARGE: "Miễn lệ phí",
    FeeKind.PRICE: "Không thu",
}


def fee_lines(fee: Fee) -> tuple[str, ...]:
    """Return a fee as printed: kind, amount, and the source's words.

    Zero with words means that the words tell; None means that the source gives no amount. An amount
    that cannot be right is told as unclear, with all that the source says.
    """
    words = paragraphs(fee.text)
    attached = (f"Tệp kèm theo: {'; '.join(fee.attachments)}",) if fee.attachments else ()
    kind = KINDS[fee.kind]
    if not fee.amount and (words or attached):
        return (*words, *attached)
    if fee.amount is None:
        return (f"{kind}: không rõ",)
    if not fee.amount:
        return (_FREE[fee.kind],)
    amount = f"{kind}: {money(fee.amount, fee.currency)}"
    if is_in_doubt(fee):
        amount = f"{kind}: không rõ, phải kiểm tra; dữ liệu công bố ghi {amount.partition(': ')[2]}"
    elif len(words) == 1:
        return (_with_words(kind, amount, words[0].rstrip(".")), *attached)
    return (amount, *words, *attached)


def _with_words(kind: str, amount: str, words: str) -> str:
    """Return amount and words in one line, neither the amount nor brackets twice."""
    if f"{kind}: {words}".startswith(amount):
        return f"{kind}: {words}"
    if words.startswith("/"):
        return f"{amount}{words}"
    if words.startswith("("):
        head, bracket, rest = words.partition(")")
        return " ".join(filter(None, (amount, head + bracket, rest.strip())))
    return f"{amount} ({words})"


def money(amount: Decimal, currency: str = "") -> str:
    """Return an amount with a point between thousands: `8.000 đồng`."""
    whole = amount.to_integral_value()
    text = (
        f"{int(whole):,}".replace(",", ".")
        if whole == amount
        else f"{amount.normalize():f}".replace(".", ",")
    )
    return f"{text} {currency or 'đồng'}"
