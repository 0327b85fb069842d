"""A provider of texts, calls and letters that runs as a process of its own, and lies, hangs and dies on demand.

    python -m tests.outreach.fake_provider --port 0 --log FILE --script FILE

It speaks as Twilio (texts, calls) and Lob (letters) do, as far as our adapters ask, and writes what it took to its log,
flushed to the disk before it answers anything: the log is the oracle, and what it took survives kill -9. The script
(`script.py`) says which requests go wrong and how, and what is called back; it is read anew whenever it changed.
"""
