"""Command line: one file a command; each makes one call into a chapter and prints the answer."""
