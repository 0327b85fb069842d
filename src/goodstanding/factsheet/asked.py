"""The columns of an act that is not a contact: a suit, a transfer, furnishing, a check or a calculation."""

from goodstanding.factsheet.column import day, instant, number, text, texts, truth

CALCULATION_COLUMNS = [
    text("act_debt", "The debt a calculation is about.", path="action.debt"),
    text("act_of", "What is to be classified.", path="action.of"),
    text("act_outcome", "How a call ended.", path="action.outcome"),
    text("act_left_for", "For whom a voicemail was left.", path="action.left_for"),
    truth("act_including_this_call", "The call itself is counted too.", path="action.including_this_call"),
    truth("act_per_debt", "The count is wanted debt by debt.", path="action.per_debt"),
    text("act_allocation", "Who chooses the debt a call counts on.", path="action.allocation"),
    text("act_venue", "The court where a suit would be filed.", path="action.venue"),
    truth("act_real_property", "The suit enforces an interest in real property.", path="action.real_property"),
    text("act_cra_type", "The sort of consumer reporting agency.", path="action.cra_type"),
    text("act_task", "The duty a deadline is asked for.", path="action.task"),
    text("act_notice", "The notice an act or check is about.", path="action.notice"),
    text("act_in", "The communication a notice would stand in.", path="action.in"),
    text("act_record", "The kind of record.", path="action.record"),
    day("act_recorded_on", "The day a recording was made.", path="action.recorded_on"),
    text("act_use", "The reference date chosen for an itemisation.", path="action.use"),
    text("act_basis", "What a reference date rests on.", path="action.basis"),
    text("act_statement_by", "Who sent the last statement.", path="action.statement_by"),
    text("act_payment_by", "Who made the last payment.", path="action.payment_by"),
    day("act_deposit_on", "The day a payment instrument would be deposited.", path="action.deposit_on"),
    day("act_written_notice_on", "The day written notice was given.", path="action.written_notice_on"),
    text("act_federal", "What federal law says of an act.", path="action.federal"),
    text("act_state", "What state law says of an act.", path="action.state"),
    text("act_regime", "The regime whose scope is asked.", path="action.regime"),
    truth(
        "act_affidavit_of_military_status",
        "An affidavit of military status is filed.",
        path="action.affidavit_of_military_status",
        default=None,
    ),
    day("act_from", "The first day of a reckoning.", path="action.from"),
    day("act_until", "The last day of a reckoning.", path="action.to"),
    truth("act_first_written", "It is the first written communication.", path="action.first_written"),
    texts("act_languages_used", "The languages a communication uses.", path="action.languages_used"),
    text("act_disclosure", "The required disclosure that is delivered.", path="action.disclosure"),
    text("act_medium", "The medium a disclosure is delivered through.", path="action.medium"),
    text("act_id", "The message a check is about.", path="action.id"),
    texts("act_subject_contains", "What an e-mail's subject line holds.", path="action.subject_contains"),
    text("act_sender_name", "What an e-mail's sender line shows.", path="action.sender_name"),
    number("act_debts_combined", "How many debts one notice covers.", path="action.debts_combined"),
    truth(
        "act_assumed_name_unique_per_employee",
        "An assumed name belongs to one employee.",
        path="action.assumed_name.unique_per_employee",
        default=None,
    ),
    truth(
        "act_assumed_name_used_consistently",
        "An assumed name is always the same.",
        path="action.assumed_name.used_consistently",
        default=None,
    ),
    truth(
        "act_assumed_name_employer_can_identify",
        "The employer can tell who stands behind it.",
        path="action.assumed_name.employer_can_identify",
        default=None,
    ),
    truth(
        "act_action_intended", "A threatened action is meant to be taken.", path="action.action_intended", default=None
    ),
    instant("delivered_at", "When a message arrived; the law looks at the sending.", path="action.delivered_at"),
    truth(
        "act_employer_expressly_requested",
        "Whoever is asked wanted to know the caller's employer.",
        path="action.employer_expressly_requested",
    ),
    truth("act_requested_by_person", "Whoever is reached asked for it.", path="action.requested_by_person"),
    truth("act_reported_as_disputed", "The item is furnished as disputed.", path="action.reported_as_disputed"),
    truth(
        "act_amount_ascertainable",
        "The amount of the debt on the date can be ascertained.",
        path="action.amount_ascertainable",
        default=None,
    ),
    truth(
        "act_solely_automated", "A decision is made by a machine alone.", path="action.solely_automated", default=None
    ),
    truth(
        "act_significant_effect",
        "A decision has legal or similarly significant effect.",
        path="action.significant_effect",
        default=None,
    ),
    truth(
        "act_human_review", "A person looks at a decision before it is taken.", path="action.human_review", default=None
    ),
]
