"""The private PostgreSQL server: its programs, its account, its room, and the switch that starts and stops it.

Words. The *room* is the folder around a cluster; its *frame* belongs to us, what lies inside belongs to the server's
*account*. The *switch* makes, starts and stops. Everything that changes a room is done with its *lock* held.
"""
