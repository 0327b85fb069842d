"""Questions about hardship: cases, programmes, grants and moratoria."""
