"""Tables of the people who work here and of the roles given to them."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from goodstanding.access.role import Role


class UserAccounts(BaseUserManager["User"]):
    """How sign-in finds a user: by e-mail, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user of that e-mail address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who works here and can sign in."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[UserAccounts] = UserAccounts()

    class Meta:
        constraints = [
            models.UniqueConstraint(models.functions.Lower("email"), name="a_user_is_known_by_one_email"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Assignment(models.Model):
    """A role given to a user for a time. Empty lists mean: all clients, all portfolios, all teams."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    role = models.TextField(choices=[(role.value, role.value) for role in Role])
    clients = ArrayField(models.BigIntegerField(), default=list)
    portfolios = ArrayField(models.BigIntegerField(), default=list)
    teams = ArrayField(models.TextField(), default=list)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    given_by = models.TextField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="an_assignment_names_a_known_role"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")),
                name="an_assignment_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.role}"
