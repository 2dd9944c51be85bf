"""Kinds of document a framework makes, and what the head of their text says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from qmskit.model.dated import Source
from qmskit.model.sources import SourceText


@dataclass(frozen=True, slots=True)
class KindStep:
    """A step of a system procedure.

    Attributes:
        role: post that acts, see `AgencyType.posts`.
        time: by when or how long, in words; may be empty.
        records: ids of the forms it fills in; may be empty.
        decides: whether the step is the decision of the procedure.
    """

    role: str
    action: str
    time: str = ""
    records: tuple[str, ...] = ()
    decides: bool = False


@dataclass(frozen=True, slots=True)
class KindRecord:
    """A record that a system procedure leaves.

    Attributes:
        form: id of the form it is kept on; may be empty.
        holder: post that keeps it.
        retention: how long; empty while nobody has determined it.
    """

    name: str
    holder: str
    form: str = ""
    retention: str = ""


# Ways to sign that leave the signatures to the text; minutes also tell place and day themselves.
MINUTES = "minutes"
UNSIGNED = frozenset({MINUTES, "own"})


@dataclass(frozen=True, slots=True)
class LetterHead:
    """What surrounds the text of an administrative document.

    Attributes:
        symbol: abbreviation of its type, `QĐ`; empty for an official letter (công văn).
        signs: who signs, see `AgencyType.signing`; one of `UNSIGNED` where the text itself has the
            signatures.
        bases: numbers of the legal texts it rests on, in the order they are printed.
        subject: the line under the number of an official letter; may be empty.
        addressees: whom it addresses (Kính gửi); may be empty.
        recipients: lines of Nơi nhận, at least one where the agency signs.
        sample_number, sample_day: of the worked sample; empty and None where it shows none.
        is_numbered: whether it goes through the register of outgoing papers; one that stays inside
            of the agency does not.

    Law:
        NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I mục II.
    """

    signs: str
    symbol: str = ""
    bases: tuple[str, ...] = ()
    subject: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    sample_number: str = ""
    sample_day: date | None = None
    is_numbered: bool = True


@dataclass(frozen=True, slots=True)
class FillText:
    """A blank of a form: what stands there before it is filled in, and in a worked sample."""

    blank: str
    sample: str = ""


@dataclass(frozen=True, slots=True)
class FillRows:
    """Rows of a form that are filled in by hand.

    Attributes:
        columns: names of the cells.
        blank: number of empty rows.
        sample: rows of the worked sample, each as long as `columns`; may be empty.
    """

    columns: tuple[str, ...]
    blank: int
    sample: tuple[tuple[str, ...], ...] = ()


Fill: TypeAlias = FillText | FillRows


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document the framework makes.

    Attributes:
        id: such as `procedure-document`.
        text: its Markdown.
        frame: name of the Word frame in `templates/`.
        file_prefix: opens its file names; may be empty.
        code: code of a document that is made once for the set; empty for one made of procedures.
            `{unit}` in it stands for the agency's unit code.
        signatures: who signs -> role, where it is not as in the framework's other documents.
        folder: folder of the output; may be empty.
        clauses: clauses of ISO 9001:2015 it answers; may be empty.
        agency_types: types of agency that have it; empty means all.
        form_of: id of the document it is a form of; may be empty.
        steps: of a system procedure; may be empty.
        informs: posts that are told of the outcome of a system procedure.
        kept: records a system procedure leaves.
        letter: of an administrative document.
        fill: blanks by name.
        listed_as: what lists call the documents of a kind that is not of the set.
    """

    id: str
    title: str
    text: SourceText
    frame: str
    folder: str
    file_prefix: str
    clauses: tuple[str, ...]
    source: Source
    code: str = ""
    signatures: Mapping[str, str] = field(default_factory=dict)
    agency_types: tuple[str, ...] = ()
    form_of: str = ""
    steps: tuple[KindStep, ...] = ()
    informs: tuple[str, ...] = ()
    kept: tuple[KindRecord, ...] = ()
    letter: LetterHead | None = None
    fill: Mapping[str, Fill] = field(default_factory=dict)
    listed_as: str = ""

    @property
    def is_of_set(self) -> bool:
        """Tell whether one document is made for the set, not one for every procedure."""
        return bool(self.code)

    @property
    def group(self) -> str:
        """Return the folder of its text: `model`, `system`, `forms` …; empty outside any."""
        folder, slash, _name = self.text.name.partition("/")
        return folder if slash else ""

    @property
    def has_sample(self) -> bool:
        """Tell whether a worked sample can be made of it."""
        return any(one.sample for one in self.fill.values())

    def code_for(self, unit: str) -> str:
        """Return its code at an agency with a unit code."""
        return self.code.replace("{unit}", unit)

    def is_for(self, agency_type: str) -> bool:
        """Tell whether agencies of a type have it."""
        return not self.agency_types or agency_type in self.agency_types
