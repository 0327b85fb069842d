"""Who may do what: the one table of it, by what the deeds are about; read through access.permission."""
