"""A text of a template in one language, as it was read: what it is for, and its blocks."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from goodstanding.outreach.template.language.block import Block, When
from goodstanding.outreach.template.language.words import Words

Stage = Literal["pre_due", "early", "middle", "late", "agreed", "settled", "disputed", "help", "any"]
Tone = Literal["neutral", "friendly", "firm", "final", "supportive"]
STAGES: tuple[str, ...] = get_args(Stage)
TONES: tuple[str, ...] = get_args(Tone)
ATTACHMENTS: tuple[str, ...] = ("letter", "statement")
EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class TemplateText:
    """One text. `channels` are those it has blocks for; `needs` the fields it cannot do without, by channel.

    `edition` is 0 for a text that was neither shipped nor saved.
    """

    name: str
    language: str
    jurisdiction: str
    stage: str
    tone: str
    purpose: str
    is_optional: bool
    attachments: tuple[str, ...]
    subject: Words
    preheader: Words
    blocks: tuple[Block, ...]
    channels: tuple[str, ...]
    sha256: str
    source: str = field(repr=False)
    edition: int = 0
    edition_id: int | None = None

    def as_edition(self, edition: int, *, edition_id: int | None = None) -> "TemplateText":
        """Return the text as an edition."""
        return replace(self, edition=edition, edition_id=edition_id)


def standing(blocks: tuple[Block, ...], channel: str) -> Iterator[Block]:
    """Yield every block that can stand in a channel, those under conditions too; the conditions themselves not."""
    for block in blocks:
        if isinstance(block, When):
            yield from standing(block.then, channel)
            yield from standing(block.otherwise, channel)
        elif channel in block.on:
            yield block
