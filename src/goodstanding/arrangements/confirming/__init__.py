"""Confirming: what is written to people by itself about money that came in and about what was agreed.

Words: a *receipt* thanks for money, *paid in full* says that nothing is owed any more, a *confirmation* repeats what
was agreed, a *reminder* comes before an instalment or a promise falls due, *missed* after. Each is asked for once, by a
key that names what it is about; whether it may go is for the gate to say, as with every message.
"""
