"""Press: prints the page of a letter as a tagged PDF/UA-1 with typst, the same bytes for the same page.

A press keeps typst's compiler with the parsed template; it uses typst's own fonts only, so that a machine's fonts never
change a letter, and reads nothing but the template. Printing holds one core, so many letters are pressed by a pool of
processes (`pressed`), each with a press of its own.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import typst

from goodstanding.outreach.channels.letter.page import SHORT, TEMPLATE, WHOLE
from goodstanding.refusal import Refusal

TIMESTAMP = 0
"""Bytes are kept with their hash, so no instant of printing may be in them."""
TOGETHER = 25
"""How many pages a process of the pool is given at a time."""

NOBODY_KNOWS = "The letter cannot be printed, and the program does not know why; its log has the fault."

log = logging.getLogger(__name__)

_PAGE = b"/Type/Page/"
_NO_ROOM = re.compile(r"no room for ([\w ,]+)")
_NO_GLYPH = re.compile(r"the text `\"(.+)\"` could not be displayed", re.DOTALL)


class Unprintable(Refusal, ValueError):
    """A page does not fit on its sheet, or no font has its letters."""


class Press:
    """Prints letters. `fonts` is a folder of font files to use besides typst's own."""

    def __init__(self, *, fonts: Path | None = None) -> None:
        """Set up the compiler once."""
        found = typst.Fonts(include_system_fonts=False, font_paths=[fonts] if fonts else [])
        self._compiler = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=found)

    def print(self, source: str) -> bytes:
        """Return the PDF of a page's source; raises Unprintable.

        Nearly every letter has one page; one that turns out to have more is laid out again with its pages counted.
        """
        short = self._compile(source.removesuffix(WHOLE) + SHORT)
        return short if short.count(_PAGE) == 1 else self._compile(source)

    def _compile(self, source: str) -> bytes:
        try:
            printed = self._compiler.compile(
                input=source.encode("ascii"), format="pdf", pdf_standards=["ua-1"], timestamp=TIMESTAMP
            )
        except typst.TypstError as error:
            raise _unprintable(error) from error
        assert isinstance(printed, bytes)
        return printed


def press(page: str) -> bytes:
    """Return the PDF of one page's source, on the press of this process; raises Unprintable."""
    return _press().print(page)


def pressed(pages: Sequence[str], *, workers: int) -> Iterator[bytes | Unprintable]:
    """Return the PDFs of many pages in their order, or why one could not be printed, on so many processes.

    The processes are started anew and share nothing with this one, whose threads and connections would not survive.
    """
    if workers <= 1 or len(pages) <= TOGETHER:
        yield from _tried(pages)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pressed_by(pool, pages)


def pressed_by(pool: Executor, pages: Sequence[str]) -> Iterator[bytes | Unprintable]:
    """Return the PDFs of many pages in their order, pressed by the processes of a pool that is there already."""
    rest = iter(pages)
    for some in pool.map(_tried, iter(lambda: list(islice(rest, TOGETHER)), [])):
        yield from some


@cache
def _press() -> Press:
    """Return the press of this process."""
    return Press()


def _tried(pages: Sequence[str]) -> list[bytes | Unprintable]:
    """Press pages on this process's press; what cannot be printed is told instead of raised.

    Whatever it is: one letter that our press stumbles over must not keep the others of its batch from being printed.
    """
    done: list[bytes | Unprintable] = []
    for page in pages:
        try:
            done.append(press(page))
        except Unprintable as refusal:
            done.append(refusal)
        except Exception:
            log.exception("A letter cannot be printed.")
            done.append(Unprintable(NOBODY_KNOWS))
    return done


def _unprintable(error: typst.TypstError) -> Exception:
    """Say what typst refused in our words; what is not about this letter stays a defect with its trace."""
    no_glyph = _NO_GLYPH.search(error.message)
    if no_glyph:
        return Unprintable(f"The letter cannot be printed: no font has the characters {no_glyph[1][:60]!r}.")
    no_room = _NO_ROOM.search(error.message)
    if no_room:
        return Unprintable(f"The letter cannot be printed: there is no room for {no_room[1]}.")
    return error
