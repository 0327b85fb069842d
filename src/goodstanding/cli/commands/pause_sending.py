"""`goodstanding pause-sending`: nothing leaves any more."""

from goodstanding.cli.commands.sending import pause_app as app

__all__ = ["app"]
