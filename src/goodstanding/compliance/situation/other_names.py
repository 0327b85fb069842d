"""Other names under which a situation may say the same; each is read as the name the columns know.

Where a situation uses both names, the usual one stands. Facts are named as somebody outside would name them, and two
people seldom choose the same words.
"""

from collections.abc import Mapping
from typing import Any

ASKED_AGAIN = (
    "third_party_requested_further_contact", "third_party_requested_another_call", "third_party_requested_callback",
    "third_party_requested_recontact", "third_party_requested_to_be_contacted_again", "third_party_requested",
    "third_party_asked_to_be_called_again", "third_party_asked_to_be_contacted_again", "third_party_asked_for_callback",
    "third_party_requested_call_back", "requested_by_third_party", "requested_callback", "requested_call_back",
    "asked_to_call_back", "asked_to_be_called_again", "asked_to_be_contacted_again", "requested_further_contact",
    "requested_to_be_contacted_again", "requested_another_call", "callback_requested", "asked_for_callback",
)  # fmt: skip
DISCLOSED = tuple(
    f"{who}that_{what}_led_to_third_party_disclosure"
    for who in ("informed_by_anyone_", "informed_by_consumer_", "informed_by_third_party_", "informed_", "knows_")
    for what in ("address", "number", "phone_number", "email", "email_address", "text_number", "mobile_number")
)

