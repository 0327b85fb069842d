"""Texts to telephones: the adapter of providers that talk as Twilio does, and what their posts say.

Words: a *segment* is a piece of a text as networks carry and charge it. A provider's answer is believed only as far as
it goes: what it took it gave a number for; what it did not take it refused; of all else nobody knows.
"""
