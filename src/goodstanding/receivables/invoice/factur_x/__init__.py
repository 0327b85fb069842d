"""The invoice for systems: Factur-X (ZUGFeRD), the CII message of EN 16931 inside a PDF; written, read, checked."""
