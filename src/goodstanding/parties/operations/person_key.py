"""Part of every deed that seals something under a person's own key: the key, made on first need."""

from datetime import datetime

from goodstanding.parties import models, queries, sealing


def wrapped_key(owner: models.Person, *, at: datetime) -> bytes:
    """Return the wrapped key of a person whose row is locked; deleting it erases all that was sealed under it."""
    key = models.PersonKey.objects.filter(person=owner).first()
    if key is None:
        made = sealing.new_person_key(queries.installation_keys())
        key = models.PersonKey.objects.create(person=owner, wrapped_key=made, made_at=at)
    return bytes(key.wrapped_key)
