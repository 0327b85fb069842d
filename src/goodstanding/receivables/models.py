"""Tables of clients, portfolios, debts and what belongs to them."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from goodstanding.ledger.models import Account
from goodstanding.parties.models import Person
from goodstanding.receivables import item, portfolio

DEBT_TYPES = list(portfolio.DEBT_TYPES)
ITEM_KINDS = list(item.ITEM_KINDS)
LIABLE_ROLES = ["co-debtor", "guarantor", "attorney", "executor", "third party"]
HOLD_REASONS = ["dispute", "complaint", "vulnerability", "deceased", "bankruptcy", "payment pending", "client request",
                "legal", "identity theft", "other"]  # fmt: skip


class Client(models.Model):
    """Whose receivables these are: the creditor itself, or an agency's customer."""

    name = models.TextField(unique=True)
    recorded_at = models.DateTimeField(db_default=Now())
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return self.name


class Portfolio(models.Model):
    """A part of a client's book that is worked, priced and reported together."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="portfolios")
    name = models.TextField()
    debt_type = models.TextField(default="other")
    recorded_at = models.DateTimeField(db_default=Now())
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "name"], name="a_client_has_one_portfolio_of_a_name"),
            models.CheckConstraint(condition=Q(debt_type__in=DEBT_TYPES), name="a_portfolio_holds_a_known_debt_type"),
        ]

    def __str__(self) -> str:
        return self.name


class Terms(models.Model):
    """What was agreed for a portfolio's debts, from a date on; the latest that has begun applies."""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="terms")
    effective_date = models.DateField()
    payment_days = models.PositiveIntegerField()
    interest_ppm = models.BigIntegerField(default=0)
    """Contract interest a year, in parts per million; 0 where the contract has none."""
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["portfolio", "effective_date"], name="terms_begin_once_a_day"),
            models.CheckConstraint(condition=Q(interest_ppm__gte=0), name="contract_interest_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.payment_days} days from {self.effective_date}"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent(row=pghistory.Old), append_only=True)
class Debt(models.Model):
    """What one debtor owes a client on one account. Its number is its ledger account's number."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="+", primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="debts", db_index=False)
    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="debts")
    reference = models.TextField()
    debtor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    """The primary debtor; absent only where the source does not say who owes."""
    currency = models.CharField(max_length=3)
    debt_type = models.TextField(default="other", db_default="other")
    original_creditor = models.TextField(blank=True, default="", db_default="")
    jurisdiction = models.TextField(blank=True, default="", db_default="")
    placed_date = models.DateField(null=True)
    last_statement_date = models.DateField(null=True)
    charge_off_date = models.DateField(null=True)
    last_payment_date = models.DateField(null=True)
    transaction_date = models.DateField(null=True)
    judgment_date = models.DateField(null=True)
    attributes = models.JSONField(default=dict, db_default={})
    """Further columns of the source that the map kept, by name; text values only."""
    recorded_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "reference"], name="a_client_knows_a_debt_by_one_reference"),
            models.CheckConstraint(condition=Q(debt_type__in=DEBT_TYPES), name="a_debt_is_of_a_known_type"),
        ]
        indexes = [GinIndex(fields=["reference"], opclasses=["gin_trgm_ops"], name="debt_by_part_of_reference")]

    def __str__(self) -> str:
        return self.reference


class AllocationOrder(models.Model):
    """In which order money pays what is owed, from a day on: by a portfolio's contract, or by a court for one debt."""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="+", null=True)
    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+", null=True)
    source = models.TextField()
    components = models.JSONField()
    """The components from the first paid to the last."""
    items_come_first = models.BooleanField()
    reference = models.TextField()
    """Where it stands: the clause of the contract, the number of the order."""
    effective_date = models.DateField()
    ends_date = models.DateField(null=True)
    """The first day on which it no longer binds; absent while nobody ended it."""
    recorded_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source="contract", portfolio__isnull=False, debt__isnull=True)
                | Q(source="court order", portfolio__isnull=True, debt__isnull=False),
                name="a_contract_binds_a_portfolio_and_a_court_a_debt",
            ),
            models.CheckConstraint(
                condition=Q(ends_date__isnull=True, ended_at__isnull=True)
                | Q(ends_date__gte=F("effective_date"), ended_at__isnull=False),
                name="an_order_of_allocation_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.reference}"


class Tolerance(models.Model):
    """The remainder that a portfolio lets go, from a day on, in one currency; zero lets nothing go."""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    effective_date = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["portfolio", "currency", "effective_date"], name="a_tolerance_begins_once_a_day"
            ),
            models.CheckConstraint(condition=Q(amount_minor__gte=0), name="a_tolerance_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency}"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent(row=pghistory.Old), append_only=True)
class Item(models.Model):
    """An invoice, an instalment or a single charge of a debt, with the date it falls due."""

    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="items")
    reference = models.TextField()
    kind = models.TextField(default="invoice", db_default="invoice")
    issued_date = models.DateField()
    due_date = models.DateField()
    amount_minor = models.BigIntegerField()
    """The amount as issued, in minor units of the debt's currency; what is still open is told by the ledger."""
    recorded_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["debt", "reference"], name="a_debt_has_one_item_of_a_reference"),
            models.CheckConstraint(condition=Q(kind__in=ITEM_KINDS), name="an_item_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="an_item_is_worth_something"),
        ]
        indexes = [models.Index(fields=["reference"], opclasses=["text_pattern_ops"], name="item_by_reference")]

    def __str__(self) -> str:
        return self.reference


class Liable(models.Model):
    """Somebody besides the primary debtor who has to do with a debt, in a role."""

    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="liable")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.TextField()
    recorded_at = models.DateTimeField(db_default=Now())
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["debt", "person", "role"], name="a_person_has_a_role_in_a_debt_once"),
            models.CheckConstraint(condition=Q(role__in=LIABLE_ROLES), name="a_liable_person_has_a_known_role"),
        ]

    def __str__(self) -> str:
        return f"{self.person} as {self.role}"


class TitleTransfer(models.Model):
    """The debt changed owner: one link of the title chain."""

    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="title_transfers")
    position = models.PositiveIntegerField()
    """1 for the first transfer after the original creditor, and so on without a gap."""
    from_owner = models.TextField()
    to_owner = models.TextField()
    transferred_date = models.DateField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["debt", "position"], name="a_title_chain_has_one_link_a_position"),
        ]

    def __str__(self) -> str:
        return f"{self.from_owner} to {self.to_owner}"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent(row=pghistory.Old), append_only=True)
class Hold(models.Model):
    """Nothing is done on a debt for a while, for a reason."""

    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    note = models.TextField(blank=True, default="")
    starts_date = models.DateField()
    ends_date = models.DateField(null=True)
    """The last day of the hold, inclusive; absent while nobody knows."""
    released_at = models.DateTimeField(null=True)
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=HOLD_REASONS), name="a_hold_has_a_known_reason"),
            models.CheckConstraint(
                condition=Q(ends_date__isnull=True) | Q(ends_date__gte=F("starts_date")),
                name="a_hold_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.reason
