"""What of the catalogue is published."""

from datetime import datetime

from goodstanding.outreach.models import TemplateStanding
from goodstanding.outreach.template.catalogue import Said, published, shipped


def published_templates(at: datetime) -> frozenset[str]:
    """Return what is published at an instant, as "name/channel/language"; "name/channel/*" where some language is."""
    rows = TemplateStanding.objects.filter(at__lte=at).order_by("at", "id")
    said = [Said(*row) for row in rows.values_list("name", "channel", "language", "standing")]
    return published(shipped(), said=said)
