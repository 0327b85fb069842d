"""Typed reading of environment variables, so that a bad value stops the start with a sentence."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from goodstanding.refusal import Refusal

YES = {"1", "true", "yes", "on"}
NO = {"", "0", "false", "no", "off"}


class SettingRefused(Refusal):
    """A setting holds a value it cannot hold; the text names the variable and what it takes."""


def flag(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    """Read yes or no; anything else is refused."""
    text = environ.get(name)
    if text is None:
        return default
    if text.strip().lower() in YES:
        return True
    if text.strip().lower() in NO:
        return False
    raise SettingRefused(f"{name} is {text!r}; it takes yes or no.")


def words(environ: Mapping[str, str], name: str, *, default: str) -> list[str]:
    """Read a list of words separated by commas."""
    return [word.strip() for word in environ.get(name, default).split(",") if word.strip()]


def folder(environ: Mapping[str, str], name: str) -> Path:
    """Read a folder that must be named; the command line always names it before the settings load."""
    text = environ.get(name)
    if not text:
        raise SettingRefused(
            f"{name} is not set; start Goodstanding through its command line, or name the data folder."
        )
    return Path(text).expanduser().resolve()


def database(environ: Mapping[str, str], name: str) -> dict[str, object]:
    """Turn a libpq address into what Django calls a database; query parameters such as host= win."""
    text = environ.get(name)
    if not text:
        raise SettingRefused(f"{name} is not set; start Goodstanding through its command line, or name the database.")
    parts = urlsplit(text)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise SettingRefused(
            f"{name} must begin with postgresql://, for Goodstanding keeps its books in PostgreSQL only."
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or query.pop("dbname", ""),
        "USER": query.pop("user", unquote(parts.username or "")),
        "PASSWORD": query.pop("password", unquote(parts.password or "")),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": query.pop("port", str(parts.port or "")),
        "OPTIONS": dict(query),
    }
