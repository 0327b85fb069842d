"""How reports are written down: as JSON, and as the rows of a sheet made from it."""
