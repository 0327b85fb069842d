"""The shelf: the packs of the lawbook as of a day, one pack with its rules, and the rules that speak of given words."""

from collections.abc import Iterable
from dataclasses import dataclass

from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.rule import Pack, Rule
from goodstanding.compliance.lawbook.telling import state_on
from goodstanding.compliance.lawbook.value import LawbookRefused
from goodstanding.refusal import Refusal
from goodstanding.workbench.law import surety
from goodstanding.workbench.law.surety import Surety
from goodstanding.workbench.law.wording import ASKS, LEVELS, spoken

RULES_SHOWN = 60
STATE_TONES = {"in force": "good", "not in force": "", "not known": "caution"}


class LawNotFound(Refusal, LookupError):
    """There is no such pack or rule."""


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack on the shelf. `surety` is the weakest confidence of any of its values; None where it holds none."""

    id: str
    title: str
    jurisdiction: str
    level: str
    rules_n: int
    in_force_n: int
    is_enabled: bool
    surety: Surety | None
    note: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule on the shelf."""

    id: str
    title: str
    pack: str
    jurisdiction: str
    asks: str
    shape: str
    citation: str
    state: str
    tone: str
    surety: Surety | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is on the shelf for given words: packs, and rules where words were given."""

    packs: tuple[PackLine, ...]
    rules: tuple[RuleLine, ...]
    packs_n: int
    rules_n: int
    edition: str

    @property
    def is_full(self) -> bool:
        """Say whether more rules would match than are shown."""
        return len(self.rules) == RULES_SHOWN


def shelf(book: Lawbook, *, day: int, words: str = "") -> Shelf:
    """Return the packs that speak of all the words, and so the rules, a country's own law first; all packs for none."""
    wanted = words.casefold().split()
    ordered = sorted(book.packs, key=lambda pack: (pack.level, pack.jurisdiction, pack.title))
    packs = tuple(pack_line(pack, day=day) for pack in ordered if _holds(_pack_text(pack), wanted))
    rules = tuple(_matching(ordered, wanted, day=day)) if wanted else ()
    return Shelf(packs, rules[:RULES_SHOWN], len(book.packs), len(book.rules()), book.edition)


def pack_line(pack: Pack, *, day: int) -> PackLine:
    """Return a pack as the shelf shows it."""
    return PackLine(
        id=pack.id,
        title=pack.title,
        jurisdiction=pack.jurisdiction,
        level=LEVELS.get(pack.level, f"Level {pack.level}"),
        rules_n=len(pack.rules),
        in_force_n=sum(state_on(rule, day) == "in force" for rule in pack.rules),
        is_enabled=pack.enabled,
        surety=surety.of_rules(pack.rules, day),
        note=pack.note,
    )


def rule_line(rule: Rule, *, pack: Pack, day: int) -> RuleLine:
    """Return a rule as the shelf shows it."""
    state = state_on(rule, day)
    return RuleLine(
        id=rule.id,
        title=rule.title,
        pack=pack.title,
        jurisdiction=pack.jurisdiction,
        asks=ASKS.get(rule.asks, rule.asks),
        shape=spoken(rule.shape),
        citation=rule.citation,
        state=state,
        tone=STATE_TONES[state],
        surety=surety.of_rules([rule], day),
    )


def pack_of(book: Lawbook, name: str) -> Pack:
    """Return a pack by its name; raises LawNotFound."""
    try:
        return book.pack(name)
    except LawbookRefused as refusal:
        raise LawNotFound(f"No pack is called {name[:60]!r}.") from refusal


def rule_of(book: Lawbook, name: str) -> Rule:
    """Return a rule by its name or citation; raises LawNotFound."""
    try:
        return book.rule(name)
    except LawbookRefused as refusal:
        raise LawNotFound(f"No rule is called {name[:60]!r}.") from refusal


def _matching(packs: Iterable[Pack], wanted: list[str], *, day: int) -> Iterable[RuleLine]:
    for pack in packs:
        for rule in pack.rules:
            text = f"{pack.jurisdiction} {pack.title} {rule.id} {rule.title} {rule.citation} {rule.rule}"
            if _holds(text, wanted):
                yield rule_line(rule, pack=pack, day=day)


def _pack_text(pack: Pack) -> str:
    return f"{pack.id} {pack.title} {pack.jurisdiction}"


def _holds(text: str, wanted: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in wanted)
