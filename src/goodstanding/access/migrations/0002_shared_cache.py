"""The table behind Django's cache, so that several processes count failed sign-ins together."""

from typing import ClassVar

from django.db import migrations

# What it holds may be lost in a crash, so it need not be written twice.
CACHE = """
CREATE UNLOGGED TABLE shared_cache (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX shared_cache_expires ON shared_cache (expires);
"""


class Migration(migrations.Migration):
    """Makes the table in the form that Django's database cache expects."""

    dependencies: ClassVar = [("access", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(CACHE, "DROP TABLE shared_cache")]
