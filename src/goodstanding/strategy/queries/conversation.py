"""The conversation with a person, with what the law said of each act of a night."""

from dataclasses import replace

from goodstanding.access.permission import Actor
from goodstanding.outreach.timeline.queries import PAGE, conversation
from goodstanding.outreach.timeline.strand import Cut, Place
from goodstanding.strategy.models.night import Act


def judged_conversation(person_id: int, *, by: Actor, before: Place | None = None, limit: int = PAGE) -> Cut:
    """Return a page of the conversation, the latest first, each act with the rule that decided on it.

    Raises NobodyThere or PermissionRefused.
    """
    found = conversation(person_id, by=by, before=before, limit=limit)
    acts = [one.act_id for one in found.strands if one.act_id is not None]
    rules = dict(Act.objects.filter(pk__in=acts).values_list("pk", "rule"))
    judged = [replace(one, rule=rules.get(one.act_id, "")) if one.act_id else one for one in found.strands]
    return Cut(judged, found.before)
