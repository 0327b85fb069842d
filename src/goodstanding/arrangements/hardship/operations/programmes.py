"""Putting a catalogue of programmes in force, and giving a programme its fund."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.hardship import programme
from goodstanding.arrangements.hardship.queries.programmes import catalogue
from goodstanding.arrangements.models import ProgrammeCatalogue, ProgrammeFund
from goodstanding.evidence.operations import allot, append
from goodstanding.money.amount import Amount
from goodstanding.money.currency import exponent
from goodstanding.refusal import Refusal


class FundRefused(Refusal):
    """The fund cannot be like this; the sentences say why."""


@transaction.atomic
def put_catalogue_in_force(document: str, *, by: Actor, at: datetime) -> int:
    """Put a catalogue of programmes in force from now on, in the place of the one before; return its number.

    Raises CatalogueRefused with all that is wrong, and PermissionRefused.
    """
    require(by, "programmes.catalogue")
    found = programme.read(document)
    digest = hashlib.sha256(document.encode()).hexdigest()
    row = ProgrammeCatalogue.objects.create(
        document=document, sha256=digest, recorded_by=by.name, recorded_at=at, entry_id=allot()
    )
    append(
        "arrangements.catalogue_in_force", by=by.name, at=at, subjects=[],
        facts={"catalogue": row.pk, "sha256": digest, "programmes": sorted(found)}, entry_id=row.entry_id,
    )  # fmt: skip
    return row.pk


@transaction.atomic
def fund_programme(
    name: str,
    *,
    client_id: int,
    currency: str,
    from_date: date,
    until_date: date,
    amount: Amount | None = None,
    grants_most: int | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Give a programme so much money, so many grants, or both, for a client and a period; return the fund's number.

    Raises FundRefused with all that is wrong, and PermissionRefused.
    """
    require(by, "programmes.fund", client_id=client_id)
    exponent(currency)
    found = []
    if name not in catalogue():
        found.append(f"There is no programme {name!r}; there are {', '.join(catalogue())}.")
    if until_date < from_date:
        found.append("A fund cannot end before it begins.")
    if amount is None and grants_most is None:
        found.append("A fund holds an amount, a number of grants, or both.")
    if amount is not None and (amount.minor < 0 or amount.currency != currency):
        found.append(f"The amount of a fund is zero or more, in {currency}.")
    if grants_most is not None and grants_most < 0:
        found.append("A number of grants is zero or more.")
    # Two funds for one day would leave it open which of them a grant is taken from.
    rows = ProgrammeFund.objects.filter(programme=name, client_id=client_id, currency=currency)
    if rows.filter(from_date__lte=until_date, until_date__gte=from_date).exists():
        found.append("Another fund of this programme lies within that time already.")
    if found:
        raise FundRefused(" ".join(found))
    row = ProgrammeFund.objects.create(
        programme=name, client_id=client_id, currency=currency, from_date=from_date, until_date=until_date,
        amount_minor=None if amount is None else amount.minor, grants_most=grants_most, recorded_by=by.name,
        recorded_at=at, entry_id=allot(),
    )  # fmt: skip
    facts = {
        "fund": row.pk, "programme": name, "from_date": from_date.isoformat(), "until_date": until_date.isoformat(),
        "amount": None if amount is None else str(amount), "grants_most": grants_most,
    }  # fmt: skip
    append(
        "arrangements.programme_funded", by=by.name, at=at, subjects=[f"client:{client_id}"], facts=facts,
        entry_id=row.entry_id,
    )  # fmt: skip
    return row.pk
