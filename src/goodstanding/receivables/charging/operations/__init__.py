"""Deeds of charging: terms, interest of one debt and of the whole book, fees."""
