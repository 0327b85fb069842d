"""The house as sending needs it: messages weighed by books and law, fields of agreements, and printed notices.

Invariant: whatever goes out, whoever asked for it, and every preview of it goes through the same house.
"""
