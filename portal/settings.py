"""Every setting of the portal, read top to bottom; environments differ by environment variables only (.env.example)."""

from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.folder("PORTAL_DATA_DIR", BASE_DIR / ".data")
DATA_DIR.mkdir(parents=True, exist_ok=True)

# Where and for whom

PRODUCTION = env.flag("PORTAL_PRODUCTION", False)
DEBUG = env.flag("PORTAL_DEBUG", False)
PORTAL_URL = env.text("PORTAL_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = PORTAL_URL.startswith("https://")
ALLOWED_HOSTS = [urlsplit(PORTAL_URL).hostname or "", *env.words("PORTAL_EXTRA_HOSTS")]
if not PRODUCTION:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PORTAL_URL]
# How many proxies of our own stand before the portal: that many X-Forwarded-For entries are believed, no more.
PROXIES = env.number("PORTAL_PROXIES", 0)
ALLAUTH_TRUSTED_PROXY_COUNT = NINJA_NUM_PROXIES = PROXIES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None

SECRET_KEY_GIVEN = bool(env.secret("PORTAL_SECRET_KEY"))
SECRET_KEY = env.secret("PORTAL_SECRET_KEY") or env.kept_secret(DATA_DIR / "secret-key")
SECRET_KEY_FALLBACKS = [key for key in env.secret("PORTAL_OLD_SECRET_KEYS").split(",") if key]

# Apps and the way of a request

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "template_partials",
    "activity",
    "people",
    "reviews",
    "lessons",
    "quizzes",
    "progress",
    "portal",
]

MIDDLEWARE = [
    "portal.middleware.answer_headers",
    "portal.metrics.count_requests",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "portal.middleware.refuse_unusable_requests",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "people.middleware.personal_settings",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "portal.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "portal.context_processors.csp_nonce",
                "portal.context_processors.version",
                "people.context_processors.personal",
            ],
        },
    },
]

# The database: SQLite as measured for several writers, or PostgreSQL with Django's own pool

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{quote(str(DATA_DIR / 'portal.sqlite3'))}")}
ON_SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
if ON_SQLITE:
    # WAL without IMMEDIATE left 56 % of the transactions of four writers "locked"; with it none.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # one that a restart of PostgreSQL broke fails no page
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        **DATABASES["default"]["OPTIONS"],
        "pool": {"min_size": 1, "max_size": env.number("PORTAL_DATABASE_POOL", 8, least=1), "timeout": 5},
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The cache is shared by all processes: allauth's rate limits count in it

CACHES = {"default": env.cache("CACHE_URL", "database")}

# The queue: a message only wakes a worker, the row in the database is the truth; options: portal/celery.py
# Without a host kombu warns at each start.
BROKER_URL = env.secret("BROKER_URL", "filesystem://localhost")
ON_FILESYSTEM_BROKER = BROKER_URL.startswith("filesystem:")
QUEUE_DIR = DATA_DIR / "queue"
QUEUE_DIR_PARTS = ("messages", "processed", "control")
if ON_FILESYSTEM_BROKER:
    for part in QUEUE_DIR_PARTS:
        (QUEUE_DIR / part).mkdir(parents=True, exist_ok=True)

# Reviews: what one may cost, and when a worker counts as gone

