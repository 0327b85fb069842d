"""Press: prints a checked notice as a tagged PDF/UA-1, with typst, the same bytes for the same notice.

One press keeps typst's compiler and the parsed template, so many notices are printed on one press. It uses typst's own
fonts only, so that a machine's fonts never change a letter; a folder of fonts can be handed in where a sans-serif or
another script is wanted. Nothing is read but the template, and nothing is fetched.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import typst

from goodstanding.disputes.notice.check import require_sound
from goodstanding.disputes.notice.content import Notice
from goodstanding.disputes.notice.field import BY_KEY
from goodstanding.disputes.notice.sheet import sheet
from goodstanding.disputes.notice.wording import Language
from goodstanding.refusal import Refusal

TEMPLATE = Path(__file__).with_name("model_form_b1.typ")
TIMESTAMP = 0
"""Bytes are archived with their hash, so no instant of printing may be in them."""

_NO_ROOM = re.compile(r"no room for (\w+)")
_NO_GLYPH = re.compile(r"the text `\"(.+)\"` could not be displayed")


class Unprintable(Refusal, ValueError):
    """A sound notice does not fit on the form, or no font has its letters."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font family, and the sizes at which it takes the room that the model form's takes. All in points.

    `to` is the room for the word before the consumer's name.
    """

    family: tuple[str, ...]
    body: float
    head: float
    cap: float
    to: float = 24.7
    scissors: str = "DejaVu Sans Mono"


BUNDLED = Face(("Libertinus Serif",), body=10.2, head=13.8, cap=6.6)
"""The best of typst's own fonts for this form; it has no sans-serif."""

SANS = Face(("Arial", "Liberation Sans", "Arimo", "Helvetica", "Libertinus Serif"), body=9, head=12, cap=6.45)
"""What the model form itself is set in, or what has its measures; for a folder of fonts that holds one of them."""


class Press:
    """Prints notices. `fonts` is a folder of font files to use besides typst's own."""

    def __init__(self, *, fonts: Path | None = None) -> None:
        """Set up the compiler once."""
        self._face = json.dumps(_face(SANS if fonts else BUNDLED))
        self._compiler = typst.Compiler(
            TEMPLATE,
            root=TEMPLATE.parent,
            font_paths=[fonts] if fonts else [],
            ignore_system_fonts=True,
            sys_inputs={},
        )

    def print(self, notice: Notice, *, language: Language) -> bytes:
        """Return the notice as a PDF, or raise NoticeRefused with its problems, or Unprintable."""
        require_sound(notice)
        inputs = {"sheet": json.dumps(sheet(notice, language), ensure_ascii=False), "face": self._face}
        try:
            printed = self._compiler.compile(
                format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=TIMESTAMP, pdf_tags=True
            )
        except typst.TypstError as error:
            raise _unprintable(error) from error
        assert isinstance(printed, bytes)
        return printed


def _face(face: Face) -> dict[str, object]:
    return {name: getattr(face, name) for name in ("family", "body", "head", "cap", "to", "scissors")}


def _unprintable(error: typst.TypstError) -> Exception:
    """Say what typst refused in our words; what is not about this notice stays a defect with its trace."""
    no_glyph = _NO_GLYPH.search(error.message)
    if no_glyph:
        return Unprintable(
            f"The notice is refused. No font has the characters {no_glyph[1]!r}; hand in a folder of fonts that has them."
        )
    no_room = _NO_ROOM.search(error.message)
    if no_room:
        field = BY_KEY[no_room[1]]
        return Unprintable(f"The notice is refused. {field.name} (field {field.number}): There is no room for so much text.")
    return error
