"""Tables of outreach. Django finds them through this page; whoever uses one imports it from its own."""

from goodstanding.outreach.models import call, channel, contact, enquiry, letter, message, number, reply, template

__all__ = ["call", "channel", "contact", "enquiry", "letter", "message", "number", "reply", "template"]
