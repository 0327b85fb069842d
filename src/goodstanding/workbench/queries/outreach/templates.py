"""Templates as their pages show them: what there is, what a text says in each channel, and a preview on an account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from goodstanding.access.models import User
from goodstanding.access.permission import Actor, require
from goodstanding.outreach.channels.provider import Consignment
from goodstanding.outreach.queries import published_templates
from goodstanding.outreach.sending.operations.asking_for import by_hand, draft
from goodstanding.outreach.sending.preparing.queries import preview
from goodstanding.outreach.template.catalogue import Template, named, shipped
from goodstanding.outreach.template.facts.example import example_facts
from goodstanding.outreach.template.language.finding import TemplateRefused
from goodstanding.outreach.template.queries import EditionLine, editions_of, text_in_force, text_of_edition
from goodstanding.outreach.template.rendering.render import Rendered, render
from goodstanding.outreach.template.text import TemplateText
from goodstanding.strategy.queries.house.house import the_house
from goodstanding.strategy.queries.question import find_account
from goodstanding.workbench.account.narration import who

IN_WORDS: Mapping[str, str] = {
    "email": "E-mail", "sms": "Text", "letter": "Letter", "call": "Call", "voicemail": "Voicemail", "portal": "Portal",
}  # fmt: skip
LANGUAGES: Mapping[str, str] = {"en": "English", "es": "Spanish"}
WITH_HTML = ("email", "portal")


class TemplateLine(NamedTuple):
    """One template of the list: where it is published and where it is withdrawn, in words."""

    template: Template
    channels: tuple[str, ...]
    withdrawn: tuple[str, ...]


class Said(NamedTuple):
    """What a text says in one channel; a sentence in `fault` where it cannot be shown."""

    channel: str
    words: str
    rendered: Rendered
    fault: str

    @property
    def has_html(self) -> bool:
        """Say whether it has a page to be looked at."""
        return self.channel in WITH_HTML and not self.fault


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """One template: its editions, and what one text of it says in every channel with the example facts."""

    template: Template
    language: str
    languages: tuple[tuple[str, str], ...]
    editions: tuple[tuple[EditionLine, str, str], ...]
    text: TemplateText | None
    said: tuple[Said, ...]
    fault: str


def templates(*, by: Actor, at: datetime) -> list[TemplateLine]:
    """Return every template with its standing."""
    require(by, "messages.read")
    usable = published_templates(at)
    return [
        TemplateLine(
            one,
            tuple(IN_WORDS[channel] for channel in one.channels),
            tuple(
                f"{IN_WORDS[channel]} in {LANGUAGES[language]}"
                for channel in one.channels
                for language in one.languages
                if f"{one.name}/{channel}/{language}" not in usable
            ),
        )
        for one in shipped().values()
    ]


def template(name: str, *, language: str, edition_id: int | None, by: Actor, at: datetime) -> TemplatePage:
    """Return one template by the text in force for a language, or by an edition of it; raises CatalogueRefused."""
    require(by, "messages.read")
    known = named(name)
    chosen = language if language in known.languages else known.languages[0]
    fault, text = "", None
    try:
        text = text_shown(name, language=chosen, edition_id=edition_id, at=at)
    except TemplateRefused as refusal:
        fault = str(refusal)
    lines = editions_of(name)
    names = _names([actor for line in lines for actor in (line.owner, line.approved_by)])
    return TemplatePage(
        template=known,
        language=text.language if text else chosen,
        languages=tuple((one, LANGUAGES[one]) for one in known.languages),
        editions=tuple((line, _who(line.owner, names), _who(line.approved_by, names)) for line in lines),
        text=text,
        said=tuple(said(text, channel) for channel in text.channels) if text else (),
        fault=fault,
    )


def text_shown(name: str, *, language: str, edition_id: int | None, at: datetime) -> TemplateText:
    """Return the text of an edition, or the one in force everywhere; raises TemplateRefused or CatalogueRefused."""
    if edition_id is None:
        return text_in_force(name, language=language, place="", day=at.date())
    text = text_of_edition(edition_id)
    if text.name != name:
        raise TemplateRefused(f"Edition {edition_id} is a text of {text.name}.")
    return text


def said(text: TemplateText, channel: str) -> Said:
    """Return what a text says in a channel with the example facts."""
    try:
        rendered, fault = render(text, channel=channel, facts=example_facts()), ""
    except TemplateRefused as refusal:
        rendered, fault = Rendered(), str(refusal)
    return Said(channel, IN_WORDS[channel], rendered, fault)


def previewed(name: str, *, account: str, channel: str, language: str, by: Actor, at: datetime) -> Consignment:
    """Return a message about an account as it would be sent, without making it; raises a Refusal."""
    number = find_account(account, by=by)
    wanted = by_hand(number, template=name, channel=channel, language=language, key=f"preview:{name}:{number}")
    return preview(draft(wanted, by=by, at=at), house=the_house(), at=at)


def _who(actor: str, names: Mapping[int, str]) -> str:
    return who(actor, names=names) if actor else ""


def _names(actors: list[str]) -> dict[int, str]:
    numbers = [int(actor.removeprefix("user:")) for actor in actors if actor.startswith("user:")]
    return dict(User.objects.filter(id__in=numbers).values_list("id", "name"))
