"""Act: a validation notice as the facts that the lawbook's rules on finished notices go by.

lawbook/united_states/regulation_f/validation_notice/README.md says which fact belongs to which field. Whatever a
notice must say is told, also where it is blank, because a fact that is told and empty is refused; what a notice has no
business with (a time-barred disclosure it does not print) is not told, so that its rule stays silent.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from goodstanding.compliance.situation.plain import CENTS
from goodstanding.disputes.notice.content import Notice, Party
from goodstanding.disputes.notice.printing import speech
from goodstanding.disputes.notice.printing.wording import ENGLISH
from goodstanding.money.amount import Amount

Facts = dict[str, Any]

GIVEN: Mapping[str, Any] = {
    "consumer": {"country": "US"},
    "collector": {"type": "third_party", "covered_by_fdcpa": True},
    "debts": [{"id": "this"}],
    "history": [],
    "preferences": {},
}
"""Whose notice it is: the form is that of a debt collector under the Act, about one debt."""

PROMPTS = ("prompt_dispute", "prompt_not_mine", "prompt_wrong_amount", "prompt_other")


def situation(notice: Notice, *, kind: str, today: date) -> Facts:
    """Return a notice as a situation with an act of a kind, on the day it is provided, or today if none is told."""
    day = notice.period.provided_date or today
    action: Facts = {"kind": kind, "at": f"{day}T12:00:00+00:00", "debts": ["this"], "provided_on": day.isoformat()}
    if kind == "content_check":
        action |= facts(notice)
    return {"id": "notice", "given": GIVEN, "when": {"action": action}}


def facts(notice: Notice) -> Facts:
    """Return everything a notice says, as the facts of an act, every blank told as a blank."""
    return {
        "notice": "validation",
        "form": "model_form_b1",
        **_parties(notice),
        **_debt(notice),
        **_itemisation(notice),
        **_answers(notice),
        **_form(notice),
        **_disclosures(notice),
    }


def _parties(notice: Notice) -> Facts:
    consumer, collector = notice.consumer, notice.collector.party
    found: Facts = {
        "collector_name": collector.name.strip(),
        "collector_address": _lines(collector),
        "printed_name": consumer.party.name.strip(),
        "consumer_address": _lines(consumer.party),
    }
    return found | ({"known_name": " ".join(consumer.known_parts)} if consumer.known_parts else {})


def _debt(notice: Notice) -> Facts:
    found: Facts = {
        "debt_collector_statement": "18(e)(1)",
        "initial_communication_was": "this_notice",
        "consumer_financial_product": notice.obligation.is_financial,
        "itemization_date_creditor_name": notice.then.creditor.strip(),
        "current_creditor_name": notice.obligation.creditor_now.strip(),
        "current_amount_printed": _amount(notice.amount_now),
        "cfpb_website_statement": notice.points_to_cfpb,
    }
    number = notice.then.account_number
    return found | ({} if number is None else {"account_number_printed": number})


def _itemisation(notice: Notice) -> Facts:
    """A mortgage's periodic statement stands in for the date and the lines; a separate page carries them itself."""
    if notice.itemised_on == "periodic statement":
        return {
            "periodic_statement_enclosed": True,
            "reference_statement": _said("periodic_statement"),
            "debt_type": "residential_mortgage" if notice.obligation.has_periodic_statement else "other",
        }
    since, day = notice.since, notice.then.day
    found: Facts = {
        "itemization_date": day.day.isoformat() if day else None,
        "amount_on_itemization_date": _amount(notice.then.amount),
        "itemization": {
            "interest": _amount(since.interest),
            "fees": _amount(since.fees),
            "payments_credits": _amount(since.paid),
        },
    }
    if notice.itemised_on == "separate page":
        found |= {"itemization_on_separate_page": True, "reference_statement": _said("separate_page")}
    return found


def _answers(notice: Notice) -> Facts:
    """How the consumer can answer: until when, by which channels, on which prompts."""
    end = notice.period.end_date.isoformat() if notice.period.end_date else None
    options = notice.options
    channels = {
        "accept disputes electronically": options.disputes_at,
        "accept original creditor information requests electronically": options.requests_at,
    }
    blocks = ((notice.mail_to, notice.collector.party), (notice.return_to, notice.consumer.party))
    return {
        "disclosed_end": end,
        "end_dates": {"assumed_valid": end, "written_dispute": end, "original_creditor_request": end},
        "delivery": "email" if notice.medium == "electronic" else "letter",
        "states": [what for what, where in channels.items() if where.strip()],
        "dispute_prompts": [_said(key) for key in PROMPTS],
        "original_creditor_prompt": bool(_said("prompt_original_creditor")),
        "response_section": "bottom",
        "response_headings": [_said("response_heading"), _said("response_instruction")],
        "response_addresses": all(given in (None, above) for given, above in blocks),
    }


def _form(notice: Notice) -> Facts:
    """What is added to the form's required content, and what is changed in it."""
    options = notice.options
    found: Facts = {"optional": optional(notice), "spanish_offer_printed": notice.offers_spanish}
    if options.spanish_offer_how.strip():
        found["spanish_supplement"] = options.spanish_offer_how
    changes = ["name of the deceased"] * bool(notice.consumer.estate_of) + ["date generated"] * bool(options.generated)
    return found | ({"model_form_change": ", ".join(changes)} if changes else {})


def optional(notice: Notice) -> list[str]:
    """Return the optional items a notice shows, in the lawbook's words."""
    options, collector, obligation = notice.options, notice.collector, notice.obligation
    shown = {
        "telephone_and_hours": collector.phone,
        "website": collector.website,
        "email": collector.email,
        "reference_code": options.reference,
        "brand": obligation.brand,
        "payment_options": options.payment_options,
        "i_enclosed_this_amount": options.prompt_enclosed,
        "electronic_channels": options.disputes_at or options.requests_at,
        "spanish_offer": options.spanish_offer,
        "spanish_prompt": options.prompt_spanish,
        "non_financial_creditor_name": not obligation.is_financial and notice.then.creditor,
        "non_financial_cfpb_statement": not obligation.is_financial and notice.points_to_cfpb,
        "time_barred_disclosure_on_front": notice.time_barred,
        "disclosures_under_applicable_law": notice.reverse,
    }
    return [item for item, there in shown.items() if there]


def _disclosures(notice: Notice) -> Facts:
    found: Facts = {}
    if notice.time_barred is not None:
        found |= {
            "time_barred": True,
            "time_barred_disclosure_on": "front_below_current_amount",
            "content_specified_by_law": bool(notice.time_barred.law.strip()),
        }
    if notice.reverse:
        pointer = "reverse_pointer.electronic" if notice.medium == "electronic" else "reverse_pointer"
        found |= {
            "state_disclosures_on": "reverse",
            "not_behind_response_section": True,
            "front_reference": _said(pointer) if notice.points_to_reverse else None,
            "specifically_required_by_law": all(one.law.strip() for one in notice.reverse),
        }
    return found


def _said(key: str) -> str:
    """Return a sentence of the form as it is printed; those asked for here take no values."""
    return speech.plain(speech.runs(ENGLISH[key], {}))


def _lines(party: Party) -> str:
    return ", ".join(line.strip() for line in party.address if line.strip())


def _amount(amount: Amount | None) -> str | None:
    """Return an amount with two decimals whatever its currency: the rules only add up and compare."""
    return None if amount is None else str(Decimal(amount.minor).scaleb(-CENTS))
