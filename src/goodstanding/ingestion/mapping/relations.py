"""How the records of a map hang together: whose contact point, which debt, whose dispute."""

from collections.abc import Sequence

from goodstanding.ingestion.mapping.document import Record
from goodstanding.ingestion.mapping.finding import Finding
from goodstanding.ingestion.mapping.layout import RECORDS

NOBODY = "nobody"
"""Stands for the debtor of a debt whose file does not say who owes."""
OF_A_DEBT = ("item", "receipt", "dispute", "liable")


def check_relations(records: Sequence[Record], *, has_currency: bool) -> list[Finding]:
    """Return what is wrong between the records of a map."""
    return [*_check_debt(records, has_currency=has_currency), *_check_persons(records), *_check_fields(records)]


def _check_debt(records: Sequence[Record], *, has_currency: bool) -> list[Finding]:
    debts = [record for record in records if record.kind == "debt"]
    findings = [Finding(record.where, "A row yields one debt at most.") for record in debts[1:]]
    if not debts:
        findings += [
            Finding(record.where, f"{_a(record.kind)} belongs to a debt; add a debt record with its reference.")
            for record in records
            if record.kind in OF_A_DEBT
        ]
    for debt in debts[:1]:
        if debt.if_unknown == "create" and "portfolio" not in debt.fields:
            findings.append(
                Finding(debt.where, "Name the portfolio, or write 'if_unknown: reject' if the debt must be known.")
            )
        if not has_currency and "currency" not in debt.fields:
            findings.append(Finding(debt.where, "Name the currency, here or once for the map."))
    return findings


def _check_persons(records: Sequence[Record]) -> list[Finding]:
    labels = [record.label for record in records if record.kind == "person"]
    findings = [
        Finding(record.where, "Two persons of a row need different words after 'as'.")
        for place, record in enumerate(person for person in records if person.kind == "person")
        if record.label in labels[:place]
    ]
    for record in records:
        if record.kind == "person" and record.if_unknown == "create" and "name" not in record.fields:
            findings.append(
                Finding(record.where, "Name the person, or write 'if_unknown: reject' if the person must be known.")
            )
        if record.kind == "debt" and (record.person == NOBODY or (not record.person and not labels)):
            continue
        if record.kind in {"debt", "contact_point", "liable"} and not _names_a_person(record, labels):
            findings.append(Finding(record.where, _no_such_person(record, labels)))
    return findings


def _names_a_person(record: Record, labels: Sequence[str]) -> bool:
    return record.person in labels or (not record.person and bool(labels))


def _no_such_person(record: Record, labels: Sequence[str]) -> str:
    if not labels:
        return f"{_a(record.kind)} belongs to a person; add a person record with its reference."
    known = ", ".join(label or "the one without 'as'" for label in labels)
    return f"There is no person {record.person!r} in a row; there is {known}."


def _check_fields(records: Sequence[Record]) -> list[Finding]:
    """Note dates that no format could read: with a column as their source they need one."""
    findings = []
    for record in records:
        for name, field in record.fields.items():
            rule = RECORDS[record.kind].field(name)
            if rule is not None and rule.type == "date" and not field.formats:
                findings.append(
                    Finding(f"{record.where}, {name}", "State how dates are written, such as 'dates: \"%m/%d/%Y\"'.")
                )
    return findings


def _a(kind: str) -> str:
    """Begin a sentence with a kind of record."""
    return f"{'An' if kind[0] in 'aeiou' else 'A'} {kind.replace('_', ' ')}"
