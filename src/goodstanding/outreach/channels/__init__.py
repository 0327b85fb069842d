"""The channels: how a finished message leaves by mail, post, text and telephone, one folder each.

Words: a *provider* carries messages of one channel; a *consignment* is a finished message with where it goes; an
*outcome* is what a provider said of it at once, and what it could not say. Invariants: a provider never decides whether
something may be sent; whatever leaves us unsure whether a provider has a consignment is `unknown`, never `put_off`.
"""
