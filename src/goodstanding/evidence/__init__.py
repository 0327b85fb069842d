"""Evidence: one append-only log of everything the house did and everything it held back.

Words
    entry       one thing that happened, written in the same transaction as the change it records.
    body        what the entry says, as canonical JSON; can be erased, the entry itself cannot.
    commitment  the salted hash of a body; it stays when the body goes, so every proof stays valid.
    position    the place of an entry in the log, counted from 0, without gaps.
    head        how long the log is, and the few hashes its root is computed from.
    checkpoint  a signed sentence "the log has this length and this root", kept outside the database.
    witness     the leaf hashes below the checkpoints, also kept outside, so that a rewritten place has a name.

Promised
    * An entry exists if and only if the change it records was committed.
    * Positions have no gaps; nothing in the log is changed or deleted by accident or by ordinary means.
    * Whoever holds a checkpoint and the public key can find out, without the database and without us, whether any
      entry before that checkpoint was changed, removed, repeated, moved or invented afterwards.
    * Every entry, and every single row of a bulk entry, can be proved with a handful of hashes.
    * Erasing a body is itself an entry, and leaves every other proof valid.

Not promised
    * That an entry is true. The log proves what was recorded and when it was sealed, not that it was right.
    * Protection of entries written after the newest checkpoint from somebody who owns the database.
    * Protection from somebody who owns the database, the signing key and every copy of the old checkpoints. Keep
      copies elsewhere; that is what they are for.
    * That erased words are gone from old backups. Erase there too, or keep backups no longer than you may.
    * That the clock was right. `recorded_at` is the database's clock.
    * For an erased entry, its kind, actor and subjects are no longer bound to the proof; only its place is.
"""
