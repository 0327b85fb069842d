"""Workbench: the pages of the people who work here. Views make one call into a chapter and show the answer."""
