"""The part of reading mail providers' posts that leans on django-anymail, and thus on Django."""
