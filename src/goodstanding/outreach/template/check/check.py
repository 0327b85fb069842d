"""The check of a text: everything that stands in the way of saving it, and everything its writer may want to know.

A text is rendered for each channel with the example facts of the vocabulary: as the first message and as a later one,
with everything known and with nothing known that may be missing. What comes out is looked at as a person would get it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from goodstanding.outreach.template.catalogue import CatalogueRefused, Template, named
from goodstanding.outreach.template.check import law
from goodstanding.outreach.template.check.certainty import uncertain, with_company
from goodstanding.outreach.template.check.grade import Aim, Grade, grade
from goodstanding.outreach.template.check.phrase import faults
from goodstanding.outreach.template.facts.example import example_facts
from goodstanding.outreach.template.facts.facts import Facts
from goodstanding.outreach.template.language.block import Action, Block, Bullets, Grid, Heading, Paragraph, When
from goodstanding.outreach.template.language.finding import Finding, TemplateRefused, Weight
from goodstanding.outreach.template.language.page import Place
from goodstanding.outreach.template.language.words import Words
from goodstanding.outreach.template.rendering.passage import Points as PointsPassage
from goodstanding.outreach.template.rendering.passage import Prose, passages, plain
from goodstanding.outreach.template.rendering.render import Rendered, render
from goodstanding.outreach.template.rendering.texting import segments
from goodstanding.outreach.template.text import TemplateText
from goodstanding.outreach.template.vocabulary import vocabulary

SEGMENTS_WARNING = 3
SEGMENTS_MAX = 10
_MEASURED = ("letter", "email", "portal", "call")
_SALUTATION_WORDS_MAX = 3
"""What is no longer than this greets or closes; taken for a sentence it would make a text look easier than it is."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, and how the text reads; `segments` is the most that a text message takes, 0 without one."""

    findings: tuple[Finding, ...]
    grade: Grade | None
    segments: int

    @property
    def is_refused(self) -> bool:
        """Say whether something stands in the way of saving."""
        return any(one.weight == "refusal" for one in self.findings)


@dataclass(frozen=True, slots=True)
class _Trial:
    """One rendering of a text to be looked at."""

    channel: str
    stage: str
    is_barred: bool
    rendered: Rendered


def check(text: TemplateText, asked: law.Asked, *, aim: Aim) -> Checked:
    """Return everything there is to say of a text; raises nothing."""
    try:
        template = named(text.name, language=text.language)
    except CatalogueRefused as error:
        return Checked((Finding(1, 1, str(error)),), None, 0)
    found = [*_against_catalogue(text, template), *uncertain(text, brings=frozenset(template.brings)), *_said(text)]
    trials: list[_Trial] = []
    if not any(one.weight == "refusal" for one in found):
        trials = list(_trials(text, template, found))
    for trial in trials:
        words = f"{trial.rendered.subject} {trial.rendered.text}"
        found += law.findings(
            words, asked, jurisdiction=text.jurisdiction, channel=trial.channel, stage=trial.stage,
            purpose=text.purpose, is_barred=trial.is_barred,
        )  # fmt: skip
    texts = [trial.rendered.text for trial in trials if trial.channel == "sms"]
    found += _of_texts(texts)
    read = _grade(text, aim) if trials else None
    if read is not None and read.is_too_hard:
        found.append(Finding(0, 0, _too_hard(read), weight="warning"))
    most = max((segments(one).count for one in texts), default=0)
    return Checked(tuple(sorted(dict.fromkeys(found))), read, most)


def _against_catalogue(text: TemplateText, template: Template) -> Iterator[Finding]:
    """What the catalogue promises of a template, and the text does not keep."""
    for channel in template.channels:
        if channel not in text.channels:
            yield Finding(1, 1, f"The template {text.name} goes by {channel}, and the text has no words for it.")
    for channel in text.channels:
        if channel not in template.channels:
            sentence = f"The template {text.name} does not go by {channel}; these words are never used."
            yield Finding(1, 1, sentence, weight="warning")
    if text.purpose not in template.purposes:
        yield Finding(1, 1, f"{text.purpose!r} is no purpose of it.", f"It has: {', '.join(template.purposes)}.")
    if not text.subject and set(text.channels) & {"email", "letter", "portal"}:
        yield Finding(1, 1, "A mail, a letter and a message in the portal have a subject.")