REVIEW_SOFT_LIMIT_SECONDS = env.number("PORTAL_REVIEW_SOFT_LIMIT_SECONDS", 10, least=1)
REVIEW_HARD_LIMIT_SECONDS = env.number("PORTAL_REVIEW_HARD_LIMIT_SECONDS", 20, least=2)
REVIEW_MEMORY_BYTES = env.number("PORTAL_REVIEW_MEMORY_MIB", 1024, least=256) * 1024 * 1024
REVIEW_HEARTBEAT_SECONDS = env.number("PORTAL_REVIEW_HEARTBEAT_SECONDS", 5, least=1)
REVIEW_LEASE_SECONDS = env.number("PORTAL_REVIEW_LEASE_SECONDS", 30, least=2)
REVIEW_SWEEP_SECONDS = env.number("PORTAL_REVIEW_SWEEP_SECONDS", 5, least=1)
REVIEW_ATTEMPTS = env.number("PORTAL_REVIEW_ATTEMPTS", 3, least=1)
SUBMISSIONS_QUEUED = env.number("PORTAL_SUBMISSIONS_QUEUED", 3, least=1)
SUBMISSIONS_A_MINUTE = env.number("PORTAL_SUBMISSIONS_A_MINUTE", 10, least=1)
SUBMISSIONS_A_DAY = env.number("PORTAL_SUBMISSIONS_A_DAY", 200, least=1)
WORKER_HEARTBEAT_SECONDS = env.number("PORTAL_WORKER_HEARTBEAT_SECONDS", 30, least=1)

# People: sign-in by e-mail, second factor, other providers, devices

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "portal.hashing.QueuedPBKDF2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
OPEN_SIGNUP = env.flag("PORTAL_OPEN_SIGNUP", False)
ACCOUNT_ADAPTER = "people.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "people.adapter.SocialAccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "people.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# A course room of 60 signs in from one address; an account still stands only five guesses in five minutes.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "signup": "60/m/ip",
    "reset_password": "60/m/ip,5/m/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = env.text("PORTAL_NAME", "Kubernetes Portal")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# The last visit of each device would cost one write a page.
USERSESSIONS_TRACK_ACTIVITY = False
OIDC_SERVER_URL = env.text("PORTAL_OIDC_SERVER_URL")
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.text("PORTAL_OIDC_NAME", "OpenID Connect"),
                "client_id": env.text("PORTAL_OIDC_CLIENT_ID"),
                "secret": env.secret("PORTAL_OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ]
        if OIDC_SERVER_URL
        else [],
    }
}

# Mail: an SMTP server, or files in the data directory where none is named

DEFAULT_FROM_EMAIL = env.text("PORTAL_MAIL_FROM", "portal@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_HOST = env.text("PORTAL_MAIL_HOST")
EMAIL_PORT = env.number("PORTAL_MAIL_PORT", 587, least=1)
EMAIL_HOST_USER = env.text("PORTAL_MAIL_USER")
EMAIL_HOST_PASSWORD = env.secret("PORTAL_MAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("PORTAL_MAIL_STARTTLS", True)
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
# Without a mail server nobody could read the confirmation.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_HOST else "none"

# Languages and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ja", _("Japanese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.text("PORTAL_TIME_ZONE", "UTC")

# Static files: hashed names where they were collected (the image), straight from the folders otherwise

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.folder("PORTAL_STATIC_DIR", DATA_DIR / "static")
COLLECTED_STATIC = env.flag("PORTAL_COLLECTED_STATIC", PRODUCTION)
if not COLLECTED_STATIC:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where it is missing
WHITENOISE_USE_FINDERS = not COLLECTED_STATIC
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# What a browser may do with our pages, and what a request may bring

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "img-src": [SELF, "data:"],
    }
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
# A browser takes a __Host- cookie only over HTTPS, for the whole site and from this host alone.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
THEME_COOKIE_NAME = f"{COOKIE_PREFIX}theme"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
SESSION_COOKIE_AGE = 14 * 24 * 3600
MAX_BODY_BYTES = env.number("PORTAL_MAX_BODY_BYTES", 6 * 1024 * 1024, least=1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY_BYTES
FILE_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY_BYTES
DATA_UPLOAD_MAX_NUMBER_FILES = 200
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
METRICS_TOKEN = env.secret("PORTAL_METRICS_TOKEN")
CONTENT_DIRS = env.words("PORTAL_CONTENT_DIRS")

# Logs go to standard output; an error carries the reference number that its page shows

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "portal.errors.ReferenceFormatter", "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("PORTAL_LOG_LEVEL", "INFO").upper()},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
