"""Tables of collecting through gateways: how they are set, payments, mandates, refunds, chargebacks, payouts, posts."""

from django.db import models
from django.db.models import F, Q

from goodstanding.parties.models import Person
from goodstanding.payments.models.bank import BankLine
from goodstanding.payments.models.receipt import Receipt
from goodstanding.receivables.models import Debt


class GatewaySetting(models.Model):
    """How a provider of payments is set from an instant on. Rows are only added; the last of a provider counts.

    Secrets are not here: `secret_name` names a file of the key folder.
    """

    provider = models.TextField()
    options = models.JSONField(default=dict)
    secret_name = models.TextField(blank=True, default="", db_default="")
    is_on = models.BooleanField(default=True, db_default=True)
    is_for_pages = models.BooleanField(default=False, db_default=False)
    """Whether people who pay by a page pay here; the latest provider that says so counts."""
    by = models.TextField()
    at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.provider} {'on' if self.is_on else 'off'}"


class Mandate(models.Model):
    """A payer's word that we may take money, held by a provider. Only added, and ended once."""

    provider = models.TextField()
    reference = models.TextField()
    customer_reference = models.TextField(blank=True, default="", db_default="")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    label = models.TextField(blank=True, default="", db_default="")
    """What may be shown: "Visa ending 4242"; never a whole number."""
    expires_date = models.DateField(null=True)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(blank=True, default="", db_default="")
    ended_reason = models.TextField(blank=True, default="", db_default="")
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "reference"], name="a_mandate_is_held_once"),
            models.CheckConstraint(condition=Q(kind__in=["card", "ach", "sepa", "bacs", "wallet", "other"]),
                                   name="a_mandate_is_of_a_known_kind"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"mandate {self.pk}: {self.label}"


class Payment(models.Model):
    """One collection through a provider. Its state only goes forward; its money follows what the provider says."""

    key = models.TextField(unique=True)
    """Whoever asks for the same payment again names it by this, and it is the same."""
    provider_key = models.TextField(unique=True)
    """What the provider knows it by before it has given a reference."""
    provider = models.TextField()
    how = models.TextField()
    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="payments", null=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    what = models.TextField()
    language = models.TextField(blank=True, default="en", db_default="en")
    saves = models.BooleanField(default=False, db_default=False)
    due_date = models.DateField(null=True)
    notified_date = models.DateField(null=True)
    retry_of = models.OneToOneField("self", on_delete=models.PROTECT, related_name="retried_as", null=True)
    back_address = models.TextField(blank=True, default="", db_default="")
    state = models.TextField(default="planned", db_default="planned")
    state_at = models.DateTimeField()
    attempt = models.PositiveIntegerField(default=0, db_default=0)
    next_at = models.DateTimeField(null=True)
    """When somebody has to do something about it, or to look again; nothing where it has come to its end."""
    reference = models.TextField(blank=True, default="", db_default="", db_index=True)
    payment_reference = models.TextField(blank=True, default="", db_default="", db_index=True)
    """What the provider calls the money itself, where the page had another name."""
    page_address = models.TextField(blank=True, default="", db_default="")
    page_expires_at = models.DateTimeField(null=True)
    code = models.TextField(blank=True, default="", db_default="")
    reason = models.TextField(blank=True, default="", db_default="")
    paid_minor = models.BigIntegerField(null=True)
    """How much the provider says was paid, whatever was asked."""
    paid_currency = models.TextField(blank=True, default="", db_default="")
    paid_date = models.DateField(null=True)
    fee_minor = models.BigIntegerField(null=True)
    returned_code = models.TextField(blank=True, default="", db_default="")
    returned_date = models.DateField(null=True)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="+", null=True)
    """The last receipt that was recorded for it, whether it stands or was reversed."""
    receipts_made = models.PositiveIntegerField(default=0, db_default=0)
    looked_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.TextField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="a_payment_is_above_zero"),
            models.CheckConstraint(condition=Q(how__in=["page", "mandate"]), name="a_payment_is_by_page_or_mandate"),
            models.CheckConstraint(condition=Q(how="page") | Q(mandate__isnull=False),
                                   name="a_payment_by_mandate_names_it"),
            models.CheckConstraint(condition=~Q(retry_of=F("id")), name="a_payment_does_not_retry_itself"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="payment_to_see_to")]

    def __str__(self) -> str:
        return f"payment {self.pk}"


