"""What people answer: whom a reply is from, what it says, and what follows from it.

Words: a *reply* is what a person wrote or said to us; a *match* says whom it is from and how that was found; a
*reading* says what it means, with the words that show it. Invariants: a reply is held once, by the key of its source;
nobody guesses between two people; a stop and an attorney take effect in the transaction in which the reply is held;
below its threshold a reading is a proposal, and a person decides.
"""
