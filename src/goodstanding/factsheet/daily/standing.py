"""How it stands with the account and the person: holds, disputes, circumstances, limitation, score."""

from goodstanding.factsheet.daily.column import NOT_MODEL, Declaring

_hold = Declaring("receivables_hold")
_dispute = Declaring("disputes_dispute")
_circumstance = Declaring("parties_circumstance", NOT_MODEL)
_representation = Declaring("parties_representation", NOT_MODEL)
_hardship = Declaring("receivables_hold", NOT_MODEL)
_client = Declaring("compliance_collectorkind", NOT_MODEL)
_limit = Declaring("lawbook: the rules of limitation, by goodstanding.compliance.limitation", NOT_MODEL)
_score = Declaring("receivables_debt: the attribute score")

STANDING = (
    _hold.yes("on_hold", "Nothing may be done on the account today."),
    _dispute.yes("is_disputed", "The account, or an item of it, is in dispute."),
    _circumstance.yes("is_deceased", "The person has died."),
    _circumstance.yes("is_bankrupt", "The person is bankrupt."),
    _circumstance.yes("is_service_member", "The person is in military service."),
    _circumstance.yes("is_minor", "The person is a minor."),
    _circumstance.yes("is_vulnerable", "The person is vulnerable."),
    _circumstance.yes("is_incarcerated", "The person is in prison."),
    _representation.yes("has_attorney", "An attorney speaks for the person."),
    _representation.yes("has_representative", "Somebody speaks for the person, in whatever role."),
    _hardship.yes("is_in_hardship", "An account of the person is on hold because they are vulnerable."),
    _hold.word("hold_reason", "Why the account is on hold; of several holds, the one that ends last.", unit="reason"),
    _hold.date("hold_until_date", "The last day of the hold; absent where nobody knows, or where there is none."),
    _dispute.whole("disputes_open", "How many disputes are open on the account or its items.", unit="disputes"),
)

LAW = (
    _client.word("collector_kind", "What the law takes us for towards this client.", unit="collector kind"),
    _limit.date("limitation_date", "The last day on which suit may be begun; absent where that is not known."),
    _limit.whole("days_to_limitation", "Days until then; below zero once it is past.", unit="days"),
    _limit.yes("is_time_barred", "That day is past; absent where it is not known."),
)

SCORE = (_score.whole("score", "The score that came with the account, where there is one.", unit="points"),)
