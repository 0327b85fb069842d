"""The conversation with a person: every contact of every channel, the latest first."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goodstanding.access.permission import may
from goodstanding.outreach.reply.label import DEEDS, LABELS
from goodstanding.outreach.reply.operations import ReplyRefused, note
from goodstanding.outreach.reply.queries import reply_of
from goodstanding.outreach.timeline.strand import read_place
from goodstanding.parties.queries import person_card
from goodstanding.receivables.queries.debts import DebtNotFound
from goodstanding.strategy.queries.conversation import judged_conversation
from goodstanding.workbench.queries.account import Asked, visible_card
from goodstanding.workbench.queries.outreach.replies import accounts_of
from goodstanding.workbench.views.door import Visit, deed, page

NOTING = "contacts.record"


@page("messages.read")
def conversation(visit: Visit, person_id: int) -> HttpResponse:
    """Show what was said to a person and by them, a page from a place on."""
    place = visit.asked("before")
    found = judged_conversation(person_id, by=visit.actor, before=read_place(place))
    person = person_card(person_id, by=visit.actor, at=visit.at)
    context = {
        "person": person, "strands": found.strands, "before": found.before, "place": place,
        "accounts": accounts_of(person_id) if may(visit.actor, NOTING, client_id=person.issuer_id) else (),
    }  # fmt: skip
    return render(visit.request, "workbench/conversation.html", context)


@page("messages.read")
def of_account(visit: Visit, debt_id: int) -> HttpResponse:
    """Go to the conversation with whoever owes an account; raises DebtNotFound where nobody is known to."""
    card = visible_card(debt_id, asked=Asked(visit.actor, at=visit.at, as_of=visit.today))
    if card.debt.debtor_id is None:
        raise DebtNotFound("Nobody is known to owe this account.")
    return redirect("conversation", person_id=card.debt.debtor_id)


@deed(NOTING)
def write_note(visit: Visit, person_id: int) -> HttpResponse:
    """Take in what somebody wrote down of a conversation; it is read, and acted on, as a message would be."""
    accounts = {str(one.debt_id): one.debt_id for one in accounts_of(person_id)}
    try:
        if visit.sent("account") not in accounts:
            raise ReplyRefused("Name the account it was about.")
        number = note(accounts[visit.sent("account")], visit.sent("text"), by=visit.actor, at=visit.at)
    except ReplyRefused as refusal:
        messages.error(visit.request, str(refusal))
    else:
        card = reply_of(number, by=visit.actor)
        said = " ".join(dict.fromkeys([LABELS[card.label], *(DEEDS[one.deed] for one in card.deeds)]))
        messages.success(visit.request, f"Noted, and read as: {said}")
    return redirect("conversation", person_id=person_id)
