"""Messages on voicemail: what may be left there, and what the provider says became of one."""
