"""The columns of a finished text or form that is checked before it leaves."""

from goodstanding.factsheet.column import amount, day, text, texts, truth

CONTENT_COLUMNS = [
    texts("act_elements", "The elements of a voicemail.", path="action.elements"),
    texts("act_says", "What a communication says, in set words.", path="action.says"),
    texts("act_envelope", "What stands on the envelope.", path="action.envelope"),
    texts("act_states", "Statements a notice makes.", path="action.states"),
    texts("act_optional", "Optional items a notice shows.", path="action.optional"),
    texts("act_respond_to", "To whom an opt-out may be sent.", path="action.respond_to"),
    texts(
        "act_amount_includes",
        "What the itemisation-date amount includes.",
        path="action.amount_on_itemization_date_includes",
    ),
    text("act_account_number_printed", "The account number as printed.", path="action.account_number_printed"),
    text("act_known_name", "The fullest name known of the person.", path="action.known_name"),
    text("act_printed_name", "The name as printed.", path="action.printed_name"),
    text("act_collector_name", "What sort of name the collector prints.", path="action.collector_name"),
    text("act_collector_address", "What sort of address the collector prints.", path="action.collector_address"),
    text("act_itemization", "How several debts are itemised.", path="action.itemization"),
    text("act_itemization_interest", "The interest line as printed.", path="action.itemization.interest"),
    text("act_itemization_fees", "The fees line as printed.", path="action.itemization.fees"),
    text("act_itemization_payments", "The payments line as printed.", path="action.itemization.payments"),
    text("act_itemization_credits", "The credits line as printed.", path="action.itemization.credits"),
    text(
        "act_itemization_payments_credits",
        "The joined payments and credits line as printed.",
        path="action.itemization.payments_credits",
    ),
    amount(
        "act_amount_on_itemization_date",
        "The amount on the itemisation date.",
        path="action.amount_on_itemization_date",
    ),
    amount("act_current_amount_printed", "The current amount as printed.", path="action.current_amount_printed"),
    truth(
        "act_itemization_on_separate_page",
        "The itemisation stands on a page of its own.",
        path="action.itemization_on_separate_page",
    ),
    text("act_reference_statement", "The words that point to another page.", path="action.reference_statement"),
    truth(
        "act_periodic_statement_enclosed",
        "A mortgage's periodic statement is enclosed.",
        path="action.periodic_statement_enclosed",
    ),
    text("act_debt_type", "The sort of debt a notice is about.", path="action.debt_type"),
    text("act_delivery", "How a notice is delivered.", path="action.delivery"),
    text(
        "act_debt_collector_statement", "Which disclosure wording is printed.", path="action.debt_collector_statement"
    ),
    text(
        "act_initial_communication_was", "What the initial communication was.", path="action.initial_communication_was"
    ),
    text("act_model_form_change", "How the model form was changed.", path="action.model_form_change"),
    text("act_state_disclosures_on", "Where disclosures of other laws stand.", path="action.state_disclosures_on"),
    truth(
        "act_not_behind_response_section",
        "They are not behind the response part.",
        path="action.not_behind_response_section",
        default=None,
    ),
    text("act_front_reference", "The words on the front that point to the reverse.", path="action.front_reference"),
    truth("act_spanish_offer_printed", "A Spanish notice is offered.", path="action.spanish_offer_printed"),
    truth("act_spanish_request_received", "A Spanish notice was asked for.", path="action.spanish_request_received"),
    truth("act_spanish_notice_sent", "The Spanish notice was sent.", path="action.spanish_notice_sent", default=None),
    text("act_spanish_supplement", "What a Spanish line adds.", path="action.spanish_supplement"),
    text("act_translated_to", "The language of a translation.", path="action.translated_to"),
    text("act_translation_source", "Whose translation it is.", path="action.translation_source"),
    truth(
        "act_english_sent_same_or_earlier",
        "The English notice went with it or before.",
        path="action.english_sent_same_or_earlier",
        default=None,
    ),
    truth("act_time_barred", "The notice is about a time-barred debt.", path="action.time_barred"),
    text(
        "act_time_barred_disclosure_on",
        "Where the time-barred statement stands.",
        path="action.time_barred_disclosure_on",
    ),
    truth(
        "act_content_specified_by_law",
        "Another law sets the words of a disclosure.",
        path="action.content_specified_by_law",
        default=None,
    ),
    text("act_combined_with", "The larger communication a notice sits in.", path="action.combined_with"),
    truth(
        "act_clear_and_conspicuous",
        "A notice is clear and conspicuous.",
        path="action.clear_and_conspicuous",
        default=None,
    ),
    day("act_disclosed_end", "The end date of the validation period as printed.", path="action.disclosed_end"),
    truth("act_names_collector", "A notice names the collector.", path="action.names_specific_collector", default=None),
    truth("act_states_address", "A notice states the address in question.", path="action.states_address", default=None),
    truth("act_warns", "A notice warns that others may see.", path="action.warns_others_may_see", default=None),
    text("act_opt_out_method", "How a notice or message lets one opt out.", path="action.opt_out_method"),
    day("act_notice_sent_on", "The day a notice is sent.", path="action.sent_at"),
    day("act_opt_out_deadline", "The last day to opt out by a notice.", path="action.opt_out_deadline"),
]
