"""What providers of payments post to us: written down before it is answered, and read afterwards.

A post only says where to look: of the payment it names, the provider is asked, and the books follow the answer.
"""
