"""What the log keeps outside the database: its signing key, its checkpoints and their witness.

A log can only be held against something that its database's owner could not change; these files are that something.
Nothing here knows Django.
"""
