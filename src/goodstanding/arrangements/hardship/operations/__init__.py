"""What can be done about hardship: cases, programmes and their funds, grants, reviews, moratoria.

Debts are held before people, as everywhere in this chapter, so that two deeds never wait for each other.
"""
