"""Where the rows live: the data folder, the private PostgreSQL cluster, and moving rows in bulk.

Words. The *data folder* is everything one installation keeps on disk. The *cluster* is the private PostgreSQL
that the program starts by itself when nobody names another. Its *room* is the folder around the cluster: settings,
socket and log. The *account* is the operating system's account that the server runs as.

Invariants. The server never listens on TCP and its socket folder is 0700. fsync stays on. Rights of folders that
we did not make are never changed. A refusal is a sentence and a remedy, never a traceback. No Django in here.
"""
