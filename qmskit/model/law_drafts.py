"""Legal texts to come, as somebody writes them down beside a set to see what would follow."""

from dataclasses import dataclass

from qmskit.model.legal_texts import LegalText
from qmskit.model.procedures import Procedure
from qmskit.model.publication import ChangeEvent


@dataclass(frozen=True, slots=True)
class LawDraft:
    """A legal text that is not passed, or passed and to come, with what would follow.

    Attributes:
        texts: at least one, in the order of the file; one without a number stands under its title.
        events: how it reaches the agency, in the order of the file; may be empty.
        procedures: records as they would be then, in the order of the file; may be empty.
    """

    texts: tuple[LegalText, ...]
    events: tuple[ChangeEvent, ...] = ()
    procedures: tuple[Procedure, ...] = ()

    @property
    def coming(self) -> tuple[LegalText, ...]:
        """Return the texts to come, without those that stand there only to be known by name."""
        acted_on = {relation.number for text in self.texts for relation in text.relations}
        return tuple(one for one in self.texts if one.relations or one.number not in acted_on)
