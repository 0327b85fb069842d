"""The invoice for people: one PDF/A-3a that is accessible (PDF/UA-1) and carries the message for systems inside."""
