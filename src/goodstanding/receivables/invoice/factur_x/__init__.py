"""The invoice for systems: Factur-X, which is ZUGFeRD: the CII message of EN 16931 inside a PDF. Written, read, checked."""
