"""Who orders debits: the options of the gateway `bank_file`, and the company or creditor they make. Pure."""

from collections.abc import Mapping
from typing import Any

from goodstanding.payments.bank.nacha.writing import Company, is_bank_number
from goodstanding.payments.bank.order.scheme import SchemeName
from goodstanding.payments.bank.sepa.debit import SCHEMAS, Creditor, is_creditor_identifier, is_iban
from goodstanding.wire.option import Option

OPTIONS: tuple[Option, ...] = (
    Option("company_name", "Our name as our American bank has set it up.", example="Larch Collections"),
    Option("company_id", "The ten characters by which our American bank knows us.", example="1234567890"),
    Option("odfi", "The nine digits of the bank that originates our debits.", example="091400606"),
    Option("odfi_name", "The name of that bank.", example="First Test Bank"),
    Option("destination", "The nine digits to which files go, where it is not the originating bank.",
           example="091400606"),
    Option("origin", "How the bank calls whoever sends the file, where it is not company_id.", example="1234567890"),
    Option("description", "What the payer's statement shows, up to ten letters.", example="PAYMENT", default="PAYMENT"),
    Option("creditor_name", "Our name under SEPA.", example="Larch Inkasso"),
    Option("creditor_id", "Our creditor identifier.", example="DE98ZZZ09999999999"),
    Option("creditor_iban", "Our account on which SEPA debits come in.", example="DE02120300000000202051"),
    Option("creditor_bic", "The BIC of our bank, where it wants one.", example="BYLADEM1001"),
    Option("instrument", "Whether SEPA debits are of consumers (CORE) or of businesses (B2B).", example="CORE",
           kind="choice", choices=("CORE", "B2B"), default="CORE"),
    Option("schema", "Which pain.008 our bank takes.", example=SCHEMAS[1], kind="choice", choices=SCHEMAS,
           default=SCHEMAS[1]),
)  # fmt: skip
_NACHA = ("company_name", "company_id", "odfi", "odfi_name")
_SEPA = ("creditor_name", "creditor_id", "creditor_iban")
_ID_MAX, _DESCRIPTION_MAX = 10, 10


def has(options: Mapping[str, Any], scheme: SchemeName) -> bool:
    """Say whether debits of a scheme can be ordered as the gateway is set."""
    return all(options.get(name) for name in (_SEPA if scheme == "sepa" else _NACHA))


def fault_of(options: Mapping[str, Any]) -> str:
    """Return everything that is wrong with the options as a whole; empty where nothing is."""
    found = []
    for wanted, what in ((_NACHA, "nacha"), (_SEPA, "sepa")):
        missing = [name for name in wanted if not options.get(name)]
        if missing and len(missing) < len(wanted):
            found.append(f"For {what}, {', '.join(missing)} is missing.")
    if not has(options, "nacha") and not has(options, "sepa"):
        found.append(f"Set {', '.join(_NACHA)} for nacha, or {', '.join(_SEPA)} for sepa.")
    found += [
        f"{name} is not the nine digits of a bank."
        for name in ("odfi", "destination")
        if options.get(name) and not is_bank_number(str(options[name]))
    ]
    if options.get("creditor_iban") and not is_iban(str(options["creditor_iban"])):
        found.append("creditor_iban does not check.")
    if options.get("creditor_id") and not is_creditor_identifier(str(options["creditor_id"])):
        found.append("creditor_id does not check.")
    if len(str(options.get("company_id") or "")) > _ID_MAX:
        found.append(f"company_id has at most {_ID_MAX} characters.")
    if len(str(options.get("description") or "")) > _DESCRIPTION_MAX:
        found.append(f"description has at most {_DESCRIPTION_MAX} characters.")
    return " ".join(found)


def company(options: Mapping[str, Any]) -> Company:
    """Return who orders by NACHA."""
    return Company(
        str(options["company_name"]), str(options["company_id"]), str(options["odfi"]), str(options["odfi_name"]),
        description=str(options.get("description") or "PAYMENT"), origin=str(options.get("origin") or ""),
        destination=str(options.get("destination") or ""),
    )  # fmt: skip


def creditor(options: Mapping[str, Any]) -> Creditor:
    """Return who orders under SEPA."""
    return Creditor(
        str(options["creditor_name"]), str(options["creditor_iban"]), str(options["creditor_id"]),
        bic=str(options.get("creditor_bic") or ""), instrument="B2B" if options.get("instrument") == "B2B" else "CORE",
    )  # fmt: skip
