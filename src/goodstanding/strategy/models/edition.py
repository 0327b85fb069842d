"""Tables of strategies: editions, their dry runs, their standing, and who belongs to which arm of an experiment."""

from django.db import models
from django.db.models import Q

STANDINGS = ["published", "ramped", "stopped", "resumed", "ended"]


class Edition(models.Model):
    """One edition of a strategy document, as it was proposed."""

    strategy = models.TextField()
    edition = models.PositiveIntegerField()
    title = models.TextField()
    text = models.TextField()
    proposed_by = models.TextField()
    proposed_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["strategy", "edition"], name="a_strategy_has_one_edition_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.strategy} {self.edition}"


class Simulation(models.Model):
    """A dry run of an edition against the book: what it would have done."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="simulations")
    day = models.DateField()
    figures = models.JSONField(default=dict)
    simulated_by = models.TextField()
    simulated_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"simulation of {self.edition_id}"


class Standing(models.Model):
    """What became of an edition, when and by whom; the last row of a strategy says how it stands."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="standings")
    standing = models.TextField()
    share_ppm = models.PositiveIntegerField(default=1_000_000)
    """The share of people it holds for."""
    at = models.DateTimeField()
    by = models.TextField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(standing__in=STANDINGS), name="an_edition_has_a_known_standing"),
            models.CheckConstraint(condition=Q(share_ppm__lte=1_000_000), name="a_share_is_at_most_the_whole"),
        ]

    def __str__(self) -> str:
        return self.standing


class ArmMembership(models.Model):
    """A person belongs to an arm of an experiment, for good."""

    experiment = models.TextField()
    """Strategy and experiment, joined by a slash."""
    person_id = models.BigIntegerField()
    arm = models.TextField()
    stratum = models.TextField(blank=True, default="")
    assigned_date = models.DateField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "experiment"], name="a_person_has_one_arm_of_an_experiment"),
        ]

    def __str__(self) -> str:
        return f"{self.experiment}: {self.arm}"