def _said(text: TemplateText) -> Iterator[Finding]:
    """What may not be said, at the block that says it."""
    for words, place in [(text.subject, Place(1, 1)), (text.preheader, Place(1, 1)), *_sentences(text.blocks)]:
        told = "".join(piece.text or "…" for piece in words)
        for fault in faults(told, language=text.language):
            sentence = f"“{fault.words}” is not said: {fault.reason}."
            if fault.weight == "warning":
                sentence = f"“{fault.words}” had better not be said: {fault.reason}."
            yield Finding(*place, sentence, weight=fault.weight)


def _sentences(blocks: tuple[Block, ...]) -> Iterator[tuple[Words, Place]]:
    for block in blocks:
        if isinstance(block, When):
            yield from _sentences((*block.then, *block.otherwise))
        elif isinstance(block, Heading | Paragraph):
            yield block.words, block.place
        elif isinstance(block, Bullets):
            yield from ((point, block.place) for point in block.points)
        elif isinstance(block, Action):
            yield block.label, block.place
        elif isinstance(block, Grid):
            yield block.caption, block.place
            yield from ((column.title, block.place) for column in block.columns)


def _trials(text: TemplateText, template: Template, found: list[Finding]) -> Iterator[_Trial]:
    """Render a text as it would be in the cases that differ; what cannot be rendered is noted."""
    whole = example_facts()
    sparse = _sparse(whole, kept=with_company(frozenset(template.brings)))
    for channel in (one for one in text.channels if one in template.channels):
        for facts in (whole, sparse):
            for is_first in (True, False):
                for is_barred in (False, True):
                    said = facts.saying({"contact.is_first": is_first, "debt.is_time_barred": is_barred})
                    try:
                        rendered = render(text, channel=channel, facts=said)
                    except TemplateRefused as error:
                        found.append(Finding(0, 0, str(error), channel=channel))
                        continue
                    yield _Trial(channel, "initial" if is_first else "later", is_barred, rendered)


def _sparse(whole: Facts, *, kept: frozenset[str]) -> Facts:
    """Return the facts without everything that may be missing and is not always brought."""
    known = vocabulary()
    return Facts(
        {name: one for name, one in whole.values.items() if name in kept or not known.fields[name].may_be_missing},
        {name: one for name, one in whole.series.items() if name in kept or not known.series[name].may_be_missing},
    )


def _of_texts(texts: list[str]) -> Iterator[Finding]:
    """How many segments text messages take, and what makes them take more."""
    if not texts:
        return
    longest = max(texts, key=lambda one: segments(one).count)
    counted = segments(longest)
    if counted.count > SEGMENTS_WARNING:
        weight: Weight = "refusal" if counted.count > SEGMENTS_MAX else "warning"
        told = f"{SEGMENTS_MAX} are the most, {SEGMENTS_WARNING} a good end."
        sentence = f"The text message takes {counted.count} segments; {told}"
        yield Finding(0, 0, sentence, weight=weight, channel="sms")
    if counted.outside:
        letters = ", ".join(f"“{letter}”" for letter in counted.outside[:8])
        sentence = (
            f"{letters} {'is' if len(counted.outside) == 1 else 'are'} not in the alphabet of cheap text messages"
        )
        yield Finding(
            0, 0, f"{sentence}, so a segment holds 67 letters instead of 153.", weight="warning", channel="sms"
        )


def _grade(text: TemplateText, aim: Aim) -> Grade | None:
    """Measure the longest of a text's renderings; facts count as one short word each."""
    channel = next((one for one in _MEASURED if one in text.channels), None)
    if channel is None:
        return None
    told: list[str] = []
    for passage in passages(text, channel=channel, facts=example_facts()):
        if isinstance(passage, Prose | PointsPassage):
            for one in [passage.runs] if isinstance(passage, Prose) else passage.points:
                told.append(plain(tuple(run._replace(text="it") if run.is_fact else run for run in one)))
    told = [one for one in told if len(one.split()) > _SALUTATION_WORDS_MAX]
    return grade("\n".join(told), language=text.language, aim=aim)


def _too_hard(read: Grade) -> str:
    compared = "at most" if read.measure.startswith("Flesch") else "at least"
    a_sentence = read.words / read.sentences
    return (
        f"The text reads harder than it should: {read.measure} {read.value}, aimed at {compared} {read.aim}. "
        f"A sentence has {a_sentence:.0f} words; shorter ones and plainer words help."
    )
