"""Tables of contacts and the debts they were about."""

from django.db import models
from django.db.models import Q

from goodstanding.outreach import contact
from goodstanding.parties.models import ContactPoint, Person
from goodstanding.receivables.models import Debt


class Contact(models.Model):
    """One act of reaching out to a person, or one message from them. Rows are only added."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    """The person in debt."""
    contact_point = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, related_name="+", null=True)
    reached = models.TextField(default="consumer", db_default="consumer")
    """Whom it reached or came from, by role."""
    direction = models.TextField()
    channel = models.TextField()
    outcome = models.TextField(blank=True, default="", db_default="")
    content = models.TextField(blank=True, default="", db_default="")
    purpose = models.TextField(blank=True, default="", db_default="")
    happened_at = models.DateTimeField()
    learned_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(direction__in=contact.DIRECTIONS), name="a_contact_goes_out_or_comes_in"
            ),
            models.CheckConstraint(condition=Q(channel__in=contact.CHANNELS), name="a_contact_has_a_known_channel"),
            models.CheckConstraint(
                condition=Q(learned_at__gte=models.F("happened_at")), name="a_contact_is_learned_after_it_happened"
            ),
        ]
        indexes = [models.Index(fields=["person", "happened_at"], name="contact_by_person")]

    def __str__(self) -> str:
        return f"{self.channel} {self.direction}"


class ContactDebt(models.Model):
    """A contact was about a debt."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="about")
    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "debt"], name="a_contact_is_about_a_debt_once"),
        ]

    def __str__(self) -> str:
        return f"contact {self.contact_id} about debt {self.debt_id}"
