"""Whose account it is, what it is called, and where the person lives."""

from goodstanding.factsheet.daily.column import NOT_MODEL, SHOWN, Declaring

_number = Declaring("receivables_debt", SHOWN)
_name = Declaring("receivables_client, receivables_portfolio", SHOWN)
_debt = Declaring("receivables_debt")
_reference = Declaring("receivables_debt", SHOWN)
_person = Declaring("parties_person", NOT_MODEL)
_place = Declaring("parties_contactpoint: the first address", NOT_MODEL)
_zones = Declaring("parties_contactpoint, as compliance.situation.person.candidate_zones reads it", NOT_MODEL)

IDENTITY = (
    _number.whole("account_id", "The account's number, which is also the debt's.", unit="number"),
    _number.whole("person_id", "The number of the primary debtor; absent where nobody is known to owe.", unit="number"),
    _number.whole("client_id", "The number of the client whose receivable it is.", unit="number"),
    _number.whole("portfolio_id", "The number of the portfolio it belongs to.", unit="number"),
    _reference.word("reference", "What the client calls the account."),
    _name.word("client", "The client's name."),
    _name.word("portfolio", "The portfolio's name."),
    _debt.word("currency", "The currency of every amount of the account.", unit="ISO 4217 code"),
    _debt.word("debt_type", "What sort of debt it is: card, medical, commercial and so on.", unit="debt type"),
    _debt.word("original_creditor", "Who first lent or delivered, where it is known."),
    _debt.word("jurisdiction", "Whose law the contract names, where it is known.", unit="place"),
    _person.word("person_kind", "Whether the debtor is a human being or an organisation.", unit="person, organisation"),
    _person.word("language", "The language the books know the person by, where one is known.", unit="BCP 47 tag"),
    _person.word("country", "The country the books know the person by, where one is known.", unit="ISO 3166 code"),
)

PLACE = (
    _place.word("state", "The state or region of the person's address.", unit="ISO 3166-2 part"),
    _place.word("postal_code", "The postal code of the person's address."),
    _zones.words("zones", "Time zones the person may live by.", unit="IANA zones"),
    _zones.whole("zones_count", "How many time zones the person may live by; 0 where none is known.", unit="zones"),
    _zones.word("home_zone", "The time zone whose clock the person's day is told by.", unit="IANA zone"),
)
