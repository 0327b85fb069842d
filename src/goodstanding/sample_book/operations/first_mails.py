"""A few e-mails by hand on the first day of a demonstration, so that something is seen before the night goes."""

from dataclasses import replace
from datetime import datetime

from goodstanding.access.permission import Actor
from goodstanding.outreach.sending.operations.asking_for import ask_for_message, by_hand, draft
from goodstanding.outreach.sending.wanted import Wanted
from goodstanding.strategy.models.night import Act, ActLine
from goodstanding.strategy.queries.house.house import the_house

LOOKED_AT = 120
MOST = 6


def ask_for_first_mails(*, by: Actor, at: datetime) -> int:
    """Ask for a few of the e-mails that the night planned for tomorrow, those that may go now; return how many.

    The law is asked about all of them. None goes where it permits none at this hour. Asked again, nothing new goes.
    """
    wanted = _planned()
    drafts = [replace(draft(one, by=by, at=at), message_id=number) for number, one in enumerate(wanted, start=1)]
    weighed = the_house().weigh(drafts, at) if drafts else {}
    free = [one for number, one in enumerate(wanted, start=1) if not weighed[number].held][:MOST]
    for one in free:
        ask_for_message(one, by=by, at=at)
    return len(free)


def _planned() -> list[Wanted]:
    acts = Act.objects.filter(channel="email", kind="contact", approval="").order_by("-value_minor", "id")[:LOOKED_AT]
    debts = dict(ActLine.objects.filter(act_id__in=[act.pk for act in acts]).values_list("act_id", "debt_id"))
    return [
        by_hand(
            debts[act.pk], template=act.template, channel="email", language=act.language,
            contact_point_id=act.contact_point_id, key=f"demo:{act.pk}",
        )
        for act in acts
    ]  # fmt: skip
