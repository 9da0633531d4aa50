"""Mentions: the places where a document names someone."""

from dataclasses import dataclass, field

BEFORE = 60  # characters
_MARKS = " .,;:!?-–—\t\n\r\u00a0"
NAMED = frozenset(("PERSON", "EMAIL_ADDRESS", "USERNAME", "SOCIAL_HANDLE"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """One place where a document names someone.

    Attributes:
        entity: One of ``NAMED``.
        text: What is written.
        before: What stands just before, for « Mme », « mon fils »: 60 characters.
        known: Whether it is a value of the record that tells who the customer is.
        speaker: Who wrote it; None for the text of the customer's own, and for known values.
        alone: Whether it is a message, or a last line, of its own: an answer, a signature.
    """

    entity: str
    text: str = field(repr=False)
    before: str = field(default="", repr=False)
    known: bool = False
    speaker: str | None = field(default=None, repr=False)
    alone: bool = False

    @staticmethod
    def within(text: str, start: int, end: int, entity: str, speaker: str | None) -> "Mention":
        """The mention at a place of a text, with what stands around it."""
        line = text[text.rfind("\n", 0, start) + 1 : start].strip(_MARKS)
        rest = text[end:].strip(_MARKS)
        return Mention(
            entity=entity,
            text=text[start:end],
            before=text[max(0, start - BEFORE) : start],
            speaker=speaker,
            alone=not line and not rest,
        )
