"""Administrative procedures (thủ tục hành chính, TTHC) as the State publishes them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from qmskit.model.times import Limit


class Level(Enum):
    """Levels of government that settle a procedure; the value is the word used in YAML."""

    COMMUNE = "commune"
    PROVINCE = "province"
    MINISTRY = "ministry"
    OTHER = "other"


class ChannelMethod(Enum):
    """Ways to submit a dossier; the value is the word used in YAML."""

    DIRECT = "direct"
    ONLINE = "online"
    POSTAL = "postal"
    UNKNOWN = "unknown"


class FeeState(Enum):
    """What a source tells of a fee's amount; the value is the word used in YAML."""

    FREE = "free"
    AMOUNT = "amount"
    SET_ELSEWHERE = "set-elsewhere"
    UNKNOWN = "unknown"


class PaperUse(Enum):
    """What becomes of a line of a dossier; the value is the word used in YAML."""

    SUBMIT = "submit"
    PRESENT = "present"
    NOTE = "note"


class FeeKind(Enum):
    """Kinds of money asked for: phí (a service), lệ phí (a State charge), mức giá (a price)."""

    FEE = "fee"
    CHARGE = "charge"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Fee:
    """Money asked for on one channel.

    Attributes:
        kind: what the source calls it.
        amount: the number of the source; None where it gives none. None is not zero.
        currency: name of the currency; empty means đồng.
        text: the source's words: conditions, exemptions, "set by the provincial council".
        attachments: names of files the source attaches.
        state: what number and words tell together; a zero with words is seldom free.
        until: last day it holds, where the words name one; None when open.
    """

    kind: FeeKind
    amount: Decimal | None = None
    currency: str = ""
    text: str = ""
    attachments: tuple[str, ...] = ()
    state: FeeState = FeeState.UNKNOWN
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to submit, with its limit and fees; a method may occur more than once.

    Attributes:
        fees: in the order of the source; may be empty.
        text: the source's description of place, address and special cases; may be empty.
    """

    method: ChannelMethod
    limit: Limit
    fees: tuple[Fee, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class DossierItem:
    """One paper of a dossier, or a note the source lists among the papers.

    Attributes:
        original_qty: number of originals; None where the source does not tell.
        copy_qty: number of copies; None where the source does not tell.
        code: the State's code of the paper; may be empty.
        form: number or name of the form to fill in; may be empty.
        attachments: names of form files the source attaches.
        use: to hand in, to show, or no paper at all but a note.
        methods: channels it is meant for; empty means every channel.
    """

    name: str
    original_qty: int | None = None
    copy_qty: int | None = None
    code: str = ""
    form: str = ""
    attachments: tuple[str, ...] = ()
    use: PaperUse = PaperUse.SUBMIT
    methods: tuple[ChannelMethod, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Tell whether the source asks for at least one original or copy."""
        return bool(self.original_qty or self.copy_qty)


@dataclass(frozen=True, slots=True)
class DossierCase:
    """The papers of one case; a case without a name holds for all.

    Attributes:
        items: in the order of the source; may be empty.
    """

    name: str
    items: tuple[DossierItem, ...] = ()


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A legal text a procedure rests on, as the record cites it.

    Attributes:
        number: number and symbol in the usual form, `85/2019/TT-BTC`; empty where the source cites
            by title or year only.
        title: in the source's words; may be empty.
        cited: how the source writes the number, where it writes it otherwise; may be empty.
    """

    number: str
    title: str = ""
    cited: str = ""


@dataclass(frozen=True, slots=True)
class ExecutionStep:
    """A passage of the State's description of how the procedure runs (trình tự thực hiện)."""

    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """A case of the procedure with a number of days of its own (portal: `cases`)."""

    name: str
    limit: Limit
    code: str = ""


@dataclass(frozen=True, slots=True)
class Agencies:
    """Who takes part; every field may be empty.

    Attributes:
        executing: settle the procedure.
        competent: have the authority to decide.
        delegated: decide by delegation.
        coordinating: work along.
        addresses: places of reception as the source words them.
    """

    executing: tuple[str, ...] = ()
    competent: tuple[str, ...] = ()
    delegated: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    addresses: str = ""


@dataclass(frozen=True, slots=True)
class AnnouncingDecision:
    """The decision by which a ministry or province announced the procedure (công bố)."""

    number: str = ""
    issued: date | None = None
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A text of the source that has no place in the model; kept, never dropped."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """The State's record of one administrative procedure.

    Attributes:
        code: national code such as `1.001193`; text, never a number.
        name: full name; up to a thousand letters in real records.
        field: field of administration (lĩnh vực); may be empty.
        levels: levels that settle it, in the order of `Level`; may be empty.
        channels, dossier, variants, execution, legal_bases, results, applicants: in the order of
            the source, each may be empty.
        requirements: conditions, in the source's words; may be empty.
        set_count: number of dossier sets; None where the source does not tell.
        notes: remarks of the source; may be empty.
        updated: the day the source last changed the record.
        unparsed: what the source says beside all this.
    """

    code: str
    name: str
    field: str = ""
    levels: tuple[Level, ...] = ()
    channels: tuple[Channel, ...] = ()
    variants: tuple[Variant, ...] = ()
    dossier: tuple[DossierCase, ...] = ()
    set_count: int | None = None
    execution: tuple[ExecutionStep, ...] = ()
    applicants: tuple[str, ...] = ()
    agencies: Agencies = Agencies()
    results: tuple[str, ...] = ()
    requirements: str = ""
    legal_bases: tuple[LegalBasis, ...] = ()
    decision: AnnouncingDecision = AnnouncingDecision()
    notes: tuple[str, ...] = ()
    updated: date | None = None
    unparsed: tuple[Unparsed, ...] = ()

    @property
    def is_listed_only(self) -> bool:
        """Tell whether nothing but the names is known, as from a list of procedures."""
        told = (self.channels, self.dossier, self.execution, self.results, self.legal_bases)
        return not any(told)

    @property
    def limits(self) -> tuple[Limit, ...]:
        """Return the different limits of the channels, in their order."""
        return tuple(dict.fromkeys(channel.limit.bare for channel in self.channels))

    @property
    def forms(self) -> tuple[str, ...]:
        """Return the forms named or attached to papers of the dossier, without repetition."""
        found = (
            name
            for case in self.dossier
            for item in case.items
            for name in (item.form, *item.attachments)
            if name
        )
        return tuple(dict.fromkeys(found))
