"""Rendering a text for a channel: the one way from a text and facts to what is sent and what a preview shows."""

from dataclasses import dataclass

from goodstanding.outreach.template.facts.facts import Facts
from goodstanding.outreach.template.language.finding import TemplateRefused
from goodstanding.outreach.template.rendering import html, prose, texting, typesetting
from goodstanding.outreach.template.rendering.passage import Voice, passages, plain, runs
from goodstanding.outreach.template.rendering.speech import HARD_SPACE
from goodstanding.outreach.template.text import TemplateText


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a message says. Only what the channel needs is filled, but `text` always is.

    `typst` is the body of a letter, for whoever puts it on a page; `segments` counts those of a text message.
    """

    subject: str = ""
    preheader: str = ""
    text: str = ""
    html: str = ""
    typst: str = ""
    segments: int = 0


def render(text: TemplateText, *, channel: str, facts: Facts) -> Rendered:
    """Return what a text says in a channel; raises TemplateRefused where it has no words for it, or lacks a fact."""
    found = passages(text, channel=channel, facts=facts)
    if channel not in text.channels or not found:
        raise TemplateRefused(f"The text {text.name!r} in {text.language!r} has no words for {channel[:30]!r}.")
    if channel == "sms":
        told = texting.plainer(prose.line(found))
        return Rendered(text=told, segments=texting.segments(told).count)
    if channel in ("call", "voicemail"):
        return Rendered(text=prose.sentences(found))
    voice = Voice(text.language, channel)
    subject, preheader = (
        plain(runs(words, voice, facts)).replace(HARD_SPACE, " ") for words in (text.subject, text.preheader)
    )
    written = prose.lines(found)
    if channel == "letter":
        return Rendered(subject, text=written, typst=typesetting.body(found))
    if channel == "portal":
        return Rendered(subject, preheader, written, html.content(found))
    whole = html.mail(found, language=text.language, subject=subject, preheader=preheader)
    return Rendered(subject, preheader, written, whole)
