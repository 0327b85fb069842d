"""Building the blocks of a text from its page, and noting everything that is wrong with them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from goodstanding.outreach.template.language import grammar, words
from goodstanding.outreach.template.language.block import (
    CHANNELS,
    SHORT,
    WRITTEN,
    Action,
    Block,
    Bullets,
    Channels,
    Column,
    Grid,
    Heading,
    Paragraph,
    When,
)
from goodstanding.outreach.template.language.condition import Condition, Known
from goodstanding.outreach.template.language.finding import Finding, nearest
from goodstanding.outreach.template.language.page import Place, Row, Table, Word, place_of
from goodstanding.outreach.template.vocabulary import Series, vocabulary

SORTS = ("heading", "paragraph", "list", "table", "action", "when", "disclosure")
_BESIDES = {"when": {"then", "otherwise"}}
_ALIGNS = ("left", "right")


class Builder:
    """Builds blocks. `findings` is what was wrong; `channels` those that the text itself speaks in."""

    def __init__(self, disclosures: Mapping[str, tuple[Block, ...]]) -> None:
        """Begin with nothing but the set texts that a block may name."""
        self._disclosures = disclosures
        self.findings: list[Finding] = []
        self.channels: set[str] = set()

    def blocks(self, raw: Any, *, place: Place, on: Channels | None = None) -> tuple[Block, ...]:
        """Return the blocks of a list; those that cannot be built are left out and noted."""
        if not isinstance(raw, Row):
            self._note(place_of(raw) if raw is not None else place, "Blocks are listed, each with a hyphen.")
            return ()
        return tuple(block for one in raw for block in self._block(one, on))

    def words(self, raw: Any, what: str, *, row: Series | None = None, may_be_empty: bool = False) -> words.Words:
        """Return a sentence; its fields are those of the vocabulary, and those of a row where there is one."""
        if not isinstance(raw, Word) or (not raw.strip() and not may_be_empty):
            self._note(place_of(raw), f"The {what} is a sentence.")
            return ()
        found, faults = words.read(str(raw).strip())
        for fault in faults:
            self._note(raw.within(fault.offset), fault.sentence)
        for name in sorted(words.fields(found)):
            self._look_up(name, raw, row)
        return found

    def _look_up(self, name: str, raw: Word, row: Series | None) -> None:
        known = vocabulary()
        place = raw.within(max(str(raw).find(name), 0))
        field = (row.fields.get(name) if row else None) or known.fields.get(name)
        if name in known.series:
            self._note(place, f"{name} is a series; a table goes through it.")
        elif field is None and any(name in series.fields for series in known.series.values()):
            self._note(place, f"{name} stands only in a table that goes through its series.")
        elif field is None:
            self._note(
                place, f"There is no field {name[:60]!r}.", nearest(name, [*known.fields, *(row.fields if row else ())])
            )
        elif field.type == "yes_no":
            self._note(place, f"{name} is yes or no; it stands in conditions only.")

    def _block(self, raw: Any, on: Channels | None) -> tuple[Block, ...]:
        sorts = [sort for sort in SORTS if sort in raw] if isinstance(raw, Table) else []
        if len(sorts) != 1:
            hint = nearest(str(next(iter(raw))), SORTS) if isinstance(raw, Table) and len(raw) and not sorts else ""
            self._note(place_of(raw), "A block is one of " + ", ".join(SORTS) + ".", hint if "Did" in hint else "")
            return ()
        (sort,) = sorts
        for key in raw:
            if key not in {sort, "on", *_BESIDES.get(sort, ())}:
                self._note(place_of(key), f"{str(key)[:60]!r} has no meaning in a {sort}.")
        told = self._on(raw["on"]) if "on" in raw else None
        if sort == "when":
            return self._when(raw, on if told is None else told)
        if sort == "disclosure":
            return self._disclosure(raw["disclosure"], told)
        where = told or on or frozenset(WRITTEN)
        self.channels |= where
        return self._plain(sort, raw[sort], where, place_of(raw))

    def _on(self, raw: Any) -> Channels | None:
        listed = raw if isinstance(raw, Row) else [raw]
        for one in listed:
            if one not in CHANNELS:
                self._note(place_of(one), f"{str(one)[:40]!r} is no channel of a text.", nearest(str(one), CHANNELS))
        if not listed:
            self._note(place_of(raw), "A block stands in at least one channel.")
        return frozenset(str(one) for one in listed if one in CHANNELS) or None

    def _plain(self, sort: str, raw: Any, on: Channels, place: Place) -> tuple[Block, ...]:
        """Return a block that holds no others."""
        if sort in ("heading", "table") and on & set(SHORT):
            where = ", ".join(sorted(on & set(SHORT)))
            self._note(place, f"A {sort} cannot stand in {where}.", "Say it in a paragraph.")
        if sort == "heading":
            return (Heading(self.words(raw, "heading"), on, place),)
        if sort == "paragraph":
            return (Paragraph(self.words(raw, "paragraph"), on, place),)
        if sort == "list":
            if not isinstance(raw, Row) or not raw:
                self._note(place_of(raw), "A list has points, each a sentence.")
                return ()
            return (Bullets(tuple(self.words(one, "point") for one in raw), on, place),)
        return self._table(raw, on, place) if sort == "table" else self._action(raw, on, place)

    def _table(self, raw: Any, on: Channels, place: Place) -> tuple[Block, ...]:
        series = vocabulary().series
        if not self._holds(raw, {"each", "columns"}, {"caption"}, "table"):
            return ()
        row = series.get(raw["each"]) if isinstance(raw["each"], Word) else None
        if row is None:
            told = str(raw["each"])
            self._note(place_of(raw["each"]), f"There is no series {told[:60]!r}.", nearest(told, series))
            return ()
        if not isinstance(raw["columns"], Row) or not raw["columns"]:
            self._note(place_of(raw["columns"]), "The columns of a table are listed.")
            return ()
        caption = self.words(raw["caption"], "caption") if "caption" in raw else ()
        columns = tuple(found for one in raw["columns"] if (found := self._column(one, row)))
        return (Grid(row.name, caption, columns, on, place),)

    def _column(self, raw: Any, row: Series) -> Column | None:
        if not self._holds(raw, {"title", "cell"}, {"align"}, "column"):
            return None
        align = str(raw.get("align", "left"))
        if align not in _ALIGNS:
            self._note(place_of(raw["align"]), f"{align[:20]!r} is no side.", nearest(align, _ALIGNS))
        title, cell = self.words(raw["title"], "title"), self.words(raw["cell"], "cell", row=row)
        return Column(title, cell, "right" if align == "right" else "left")

    def _action(self, raw: Any, on: Channels, place: Place) -> tuple[Block, ...]:
        if not self._holds(raw, {"label", "link"}, set(), "action"):
            return ()
        label, link = self.words(raw["label"], "label"), self.words(raw["link"], "link")
        names = [piece.field for piece in link]
        field = vocabulary().fields.get(names[0]) if len(names) == 1 else None
        if field is None or field.type != "link":
            known = [one.name for one in vocabulary().fields.values() if one.type == "link"]
            self._note(place_of(raw["link"]), f"The link is one field that is a link: {', '.join(known)}.")
            return ()
        return (Action(label, field.name, on, place),)

    def _when(self, raw: Table, on: Channels | None) -> tuple[Block, ...]:
        condition = self._condition(raw["when"])
        if "then" not in raw:
            self._note(place_of(raw), "What stands `then`, if the condition holds?")
            return ()
        then = self.blocks(raw["then"], place=place_of(raw), on=on)
        otherwise = self.blocks(raw["otherwise"], place=place_of(raw), on=on) if "otherwise" in raw else ()
        return (When(condition, then, otherwise, place_of(raw)),)

    def _condition(self, raw: Any) -> Condition:
        if not isinstance(raw, Word):
            self._note(place_of(raw), "A condition is one line, such as total.days_past_due > 30.")
            return Known("today")
        try:
            return grammar.read(str(raw), kinds=vocabulary().kinds())
        except grammar.ConditionFault as fault:
            self._note(raw.within(fault.offset), str(fault))
            return Known("today")

    def _disclosure(self, raw: Any, told: Channels | None) -> tuple[Block, ...]:
        """Return the blocks of a set text; without `on` they stand wherever they are written for."""
        name = str(raw)
        found = self._disclosures.get(name)
        if found is None:
            self._note(place_of(raw), f"There is no disclosure {name[:60]!r}.", nearest(name, self._disclosures))
            return ()
        missing = (told or frozenset()) - channels_of(found)
        if missing:
            self._note(place_of(raw), f"The disclosure {name} is not written for {', '.join(sorted(missing))}.")
        self.channels |= told or set()
        return _placed(found, told, place_of(raw))

    def _holds(self, raw: Any, owed: set[str], besides: set[str], what: str) -> bool:
        """Say whether a mapping has the keys it needs and no others; note what is wrong."""
        if not isinstance(raw, Table):
            self._note(place_of(raw), f"The {what} says its {' and its '.join(sorted(owed))}.")
            return False
        for key in raw:
            if key not in owed | besides:
                self._note(
                    place_of(key), f"{str(key)[:60]!r} has no meaning in a {what}.", nearest(key, owed | besides)
                )
        for key in sorted(owed - set(raw)):
            self._note(place_of(raw), f"The {what} does not say its {key}.")
        return owed <= set(raw)

    def _note(self, place: Place, sentence: str, suggestion: str = "") -> None:
        self.findings.append(Finding(*place, sentence, suggestion))


def channels_of(blocks: tuple[Block, ...]) -> Channels:
    """Return the channels in which any of the blocks can stand."""
    found: Channels = frozenset()
    for block in blocks:
        found |= channels_of((*block.then, *block.otherwise)) if isinstance(block, When) else block.on
    return found


def _placed(blocks: tuple[Block, ...], told: Channels | None, place: Place) -> tuple[Block, ...]:
    """Return blocks of a set text as they stand in a text: in these channels only, at this place."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, When):
            then, otherwise = _placed(block.then, told, place), _placed(block.otherwise, told, place)
            found.append(replace(block, then=then, otherwise=otherwise, place=place))
        elif told is None or block.on & told:
            found.append(replace(block, on=block.on if told is None else block.on & told, place=place))
    return tuple(found)
