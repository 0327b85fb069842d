"""Tables of people, how to reach them and what we know of them."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

PERSON_KINDS = ["person", "organisation"]
CONTACT_KINDS = ["address", "phone", "email"]
CONTACT_STATUSES = ["unverified", "valid", "invalid", "returned", "disconnected", "wrong person"]
CHANNELS = ["letter", "email", "sms", "call", "portal"]
CONSENT_DECISIONS = ["given", "withdrawn"]
PREFERENCE_KINDS = ["channel", "hours", "language"]
CIRCUMSTANCES = ["deceased", "bankrupt", "service member", "minor", "vulnerable", "incarcerated"]
REPRESENTATIVE_ROLES = ["attorney", "executor", "guardian", "debt adviser", "spouse", "third party"]
IDENTIFIER_KINDS = ["tax id", "date of birth", "bank account", "national id"]


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent(row=pghistory.Old), append_only=True)
class Person(models.Model):
    """A human being or an organisation, as one issuer (the client who introduced them) knows them."""

    kind = models.TextField(default="person")
    display_name = models.TextField()
    given_name = models.TextField(blank=True, default="", db_default="")
    family_name = models.TextField(blank=True, default="", db_default="")
    search_name = models.TextField()
    """The display name as person.search_key makes it: what a half-remembered name is looked up in."""
    issuer_id = models.BigIntegerField()
    """The client who gave us `reference`; a plain number, because clients live on a floor above."""
    reference = models.TextField()
    language = models.TextField(blank=True, default="", db_default="")
    country = models.TextField(blank=True, default="", db_default="")
    recorded_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer_id", "reference"], name="an_issuer_knows_a_person_by_one_reference"
            ),
            models.CheckConstraint(condition=Q(kind__in=PERSON_KINDS), name="a_person_is_human_or_organisation"),
        ]
        indexes = [GinIndex(fields=["search_name"], opclasses=["gin_trgm_ops"], name="person_by_part_of_name")]

    def __str__(self) -> str:
        return self.display_name


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent(row=pghistory.Old), append_only=True)
class ContactPoint(models.Model):
    """One way to reach a person: an address, a telephone number or an e-mail address."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_points")
    kind = models.TextField()
    value = models.TextField()
    """An e-mail address in lower case, a telephone number in E.164 where it could be read, an address in its lines."""
    search_value = models.TextField()
    """What is looked up: digits of a telephone number, an e-mail address, an address without marks in lower case."""
    label = models.TextField(blank=True, default="", db_default="")
    source = models.TextField(blank=True, default="", db_default="")
    country = models.TextField(blank=True, default="", db_default="")
    region = models.TextField(blank=True, default="", db_default="")
    postal_code = models.TextField(blank=True, default="", db_default="")
    locality = models.TextField(blank=True, default="", db_default="")
    zones = ArrayField(models.TextField(), default=list, db_default=[])
    """Candidate time zones; empty means unknown, and unknown refuses where an hour matters."""
    status = models.TextField(default="unverified", db_default="unverified")
    status_at = models.DateTimeField(db_default=Now())
    recorded_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "value"], name="a_contact_point_is_held_once_a_person"),
            models.CheckConstraint(condition=Q(kind__in=CONTACT_KINDS), name="a_contact_point_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(status__in=CONTACT_STATUSES), name="a_contact_point_has_a_known_status"),
        ]
        indexes = [
            GinIndex(fields=["search_value"], opclasses=["gin_trgm_ops"], name="contact_point_by_part"),
        ]

    def __str__(self) -> str:
        return self.value


class Consent(models.Model):
    """A person said yes or no to a channel; the last one in effect counts."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    contact_point = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, related_name="consents", null=True)
    channel = models.TextField()
    decision = models.TextField()
    source = models.TextField()
    effective_at = models.DateTimeField()
    learned_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="a_consent_is_for_a_known_channel"),
            models.CheckConstraint(condition=Q(decision__in=CONSENT_DECISIONS), name="a_consent_is_given_or_withdrawn"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.decision}"


class Preference(models.Model):
    """How a person wishes to be reached: channel, hours, language."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="preferences")
    kind = models.TextField()
    value = models.TextField()
    source = models.TextField()
    effective_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    learned_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PREFERENCE_KINDS), name="a_preference_is_of_a_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class Circumstance(models.Model):
    """Something about a person that changes what may be done; learning that it ended is another fact."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="circumstances")
    kind = models.TextField()
    source = models.TextField()
    effective_date = models.DateField()
    ended_date = models.DateField(null=True)
    """The last day on which it held, inclusive."""
    never_held = models.BooleanField(default=False, db_default=False)
    """A later fact about the same beginning says that it was a mistake."""
    learned_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CIRCUMSTANCES), name="a_circumstance_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(ended_date__isnull=True) | Q(ended_date__gte=models.F("effective_date")),
                name="a_circumstance_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Representation(models.Model):
    """Somebody speaks for a person: an attorney, an executor, a debt adviser."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="representations")
    representative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    role = models.TextField()
    source = models.TextField()
    effective_date = models.DateField()
    ended_date = models.DateField(null=True)
    learned_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=REPRESENTATIVE_ROLES), name="a_representative_has_a_known_role"
            ),
            models.CheckConstraint(
                condition=~Q(person=models.F("representative")), name="nobody_is_their_own_representative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.representative} as {self.role}"


class PersonKey(models.Model):
    """The wrapped key that a person's identifiers are encrypted with; deleting the row erases them all."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="key", primary_key=True)
    wrapped_key = models.BinaryField()
    made_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"key of person {self.pk}"


class Identifier(models.Model):
    """An encrypted tax id, date of birth or bank account, found again by a keyed hash of its value."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    kind = models.TextField()
    sealed_value = models.BinaryField()
    blind_index = models.BinaryField()
    last_characters = models.TextField(blank=True, default="")
    """What a collector may see to tell two apart, such as the last four digits; empty for a date of birth."""
    recorded_at = models.DateTimeField(db_default=Now())
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "blind_index"], name="an_identifier_is_held_once_a_person"
            ),
            models.CheckConstraint(condition=Q(kind__in=IDENTIFIER_KINDS), name="an_identifier_is_of_a_known_kind"),
        ]
        indexes = [models.Index(fields=["blind_index"], name="identifier_by_keyed_hash")]

    def __str__(self) -> str:
        return f"{self.kind} …{self.last_characters}"
