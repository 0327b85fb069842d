"""Tables of smart agreements: the documents that were signed, and every act that followed from one."""

from django.db import models
from django.db.models import Q

from goodstanding.arrangements.agreement.document import DEEDS, KINDS
from goodstanding.receivables.models import Debt


class Agreement(models.Model):
    """A document that was signed. It never changes; its hash is in the evidence entry."""

    kind = models.TextField()
    reference = models.TextField(unique=True)
    document = models.TextField()
    """Canonical JSON; see agreement.document.text_of."""
    document_hash = models.TextField()
    signed_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="an_agreement_is_of_a_known_kind")
        ]

    def __str__(self) -> str:
        return f"agreement {self.reference}"


class AgreementDebt(models.Model):
    """A debt that an agreement is about."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="debts")
    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "debt"], name="an_agreement_names_a_debt_once")]

    def __str__(self) -> str:
        return f"debt {self.debt_id} of agreement {self.agreement_id}"


class AgreementAct(models.Model):
    """One deed of an agreement that was done, or (where it `undoes` one) taken back; each once."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="acts")
    clause = models.TextField()
    occasion = models.TextField()
    place = models.PositiveSmallIntegerField()
    turn = models.PositiveIntegerField()
    deed = models.TextField()
    day = models.DateField()
    """The day on which the ledger gave the ground, which may lie before the day it was done."""
    amount_minor = models.BigIntegerField(default=0, db_default=0)
    made = models.JSONField(default=dict)
    """What it made: transactions of the ledger, a message, a task, the parts of a commission."""
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, related_name="undone", null=True)
    done_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "clause", "occasion", "place", "turn"],
                condition=Q(undoes__isnull=True),
                name="a_deed_of_an_agreement_is_done_once",
            ),
            models.CheckConstraint(condition=Q(deed__in=list(DEEDS)), name="an_act_of_an_agreement_is_of_a_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.deed} of agreement {self.agreement_id}"
