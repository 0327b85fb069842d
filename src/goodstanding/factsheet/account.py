"""The columns of a debt, as the law looks at it."""

from goodstanding.factsheet.column import amount, day, number, text, texts, truth

DEBT_COLUMNS = [
    number("act", "The act whose debt it is."),
    number("debt", "The debt's number within the batch."),
    number("account", "The debt's number, or that of the account it was bought under with others."),
    text("debt_id", "The debt's own name.", path="id"),
    text("debt_type", "credit_card, medical, mortgage, student_loan, commercial …", path="type"),
    text("debt_status", "open, paid, settled, discharged …", path="status"),
    truth("debt_disputed", "The person disputes it.", path="disputed"),
    truth("debt_time_barred", "It is time-barred: as told, or else by limitation.", path="time_barred", default=None),
    truth("debt_judgment", "A court has given judgment on it.", path="judgment"),
    text("debt_claim", "written, open, card or oral, for limitation.", path="claim_type"),
    text("debt_account_at_acquisition", "The account number it was bought under.", path="account_at_acquisition"),
    day("debt_accrued", "When the claim accrued.", path="accrued"),
    day("debt_last_payment", "The last payment made on it."),
    day("debt_due", "When it fell due.", path="due"),
    day("debt_entered", "When it was entered into, renewed, sold or assigned.", path="entered"),
    day("debt_first_delinquency", "The date of first delinquency.", path="date_of_first_delinquency"),
    day("debt_first_bill", "The first bill after discharge from hospital.", path="first_post_discharge_bill"),
    day("debt_last_activity", "The last collection activity on it.", path="last_collection_activity"),
    truth("debt_hospital", "A non-profit hospital is the creditor.", path="hospital_501c3"),
    amount("debt_balance", "What is owed now.", path="balance"),
    amount("debt_principal", "The principal.", path="principal"),
    text("debt_currency", "The currency.", path="currency"),
    amount("debt_directed", "What of a payment the person wants applied to it."),
    texts("debt_payments", "Days on which payments were made.", path="payments"),
    day("debt_limit_ends", "The last day on which suit may be begun, by the law of limitation."),
]
