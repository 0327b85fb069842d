"""Look: how figures, charts, tables, pictures and the rail are written and drawn on every page."""
