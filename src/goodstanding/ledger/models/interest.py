"""Tables that interest and fees run on. Rows are only added: what is told later of the same day holds from then on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from goodstanding.ledger.interest import base_rate, day_count, terms
from goodstanding.ledger.models.book import Account

BASES = list(terms.BASES)
FIXINGS = list(base_rate.FIXINGS)
DAY_COUNTS = list(day_count.DAY_COUNTS)
STARTS = list(terms.STARTS)
ROUNDINGS = list(terms.ROUNDINGS)
ROUNDED = list(terms.ROUNDED)


class InterestTerms(models.Model):
    """Terms of interest from a day on, of one account, or of every account of a portfolio that has none of its own.

    The portfolio is a plain number: portfolios live on a floor above. For the columns see ledger.interest.terms.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", null=True)
    portfolio_id = models.BigIntegerField(null=True, db_index=True)
    effective_date = models.DateField()
    basis = models.TextField()
    rate_ppm = models.BigIntegerField(default=0)
    base_name = models.TextField(blank=True, default="")
    fixing = models.TextField(default="daily")
    reference_days = ArrayField(models.TextField(), default=list)
    day_count = models.TextField(default="act/365")
    compound_months = models.PositiveIntegerField(default=0)
    starts = models.TextField(default="due")
    start_date = models.DateField(null=True)
    cap_minor = models.BigIntegerField(null=True)
    cap_share_ppm = models.BigIntegerField(null=True)
    rate_max_ppm = models.BigIntegerField(null=True)
    rounding = models.TextField(default="half_up")
    rounded = models.TextField(default="once")
    rule = models.TextField(blank=True, default="")
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=True, portfolio_id__isnull=False)
                | Q(account__isnull=False, portfolio_id__isnull=True),
                name="terms_are_of_an_account_or_of_a_portfolio",
            ),
            models.CheckConstraint(condition=Q(basis__in=BASES), name="interest_has_a_known_basis"),
            models.CheckConstraint(condition=Q(fixing__in=FIXINGS), name="a_base_rate_is_fixed_in_a_known_way"),
            models.CheckConstraint(condition=Q(day_count__in=DAY_COUNTS), name="days_are_counted_in_a_known_way"),
            models.CheckConstraint(condition=Q(starts__in=STARTS), name="interest_starts_in_a_known_way"),
            models.CheckConstraint(
                condition=Q(rounding__in=ROUNDINGS, rounded__in=ROUNDED), name="interest_is_rounded_in_a_known_way"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.basis} from {self.effective_date}"


class BaseRate(models.Model):
    """From a day on a published rate is so many parts per million a year."""

    name = models.TextField()
    effective_date = models.DateField()
    ppm = models.BigIntegerField()
    source = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["name", "effective_date"], name="base_rate_by_day")]

    def __str__(self) -> str:
        return f"{self.name} from {self.effective_date}"


class InterestFreeze(models.Model):
    """A time during which an account bears no interest, both days inclusive, and why."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    starts_date = models.DateField()
    ends_date = models.DateField(null=True)
    """The last day; absent while nobody knows. What was said of the end later stands in InterestFreezeEnd."""
    reason = models.TextField()
    reference = models.TextField(blank=True, default="")
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_date__isnull=True) | Q(ends_date__gte=F("starts_date")),
                name="an_interest_freeze_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_interest_freeze_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"freeze from {self.starts_date}"


class InterestFreezeEnd(models.Model):
    """The last word on when a freeze ends: on this day, inclusive; a day before its start says it never held."""

    freeze = models.ForeignKey(InterestFreeze, on_delete=models.PROTECT, related_name="ends")
    ends_date = models.DateField()
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"until {self.ends_date}"


class FeeAllowed(models.Model):
    """A fee that a client's contract, a judgment or a law allows, from a day on; on all portfolios if none is named.

    Client and portfolio are plain numbers: they live on a floor above. The last told of a name holds from its day on;
    with `is_withdrawn` the fee is allowed no more.
    """

    client_id = models.BigIntegerField(db_index=True)
    portfolio_id = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    name = models.TextField()
    effective_date = models.DateField()
    amount_minor = models.BigIntegerField(null=True)
    rate_ppm = models.BigIntegerField(null=True)
    """A share of what is open in principal, where the fee is not an amount."""
    cap_minor = models.BigIntegerField(null=True)
    most_a_debt = models.PositiveIntegerField(null=True)
    most_an_item = models.PositiveIntegerField(null=True)
    days_between = models.PositiveIntegerField(default=0)
    basis = models.TextField()
    rule = models.TextField()
    is_withdrawn = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(basis__in=BASES[:3]), name="a_fee_has_a_known_basis"),
            models.CheckConstraint(condition=~Q(rule="") & ~Q(name=""), name="a_fee_says_what_allows_it"),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, rate_ppm__isnull=True) | Q(amount_minor__isnull=True, rate_ppm__gt=0),
                name="a_fee_is_an_amount_or_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.name
