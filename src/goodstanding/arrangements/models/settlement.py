"""Tables of settlements: floors, policies, offers, bids, what was said of them, and who accepted."""

from django.db import models
from django.db.models import F, Q

from goodstanding.arrangements.models.agreement import Agreement
from goodstanding.arrangements.settlement.bid import WORDS as ANSWERS
from goodstanding.arrangements.settlement.offer import WORDS
from goodstanding.receivables.models import Debt, Portfolio

ORIGINS = ["person", "rule", "counter", "bid"]


class SettlementFloor(models.Model):
    """The least a client takes, from a day on: a share of what is owed, and an amount. Never shown to a debtor."""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="+")
    starts_date = models.DateField()
    share_ppm = models.PositiveIntegerField()
    least_minor = models.BigIntegerField(default=0, db_default=0)
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(share_ppm__lte=1_000_000), name="a_floor_is_at_most_the_debt"),
            models.CheckConstraint(condition=Q(least_minor__gte=0), name="a_floor_is_not_below_nothing"),
        ]

    def __str__(self) -> str:
        return f"floor of portfolio {self.portfolio_id} from {self.starts_date}"


class SettlementPolicy(models.Model):
    """How a portfolio settles, from a day on; see settlement.policy."""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="+")
    starts_date = models.DateField()
    values = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"policy of portfolio {self.portfolio_id} from {self.starts_date}"


class SettlementOffer(models.Model):
    """We would settle a debt for less. The row never changes; see SettlementWord and SettlementAcceptance."""

    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+")
    key = models.TextField(unique=True)
    """Whoever makes the same offer again names it by this, and it is the same."""
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    owed_minor = models.BigIntegerField()
    parts = models.JSONField()
    """The payments: days with minor units, in order."""
    expires_date = models.DateField()
    """The last day on which it can be accepted, inclusive."""
    is_below_floor = models.BooleanField()
    origin = models.TextField()
    root = models.ForeignKey("self", on_delete=models.PROTECT, related_name="counters", null=True)
    """The offer that was bid on, where this one answers a bid."""
    made_by = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="an_offer_is_about_money"),
            models.CheckConstraint(condition=Q(amount_minor__lte=F("owed_minor")), name="an_offer_is_at_most_the_debt"),
            models.CheckConstraint(condition=Q(origin__in=ORIGINS), name="an_offer_has_a_known_origin"),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"


class SettlementWord(models.Model):
    """What was said of an offer: approved or denied where it lay below the floor, withdrawn, declined; each once."""

    offer = models.ForeignKey(SettlementOffer, on_delete=models.PROTECT, related_name="words")
    word = models.TextField()
    reason = models.TextField(blank=True, default="", db_default="")
    said_by = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "word"], name="a_word_is_said_of_an_offer_once"),
            models.CheckConstraint(condition=Q(word__in=list(WORDS)), name="a_word_of_an_offer_is_a_known_one"),
        ]

    def __str__(self) -> str:
        return self.word


class SettlementBid(models.Model):
    """What a debtor said they could pay, and what the policy answered."""

    offer = models.ForeignKey(SettlementOffer, on_delete=models.PROTECT, related_name="bids")
    key = models.TextField(unique=True)
    number = models.PositiveIntegerField()
    amount_minor = models.BigIntegerField()
    count = models.PositiveIntegerField()
    answer = models.TextField()
    policy = models.JSONField()
    """The policy as it was when the bid was answered, and what was at stake."""
    source = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "number"], name="bids_on_an_offer_are_counted"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="a_bid_is_about_money"),
            models.CheckConstraint(condition=Q(answer__in=list(ANSWERS)), name="a_bid_has_a_known_answer"),
        ]

    def __str__(self) -> str:
        return f"bid {self.number} on offer {self.offer_id}"


class SettlementAcceptance(models.Model):
    """An offer was accepted, and the agreement that was signed with it: one an offer."""

    offer = models.OneToOneField(SettlementOffer, on_delete=models.PROTECT, related_name="acceptance")
    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+")
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="+")
    source = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"acceptance of offer {self.offer_id}"
