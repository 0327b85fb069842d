"""Press: prints a checked notice as a tagged PDF/UA-1, with typst, the same bytes for the same notice.

One press keeps typst's compiler and the parsed template, so many notices are printed on one press. It uses typst's own
fonts only, so that a machine's fonts never change a letter; a folder of fonts can be handed in where a sans-serif or
another script is wanted. Nothing is read but the template, and nothing is fetched.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typst

from goodstanding.disputes.notice.check import require_sound
from goodstanding.disputes.notice.content import Notice
from goodstanding.disputes.notice.field import BY_KEY
from goodstanding.disputes.notice.printing.sheet import Sheet, sheet
from goodstanding.disputes.notice.printing.wording import Language
from goodstanding.refusal import Refusal

Told = dict[str, object]
"""What one notice hands to the template: its sheet, and the face it is set in."""

TEMPLATE = Path(__file__).with_name("model_form_b1.typ")
TIMESTAMP = 0
"""Bytes are archived with their hash, so no instant of printing may be in them."""

_ESCAPES = {code: f"\\u{{{code:x}}}" for code in range(128) if not chr(code).isalnum()}
"""JSON is written in ASCII, of which only letters and digits stay as they are."""

_NO_ROOM = re.compile(r"no room for ([\w ]+)")
_NO_GLYPH = re.compile(r"the text `\"(.+)\"` could not be displayed")


class Unprintable(Refusal, ValueError):
    """A sound notice does not fit on the form, or no font has its letters."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font family, and the sizes at which it takes the room that the model form's takes. All in points."""

    family: tuple[str, ...]
    body: float
    head: float
    cap: float


BUNDLED = Face(("Libertinus Serif",), body=10.2, head=13.5, cap=6.6)
"""The best of typst's own fonts for this form; it has no sans-serif."""

SANS = Face(("Arial", "Liberation Sans", "Arimo", "Helvetica", "Libertinus Serif"), body=9, head=12, cap=6.45)
"""What the model form itself is set in, or what has its measures; for a folder of fonts that holds one of them."""


SIZES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)
"""How much smaller a part may be set that does not fit its place; below that nobody could be asked to read it."""

STARTS: Mapping[Language, Mapping[str, float]] = {"en": {}, "es": {"collection_disclosure": 0.95}}
"""Sizes to begin with: the Spanish headline is longer, and would have to be set twice in nearly every notice."""

COLUMNS = ("time_barred", "electronic_channels")
"""The two columns keep one size: words added in one must not outshine what is owed in the other."""


class Press:
    """Prints notices. `fonts` is a folder of font files to use besides typst's own."""

    def __init__(self, *, fonts: Path | None = None) -> None:
        """Set up the compiler once."""
        found = typst.Fonts(include_system_fonts=False, font_paths=[fonts] if fonts else [])
        self._face = SANS if set(SANS.family[:-1]) & set(found.families()) else BUNDLED
        self._compiler = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=found)

    def print(self, notice: Notice, *, language: Language) -> bytes:
        """Return the notice as a PDF, or raise NoticeRefused with its problems, or Unprintable."""
        return self.print_all([(notice, language)])

    def print_all(self, notices: Sequence[tuple[Notice, Language]]) -> bytes:
        """Return notices, each in its language, one behind the other as one PDF; raises what `print` raises."""
        for notice, _ in notices:
            require_sound(notice)
        fitted = [self._fitted(sheet(notice, language), dict(STARTS[language])) for notice, language in notices]
        if len(fitted) == 1:
            return fitted[0][1]
        return self._compile([told for told, _ in fitted])

    def _fitted(self, written: Sheet, sizes: dict[str, float]) -> tuple[Told, bytes]:
        """Return what is handed to the template of a notice by itself, at sizes that fit, and its PDF."""
        # Nearly every notice fits at once; a part that does not is set one size smaller, and the whole is tried again.
        while True:
            told = self._told(written, sizes)
            try:
                return told, self._compile([told])
            except typst.TypstError as error:
                cramped = _cramped(error)
                if not cramped:
                    raise _unprintable(error) from error
                sizes |= {key: _smaller(key, sizes.get(key, 1.0)) for key in cramped}
                sizes |= dict.fromkeys(COLUMNS, min(sizes.get(key, 1.0) for key in COLUMNS))

    def _told(self, written: Sheet, sizes: dict[str, float]) -> Told:
        face = {"family": self._face.family, "body": self._face.body, "head": self._face.head, "cap": self._face.cap}
        return {"sheet": written, "face": face | {"sizes": dict(sizes)}}

    def _compile(self, told: Sequence[Told]) -> bytes:
        printed = self._compiler.compile(
            input=document(*told), format="pdf", pdf_standards=["ua-1"], timestamp=TIMESTAMP
        )
        assert isinstance(printed, bytes)
        return printed


def document(*told: object) -> bytes:
    """Return the document that hands values to the template, as JSON in a string that nothing can end or leave.

    Only letters and digits of ASCII stand in it as they are. Handing the values in as `sys.inputs` would be the obvious
    way, but typst then lays everything out anew for every notice, which takes three times as long.
    """
    texts = [json.dumps(one, separators=(",", ":")).translate(_ESCAPES) for one in told]
    calls = "".join(f'#notice(json(bytes("{text}")))\n' for text in texts)
    return f'#import "{TEMPLATE.name}": notice\n{calls}'.encode("ascii")


def _cramped(error: typst.TypstError) -> list[str]:
    """Return the fields whose text does not fit its place."""
    found = _NO_ROOM.search(error.message)
    return found[1].split() if found else []


def _smaller(key: str, size: float) -> float:
    """Return the next smaller size, or refuse with the field's name."""
    left = [one for one in SIZES if one < size]
    if not left:
        field = BY_KEY[key]
        raise Unprintable(
            f"The notice is refused. {field.name} (field {field.number}): There is no room for so much text."
        )
    return left[0]


def _unprintable(error: typst.TypstError) -> Exception:
    """Say what typst refused in our words; what is not about this notice stays a defect with its trace."""
    no_glyph = _NO_GLYPH.search(error.message)
    if no_glyph:
        return Unprintable(
            f"The notice is refused. No font has the characters {no_glyph[1]!r}; hand in a folder of fonts that do."
        )
    return error