class PaymentEvent(models.Model):
    """One thing that happened with a payment; only added, and once however often it is told."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="events", db_index=False)
    event_key = models.TextField()
    word = models.TextField()
    attempt = models.PositiveIntegerField(default=0, db_default=0)
    source = models.TextField()
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    code = models.TextField(blank=True, default="", db_default="")
    reason = models.TextField(blank=True, default="", db_default="")
    facts = models.JSONField(default=dict)
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment", "event_key"], name="a_payment_hears_of_a_thing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.word} of payment {self.payment_id}"


class Refund(models.Model):
    """Money of a payment that is to go back to the payer, and how it stands."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    key = models.TextField(unique=True)
    amount_minor = models.BigIntegerField()
    reason = models.TextField(blank=True, default="", db_default="")
    state = models.TextField(default="planned", db_default="planned")
    state_at = models.DateTimeField()
    attempt = models.PositiveIntegerField(default=0, db_default=0)
    next_at = models.DateTimeField(null=True)
    reference = models.TextField(blank=True, default="", db_default="")
    told = models.TextField(blank=True, default="", db_default="")
    """What the provider said last, in its words."""
    refunded_date = models.DateField(null=True)
    booked_id = models.BigIntegerField(null=True)
    """The refund in the books that it made, while it counts there."""
    made_at = models.DateTimeField()
    by = models.TextField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="a_refund_is_above_zero"),
            models.UniqueConstraint(fields=["payment", "reference"], condition=~Q(reference=""),
                                    name="a_refund_of_a_provider_is_held_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"refund {self.pk}"


class Chargeback(models.Model):
    """A payer's dispute of a payment with their bank, as the provider told of it last."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="chargebacks")
    reference = models.TextField()
    state = models.TextField()
    amount_minor = models.BigIntegerField()
    is_money_withdrawn = models.BooleanField()
    opened_date = models.DateField()
    reason = models.TextField(blank=True, default="", db_default="")
    answer_until = models.DateTimeField(null=True)
    first_seen_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment", "reference"], name="a_chargeback_is_held_once"),
            models.CheckConstraint(condition=Q(state__in=["open", "won", "lost"]), name="a_chargeback_is_open_or_over"),
        ]

    def __str__(self) -> str:
        return f"chargeback {self.reference}"


class Payout(models.Model):
    """What a provider passed on to our bank account."""

    provider = models.TextField()
    reference = models.TextField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    arrival_date = models.DateField()
    state = models.TextField()
    bank_line = models.ForeignKey(BankLine, on_delete=models.PROTECT, related_name="+", null=True)
    first_seen_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "reference"], name="a_payout_is_held_once")]

    def __str__(self) -> str:
        return f"payout {self.reference}"


class PayoutLine(models.Model):
    """One part of a payout; `payment` is ours where we know it."""

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    kind = models.TextField()
    reference = models.TextField()
    amount_minor = models.BigIntegerField()
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["payout", "position"], name="a_payout_line_has_its_place")]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class GatewayPost(models.Model):
    """What a provider posted to us, as it came; written before it is answered, read afterwards."""

    source = models.TextField()
    digest = models.TextField()
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "digest"], name="a_payment_post_is_held_once")]
        indexes = [models.Index(fields=["id"], condition=Q(read_at=None), name="payment_post_not_read")]

    def __str__(self) -> str:
        return f"{self.source} {self.digest[:12]}"
