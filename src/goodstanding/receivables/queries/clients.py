"""Questions about the clients."""

from goodstanding.receivables.models import Client


def client_names() -> list[str]:
    """Return the names of all clients, in order."""
    return list(Client.objects.order_by("name").values_list("name", flat=True))