USUAL: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "knowledge": {
        "third_party_requested_contact": ASKED_AGAIN,
        "earlier_response_believed_incomplete": (
            "earlier_response_believed_erroneous", "earlier_response_believed_wrong",
            "earlier_response_believed_erroneous_or_incomplete", "earlier_response_erroneous_or_incomplete",
            "earlier_response_incomplete", "earlier_response_erroneous", "prior_response_believed_incomplete",
            "prior_response_believed_erroneous",
        ),
        "third_party_now_has_complete_information": (
            "third_party_now_has_correct_information", "third_party_now_has_correct_or_complete_information",
            "third_party_now_believed_to_have_complete_information", "third_party_now_believed_to_have_information",
        ),
        "employer_prohibits": (
            "employer_prohibits_calls", "employer_prohibits_contact", "employer_prohibits_communication",
            "employer_prohibits_communications", "employer_prohibits_personal_calls", "employer_forbids",
        ),
        "informed_by_anyone_that_address_led_to_third_party_disclosure": (
            *DISCLOSED[1:], "address_led_to_third_party_disclosure", "number_led_to_third_party_disclosure",
        ),
        "consumer_currently_at": ("consumer_at", "consumer_is_at", "consumer_location", "consumer_known_to_be_at"),
        "consumer_moved": ("consumer_has_moved", "moved", "consumer_known_to_have_moved"),
        "notified_may_lack_mental_capacity": (
            "may_lack_mental_capacity", "lacks_mental_capacity", "mental_capacity_limitation",
        ),
        "debt_adviser_working_on_plan_since": (
            "debt_advisor_working_on_plan_since", "debt_adviser_since", "adviser_working_on_plan_since",
            "debt_counsellor_working_on_plan_since",
        ),
        "progress_shown": ("reasonable_progress_shown", "progress_demonstrated", "progress", "adviser_shows_progress"),
        "occasion": ("sensitive_occasion", "known_occasion"),
    },
    "event": {
        "third_party_requested_contact": ASKED_AGAIN,
        "consumer_said": ("said", "consumer_statement", "person_said"),
        "collector_conduct": ("conduct", "conduct_of_collector", "collector_behavior"),
        "validation_information_given_orally": (
            "validation_given_orally", "validation_information_provided_orally", "oral_validation_information",
        ),
        "disclosed_end": ("disclosed_end_date", "validation_period_end", "disclosed_validation_period_end"),
        "confirmed_in_writing": ("confirmed_by_letter", "written_confirmation"),
        "automated_reply": ("automatic_reply", "auto_reply"),
    },
    "action": {
        "opt_out_notice_included": ("includes_opt_out_notice", "opt_out_instructions_included", "opt_out_included"),
        "human_review": ("human_intervention", "human_in_the_loop", "human_involved", "meaningful_human_review"),
        "automated_reply": ("automatic_reply", "auto_reply"),
        "requested_by_person": ("requested_by_third_party", "third_party_requested", "at_request_of_third_party"),
        "deposit_on": ("deposit_date", "deposited_on"),
        "written_notice_on": ("written_notice_sent_on", "notice_on", "notice_sent_on"),
        "real_property": ("enforces_interest_in_real_property", "secured_by_real_property", "real_property_action"),
        "recorded_on": ("recording_date", "recorded_at"),
        "reported_as_disputed": ("marked_as_disputed", "notes_dispute", "dispute_noted"),
        "solely_automated": ("fully_automated", "automated_only"),
        "significant_effect": ("legal_or_significant_effect", "legal_or_similarly_significant_effect", "legal_effect"),
        "affidavit_of_military_status": ("military_affidavit", "scra_affidavit"),
    },
    "debt": {
        "time_barred": ("is_time_barred", "limitation_expired", "statute_expired"),
        "accrued": ("accrued_on", "accrual_date", "accrued_at"),
        "date_of_first_delinquency": ("first_delinquency", "dofd", "first_delinquency_date"),
        "judgment": ("has_judgment", "judgment_entered", "reduced_to_judgment"),
        "disputed": ("in_dispute", "is_disputed"),
    },
    "consumer": {"deceased": ("is_deceased", "died"), "minor": ("is_minor", "under_age")},
    "attorney": {
        "readily_ascertainable": ("name_and_address_readily_ascertainable", "readily_ascertained"),
        "consents_to_direct_contact": ("consents", "consented_to_direct_contact", "consents_to_direct_communication"),
        "unresponsive_reasonable_period": ("unresponsive", "failed_to_respond_within_reasonable_period"),
    },
    "moratorium": {
        "started": ("start", "start_date", "started_on", "started_at"),
        "treatment_ended": ("treatment_end", "treatment_ended_on", "treatment_ended_at"),
        "debt_included": ("included", "covers_debt"),
    },
    "bankruptcy": {
        "petition_filed_at": ("filed_at", "petition_date", "filed_on", "petition_filed_on"),
        "discharged_at": ("discharged_on", "discharge_date"),
        "stay_in_effect": ("automatic_stay", "stay", "automatic_stay_in_effect"),
    },
    "servicemember": {
        "active_from": ("active_duty_from", "service_from", "active_duty_start"),
        "active_to": ("active_duty_to", "service_to", "active_duty_end"),
    },
    "budget": {"surplus": ("monthly_surplus", "documented_monthly_surplus", "documented_surplus")},
}  # fmt: skip
"""By part of a situation: the usual name of a fact, and the others."""
LISTS = {"history": "event", "debts": "debt", "consents": "consent"}
"""Parts that hold many of a kind."""
CHANNELS = {
    "phone": "call", "phone_call": "call", "telephone": "call", "telephone_call": "call", "voice_call": "call",
    "text": "sms", "text_message": "sms", "e-mail": "email", "e_mail": "email", "postal_mail": "letter",
    "mail": "letter", "us_mail": "letter", "direct_message": "social_private", "private_message": "social_private",
    "voice_mail": "voicemail", "home_visit": "visit_home", "work_visit": "visit_work", "push_notification": "push",
    "certified_mail": "certified_letter", "registered_mail": "registered_letter",
}  # fmt: skip
WORDS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("action", "channel"): CHANNELS,
    ("event", "channel"): CHANNELS,
    ("event", "outcome"): {
        **dict.fromkeys(
            ("spoke_with_consumer", "spoke", "spoke_with", "live_conversation", "telephone_conversation", "talked",
             "conversation_dropped", "dropped_conversation", "conversation_then_dropped", "right_party_contact",
             "dropped_during_conversation", "conversation_interrupted"),
            "conversation",
        ),
        "voicemail": "voicemail_left", "left_voicemail": "voicemail_left", "message_left": "voicemail_left",
        "unanswered": "no_answer", "not_answered": "no_answer", "dropped": "answered_then_dropped",
    },
    ("consent", "scope"): dict.fromkeys(
        ("more_calls", "additional_phone_calls", "additional_telephone_calls", "extra_calls", "further_calls",
         "calls_beyond_limit", "additional_call"),
        "additional_calls",
    ),
    ("consent", "given_to"): {"debt_collector": "collector", "this_collector": "collector"},
    ("consent", "type"): {
        "prior_express_consent": "prior_express", "prior_express_written_consent": "prior_express_written",
    },
    ("action", "technology"): dict.fromkeys(("manual", "live_agent", "manually_dialed", "manually_dialled"),
                                            "manual_live_agent"),
    ("action", "person"): {"attorney": "consumer_attorney", "debtor": "consumer", "borrower": "consumer"},
    ("event", "person"): {"attorney": "consumer_attorney", "debtor": "consumer", "borrower": "consumer"},
}  # fmt: skip
"""By kind and fact: other words for a value, and the usual one."""


def usual(situation: Mapping[str, Any]) -> dict[str, Any]:
    """Return a situation in the usual names."""
    given, when = situation["given"], situation["when"]
    found = {
        name: [_renamed(one, LISTS[name]) for one in part]
        if name in LISTS and isinstance(part, list)
        else _renamed(part, name)
        for name, part in given.items()
    }
    return {**situation, "given": found, "when": {**when, "action": _renamed(when["action"], "action")}}


def _renamed(part: Any, kind: str) -> Any:
    if not isinstance(part, Mapping):
        return part
    names = USUAL.get(kind, {})
    found = {_usual_name(key, part, names): value for key, value in part.items()}
    return {key: _usual_word(value, WORDS.get((kind, key))) for key, value in found.items()}


def _usual_word(value: Any, words: Mapping[str, str] | None) -> Any:
    return words.get(value, value) if words and isinstance(value, str) else value


def _usual_name(key: str, part: Mapping[str, Any], names: Mapping[str, tuple[str, ...]]) -> str:
    return next((name for name, others in names.items() if key in others and name not in part), key)
