"""What happens by itself, and when: one list of jobs, each of which does one operation.

Words: a *job* is one piece of work that waits for a worker; a *worker* is a process that does jobs until it is told to
stop. Invariants: a job may be asked for as often as anybody likes; doing it twice does nothing twice.
"""
