"""`goodstanding resume-sending`: let sending go on."""

from goodstanding.cli.commands.sending import resume_app as app

__all__ = ["app"]
