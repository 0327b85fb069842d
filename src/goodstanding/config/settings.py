"""The settings of one installation, read from the environment; docs/settings.md lists every variable."""

import os
from pathlib import Path

from goodstanding.config import environment
from goodstanding.database import secret

DATA_FOLDER = environment.folder(os.environ, "GOODSTANDING_DATA")
SECRET_KEY = secret.read_or_make(DATA_FOLDER / "keys", "web_secret")
SECOND_FACTOR_SECRET = secret.read_or_make(DATA_FOLDER / "keys", "second_factors")
# Whoever loses these two cannot read an identifier again; they belong into every backup.
IDENTIFIER_WRAPPING_SECRET = secret.read_or_make(DATA_FOLDER / "keys", "identifiers_wrapping")
IDENTIFIER_INDEX_SECRET = secret.read_or_make(DATA_FOLDER / "keys", "identifiers_index")
DEBUG = environment.flag(os.environ, "GOODSTANDING_DEBUG", default=False)
ALLOWED_HOSTS = environment.words(os.environ, "GOODSTANDING_HOSTS", default="localhost,127.0.0.1,[::1]")
BEHIND_TLS = environment.flag(os.environ, "GOODSTANDING_BEHIND_TLS", default=False)

DATABASES = {
    "default": environment.database(os.environ, "DATABASE_URL") | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
}
# In the database, so that several processes count together how often somebody tried.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "access.User"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "goodstanding.evidence",
    "goodstanding.access",
    "goodstanding.parties",
    "goodstanding.ledger",
    "goodstanding.receivables",
    "goodstanding.payments",
    "goodstanding.disputes",
    "goodstanding.compliance",
    "goodstanding.outreach",
    "goodstanding.worklists",
    "goodstanding.arrangements",
    "goodstanding.strategy",
    "goodstanding.ingestion",
    "goodstanding.workbench",
    "goodstanding.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "goodstanding.config.urls"
WSGI_APPLICATION = "goodstanding.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).resolve().parent.parent / "workbench" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# The jobs of the worker; they are found when the first one is asked for, so that no other command reads them.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = [
    "goodstanding.timetable.tasks",
    "goodstanding.timetable.payments.tasks",
    "goodstanding.timetable.agreements.tasks",
]

# Signing in: e-mail and password, then a second factor for whoever has set one up.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "goodstanding.access.forms.StaffAccountAdapter"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
MFA_ADAPTER = "goodstanding.access.forms.SealedFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Goodstanding"
# A browser offers passkeys over plain HTTP on localhost only, which is where a trial runs.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "workbench/locked.html"
AXES_USERNAME_CALLABLE = "goodstanding.access.forms.sign_in_name"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# What a browser may do with our pages: nothing that is not ours, and no script or style inside the page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        # Mails are shown in frames of our own, each a page that may do nothing.
        "frame-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": browsers then name no origin in our own forms either, and every one of them is refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
if BEHIND_TLS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LANGUAGE_CODE = "en"
# Our pages speak English only so far; a library must not mix in what the browser prefers.
LANGUAGES = [("en", "English")]
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
SILENCED_SYSTEM_CHECKS: list[str] = []
