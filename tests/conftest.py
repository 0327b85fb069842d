"""The test database is made whichever test asks for it, marked or not.

By itself pytest-django makes none unless a marked test is collected; a file whose tests all work in copies of the
database would then copy one without tables when it is run alone.
"""

from collections.abc import Iterator

import pytest
from django.db import DEFAULT_DB_ALIAS
from django.test.utils import setup_databases, teardown_databases
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Make the test database, and drop it behind the last test."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={DEFAULT_DB_ALIAS: None})
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)
