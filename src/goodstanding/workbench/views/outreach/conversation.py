"""The conversation with a person: every contact of every channel, the latest first."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from goodstanding.outreach.timeline.strand import read_place
from goodstanding.parties.queries import person_card
from goodstanding.receivables.queries.debts import DebtNotFound
from goodstanding.strategy.queries.conversation import judged_conversation
from goodstanding.workbench.queries.account import Asked, visible_card
from goodstanding.workbench.views.door import Visit, page


@page("messages.read")
def conversation(visit: Visit, person_id: int) -> HttpResponse:
    """Show what was said to a person and by them, a page from a place on."""
    place = visit.asked("before")
    found = judged_conversation(person_id, by=visit.actor, before=read_place(place))
    person = person_card(person_id, by=visit.actor, at=visit.at)
    context = {"person": person, "strands": found.strands, "before": found.before, "place": place}
    return render(visit.request, "workbench/conversation.html", context)


@page("messages.read")
def of_account(visit: Visit, debt_id: int) -> HttpResponse:
    """Go to the conversation with whoever owes an account; raises DebtNotFound where nobody is known to."""
    card = visible_card(debt_id, asked=Asked(visit.actor, at=visit.at, as_of=visit.today))
    if card.debt.debtor_id is None:
        raise DebtNotFound("Nobody is known to owe this account.")
    return redirect("conversation", person_id=card.debt.debtor_id)
