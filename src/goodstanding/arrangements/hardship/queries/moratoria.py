"""Questions about moratoria: how each stands, what the gate has to know of a debt, and which end."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from goodstanding.access.permission import Actor, may, require
from goodstanding.arrangements.hardship import law, moratorium
from goodstanding.arrangements.hardship.moratorium import LEGAL_NAMES, Said, Standing, Word
from goodstanding.arrangements.models import Moratorium, MoratoriumDebt
from goodstanding.compliance.queries import law_in_force
from goodstanding.refusal import Refusal


class NoSuchMoratorium(Refusal):
    """There is no moratorium of this number."""


class MoratoriumCard(NamedTuple):
    """A moratorium as it is shown. `last_date` is its last day, None while nobody can say."""

    moratorium_id: int
    person_id: int
    person_name: str
    kind: str
    reference: str
    contact: str
    starts_date: date
    last_date: date | None
    standing: Standing
    debt_ids: tuple[int, ...]
    midway: law.Midway | None
    entry_id: int

    def binds_on(self, day: date) -> bool:
        """Say whether it binds on a day."""
        return moratorium.binds_on(self.starts_date, self.last_date, day)


def card_of(row: Moratorium, *, known_at: datetime) -> MoratoriumCard:
    """Return a moratorium as known at an instant, reckoned by the law in force on its first day."""
    words = row.words.filter(recorded_at__lte=known_at).order_by("id")
    standing = moratorium.standing(Said(_word(one.what), one.day, one.debt_id) for one in words)
    book = law_in_force(day=row.starts_date, known_at=known_at)
    by_law = law.last_day_of(
        row.kind, starts=row.starts_date, treatment_ended=standing.treatment_ended, lawbook=book
    )  # fmt: skip
    midway = law.midway_of(starts=row.starts_date, lawbook=book) if row.kind == "standard" else None
    debts = row.debts.filter(recorded_at__lte=known_at).order_by("debt_id").values_list("debt_id", flat=True)
    return MoratoriumCard(
        row.pk, row.person_id, row.person.display_name, row.kind, row.reference, row.contact, row.starts_date,
        moratorium.last_day(by_law, standing.stopped), standing,
        tuple(one for one in debts if one not in standing.removed), midway, row.entry_id,
    )  # fmt: skip


def moratorium_of(moratorium_id: int, *, by: Actor, at: datetime) -> MoratoriumCard:
    """Return a moratorium; raises NoSuchMoratorium and PermissionRefused."""
    row = Moratorium.objects.select_related("person").filter(pk=moratorium_id).first()
    if row is None:
        raise NoSuchMoratorium(f"There is no moratorium {moratorium_id}.")
    require(by, "hardship.read", client_id=row.person.issuer_id)
    return card_of(row, known_at=at)


def moratoria(*, by: Actor, at: datetime, person_id: int | None = None) -> list[MoratoriumCard]:
    """Return the moratoria the actor may see, the newest first."""
    require(by, "hardship.read")
    rows = Moratorium.objects.select_related("person").filter(recorded_at__lte=at).order_by("-starts_date", "-id")
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    return [card_of(row, known_at=at) for row in rows if may(by, "hardship.read", client_id=row.person.issuer_id)]


def of_person(person_id: int, *, known_at: datetime) -> list[MoratoriumCard]:
    """Return the moratoria of a person as known at an instant, the newest first."""
    rows = Moratorium.objects.select_related("person").filter(person_id=person_id, recorded_at__lte=known_at)
    return [card_of(row, known_at=known_at) for row in rows.order_by("-starts_date", "-id")]


def told_of_debt(person_id: int, debt_id: int, *, known_at: datetime) -> Mapping[str, object] | None:
    """Return what the gate is told of the moratorium that concerns a debt, in the lawbook's own words, or None.

    Of several the one that takes the debt in counts, the newest of these; a moratorium that leaves the debt out is told
    as such, so that the gate does not have to guess.
    """
    found = of_person(person_id, known_at=known_at)
    card = next((one for one in found if debt_id in one.debt_ids), found[0] if found else None)
    if card is None:
        return None
    told: dict[str, object] = {
        "type": LEGAL_NAMES[card.kind], "started": card.starts_date.isoformat(),
        "debt_included": debt_id in card.debt_ids,
    }  # fmt: skip
    days = {
        "ended": card.standing.ended, "cancelled_at": card.standing.cancelled,
        "treatment_ended": card.standing.treatment_ended,
    }  # fmt: skip
    return told | {name: day.isoformat() for name, day in days.items() if day is not None}


def binds_debt(debt_id: int, *, day: date, known_at: datetime) -> bool:
    """Say whether a moratorium binds a debt on a day."""
    rows = MoratoriumDebt.objects.filter(debt_id=debt_id, recorded_at__lte=known_at).select_related(
        "moratorium__person"
    )
    cards = [card_of(row.moratorium, known_at=known_at) for row in rows]
    return any(debt_id in one.debt_ids and one.binds_on(day) for one in cards)


def last_standard(cards: Iterable[MoratoriumCard], *, before: date) -> MoratoriumCard | None:
    """Return the standard moratorium that began last before a day."""
    return next((one for one in cards if one.kind == "standard" and one.starts_date < before), None)


def _word(text: str) -> Word:
    return next(one for one in moratorium.WORDS if one == text)
