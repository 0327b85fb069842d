"""Publishing a template, and withdrawing it."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.models.template import TemplateStanding
from goodstanding.outreach.queries import published_templates
from goodstanding.outreach.template.catalogue import ANY, named
from goodstanding.refusal import Refusal


class TemplateStandingRefused(Refusal, ValueError):
    """A template is published or withdrawn already; the sentence says which."""


@transaction.atomic
def publish_template(name: str, *, channel: str = ANY, language: str = ANY, by: Actor, at: datetime) -> int:
    """Let a template be used, for a channel and a language or for all of them; return the number of the standing.

    Raises PermissionRefused, CatalogueRefused for a template that does not exist like this, or
    TemplateStandingRefused where all of it is published already.
    """
    return _say("published", name, channel=channel, language=language, by=by, at=at)


@transaction.atomic
def withdraw_template(name: str, *, channel: str = ANY, language: str = ANY, by: Actor, at: datetime) -> int:
    """Let a template be used no longer, for a channel and a language or for all of them; raises as publishing does."""
    return _say("withdrawn", name, channel=channel, language=language, by=by, at=at)


def _say(standing: str, name: str, *, channel: str, language: str, by: Actor, at: datetime) -> int:
    require(by, "templates.publish")
    template = named(name, channel=channel, language=language)
    wanted = [
        f"{name}/{one}/{other}"
        for one in template.channels
        for other in template.languages
        if channel in (ANY, one) and language in (ANY, other)
    ]
    usable = published_templates(at)
    if all((key in usable) == (standing == "published") for key in wanted):
        raise TemplateStandingRefused(f"The template {name!r} is {standing} already.")
    entry_id = allot()
    row = TemplateStanding.objects.create(
        name=name, channel=channel, language=language, standing=standing, by=by.name, at=at, entry_id=entry_id
    )
    append(
        f"outreach.template_{standing}",
        by=by.name,
        at=at,
        subjects=[f"template:{name}"],
        facts={"standing": row.pk, "channel": channel, "language": language, "edition": template.edition},
        entry_id=entry_id,
    )
    return row.pk
