"""Trust: the money of clients that lies with the house, client by client, and what the bank says of it.

Words: trust account (an account at a bank on which only money of clients lies), trust balance (what came in for a
client, less what was paid back, kept as fees and remitted), remittance (money that goes on to the client), fee (what
the house keeps), cover (the house's own money, put in for what bounced after it had gone), reconciliation.
Invariants: nothing is remitted, kept or paid back that would leave a client below zero on that day or a later one; what
bounces cannot be refused, so it is told as short until the house covers it. One client's money never pays another's.
"""
