"""Tables of moratoria: a breathing space that the law gives, the debts in it, and what became of it. Only added."""

from django.db import models
from django.db.models import Q

from goodstanding.arrangements.hardship.moratorium import KINDS, WORDS
from goodstanding.parties.models import Person
from goodstanding.receivables.models import Debt


class Moratorium(models.Model):
    """The law gives a person a breathing space from a day on; we were notified of it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    reference = models.TextField()
    """What the register calls it."""
    starts_date = models.DateField()
    contact = models.TextField()
    """The debt adviser, or the point of contact of who is being treated."""
    all_the_same = models.TextField(blank=True, default="", db_default="")
    """Why it counts although another stood not long ago."""
    recorded_by = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="a_moratorium_is_of_a_known_kind"),
            models.UniqueConstraint(fields=["person", "reference"], name="a_notification_is_recorded_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"moratorium {self.reference}"


class MoratoriumDebt(models.Model):
    """A debt is in a moratorium from its first day on, with the hold and the freeze that keep it."""

    moratorium = models.ForeignKey(Moratorium, on_delete=models.PROTECT, related_name="debts")
    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+")
    hold_id = models.BigIntegerField()
    freeze_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["moratorium", "debt"], name="a_debt_is_once_in_a_moratorium"),
        ]

    def __str__(self) -> str:
        return f"debt {self.debt_id} in {self.moratorium_id}"


class MoratoriumWord(models.Model):
    """What became of a moratorium: treatment ended, it was ended early or cancelled, a debt was taken out of it."""

    moratorium = models.ForeignKey(Moratorium, on_delete=models.PROTECT, related_name="words")
    what = models.TextField()
    day = models.DateField()
    """The last day of treatment, or the last day on which it binds."""
    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+", null=True)
    reason = models.TextField()
    recorded_by = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(what__in=WORDS), name="a_word_on_a_moratorium_is_known"),
            models.CheckConstraint(
                condition=Q(what="debt removed", debt__isnull=False) | ~Q(what="debt removed") & Q(debt=None),
                name="a_word_on_a_moratorium_names_the_debt_it_takes_out",
            ),
            models.UniqueConstraint(
                fields=["moratorium", "what"], condition=~Q(what="debt removed"),
                name="a_moratorium_ends_once_in_each_way",
            ),
            models.UniqueConstraint(
                fields=["moratorium", "debt"], condition=Q(what="debt removed"),
                name="a_debt_is_taken_out_of_a_moratorium_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.what} {self.day}"
