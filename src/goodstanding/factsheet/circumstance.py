"""The columns of what has befallen a person, and of what was learned about them."""

from goodstanding.factsheet.column import amount, day, instant, number, text, texts, truth

CIRCUMSTANCE_COLUMNS = [
    number("bankruptcy_chapter", "The chapter of a bankruptcy case.", path="bankruptcy.chapter"),
    text("bankruptcy_debtor", "Who is bankrupt: the person, or a co_obligor.", path="bankruptcy.debtor"),
    instant("bankruptcy_filed_at", "When the petition was filed.", path="bankruptcy.petition_filed_at"),
    truth("bankruptcy_stay", "The automatic stay is in effect.", path="bankruptcy.stay_in_effect", default=None),
    instant("bankruptcy_discharged_at", "When the debtor was discharged.", path="bankruptcy.discharged_at"),
    truth("bankruptcy_known", "A bankruptcy is known of."),
    text("moratorium_type", "breathing_space, mental_health_crisis or statutory_moratorium.", path="moratorium.type"),
    day("moratorium_started", "The day a moratorium began.", path="moratorium.started"),
    day("moratorium_ended", "The day it was ended early.", path="moratorium.ended"),
    day("moratorium_treatment_ended", "The day crisis treatment ended.", path="moratorium.treatment_ended"),
    truth("moratorium_debt_included", "The debt is within it.", path="moratorium.debt_included", default=None),
    day("servicemember_from", "The first day of active service.", path="servicemember.active_from"),
    day("servicemember_until", "The last day of active service.", path="servicemember.active_to"),
    text("servicemember_dmdc", "What the military database said.", path="servicemember.dmdc_status"),
    truth(
        "servicemember_predates",
        "The obligation is older than the service.",
        path="servicemember.obligation_predates_service",
        default=None,
    ),
    day(
        "servicemember_notice_on",
        "When written notice and orders came.",
        path="servicemember.written_notice_and_orders_received",
    ),
    text("knows_consumer_at", "Where the person is known to be now.", path="knowledge.consumer_currently_at"),
    truth("knows_moved", "The person is known to have moved.", path="knowledge.consumer_moved"),
    truth(
        "knows_address_current",
        "The last known address is known to be current.",
        path="knowledge.last_known_address_current",
        default=None,
    ),
    text("knows_consumer_said", "What the person said about being reached.", path="knowledge.consumer_said"),
    truth(
        "knows_employer_forbids", "The employer is known to forbid such contact.", path="knowledge.employer_prohibits"
    ),
    truth(
        "knows_answer_incomplete",
        "An earlier answer is believed wrong or incomplete.",
        path="knowledge.earlier_response_believed_incomplete",
    ),
    truth(
        "knows_answer_now_complete",
        "Whoever gave it is believed to know better now.",
        path="knowledge.third_party_now_has_complete_information",
    ),
    truth(
        "third_party_asked",
        "The third party asked to be contacted again.",
        path="knowledge.third_party_requested_contact",
    ),
    text(
        "knows_address_disclosed",
        "An address known to have told a third party.",
        path="knowledge.informed_by_anyone_that_address_led_to_third_party_disclosure",
    ),
    day(
        "knows_adviser_since",
        "Since when an adviser works on a plan.",
        path="knowledge.debt_adviser_working_on_plan_since",
    ),
    truth("knows_adviser_progress", "The adviser's plan makes progress.", path="knowledge.progress_shown"),
    truth(
        "knows_mental_capacity",
        "The person may lack mental capacity.",
        path="knowledge.notified_may_lack_mental_capacity",
    ),
    day("instrument_accepted_on", "When a postdated instrument was accepted.", path="payment_instrument.accepted_on"),
    day("instrument_dated", "The date the instrument bears.", path="payment_instrument.dated"),
    number("campaign_answered", "Calls of a campaign answered by a person.", path="campaign.answered_live"),
    number("campaign_abandoned", "Calls of a campaign abandoned.", path="campaign.abandoned"),
    number("campaign_days", "Days the campaign is looked at over.", path="campaign.window_days"),
    text("campaign_type", "What the campaign is for.", path="campaign.type"),
    amount("income_surplus", "Documented surplus a month.", path="budget.surplus"),
    day("bankruptcy_stay_ended", "The day the automatic stay ended.", path="bankruptcy.stay_ended_at"),
    instant("bankruptcy_lifted_at", "When the stay was lifted.", path="bankruptcy.stay_lifted_at"),
    instant("bankruptcy_dismissed_at", "When the case was dismissed or closed.", path="bankruptcy.dismissed_at"),
    instant(
        "bankruptcy_known_at", "When we learned of the case; the stay does not wait for it.", path="bankruptcy.known_at"
    ),
    texts("bankruptcy_reaffirmed", "The debts that were reaffirmed.", path="bankruptcy.reaffirmed"),
    texts(
        "bankruptcy_not_discharged",
        "The debts a court excepted from discharge.",
        path="bankruptcy.excepted_from_discharge",
    ),
    truth(
        "servicemember_attorney", "A court has appointed an attorney for them.", path="servicemember.attorney_appointed"
    ),
    truth("servicemember_waiver", "They waived the protection in writing.", path="servicemember.written_waiver"),
    day("moratorium_cancelled", "The day it was cancelled.", path="moratorium.cancelled_at"),
    text(
        "knows_occasion",
        "An occasion known to be with the person: bereavement, wedding, festival …",
        path="knowledge.occasion",
    ),
    texts("reference_rates", "Published rates: whose, from what day, percent, as in 'boe_base 2025-12-31 3.75'."),
]
