"""Tables of outreach. Django finds them through this page; whoever uses one imports it from its own."""

from goodstanding.outreach.models import channel, contact, message, reply, template

__all__ = ["channel", "contact", "message", "reply", "template"]
