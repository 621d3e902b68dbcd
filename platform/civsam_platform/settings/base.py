"""What every installation of the platform shares."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE

from civsam_pages import CIVSAM_APPS
from civsam_platform.environment import Environment, sqlite
from civsam_platform.identity import origins, providers
from civsam_platform.settings.accounts import *  # noqa: F403

ROOT = Path(__file__).resolve().parents[3]

# Every settings module that builds on this one ends by calling env.close().
env = Environment()
VAR_DIR = env.folder("CIVSAM_DATA_DIR", ROOT / "var")
DATABASES = {"default": env.database("DATABASE_URL", "")}
if not DATABASES["default"]:
    DATABASES = {"default": sqlite(VAR_DIR / "civsam.sqlite3")}
    VAR_DIR.mkdir(parents=True, exist_ok=True)
BASE_URL = env.web_address("BASE_URL", "http://localhost:8000")
SITE_HOST = urlsplit(BASE_URL or "").hostname
# Whom to tell about a hole, for /.well-known/security.txt: mailto: or https: addresses.
SECURITY_CONTACTS = env.list("SECURITY_CONTACTS", [f"mailto:security@{SITE_HOST}"])
STAFF_MFA_REQUIRED = True
OIDC_PROVIDERS = env.oidc("OIDC_PROVIDERS", "[]") or []
SAML_PROVIDERS = env.saml("SAML_PROVIDERS", "[]") or []
PROVIDERS_WITH_SECOND_STEP = [
    one["id"] for one in (*OIDC_PROVIDERS, *SAML_PROVIDERS) if one.get("mfa")
]
SOCIALACCOUNT_PROVIDERS = providers(OIDC_PROVIDERS, SAML_PROVIDERS, BASE_URL)
# How many proxies in front of the site write X-Forwarded-For; else all visitors share one limit.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
CIVSAM_TRUSTED_PROXY_COUNT = ALLAUTH_TRUSTED_PROXY_COUNT

INSTALLED_APPS = [
    "civsam_platform.home",
    "civsam_platform.accounts",
    "civsam_platform.accounts.me",
    "civsam_platform.users",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    *CIVSAM_APPS,
    "django_tasks_db",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "civsam_platform.users.wagtail_users.WagtailUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "civsam_platform.security.PathPolicyMiddleware",
    "civsam_platform.security.HeadersMiddleware",
    "civsam_platform.home.middleware.PersonalPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "civsam_platform.accounts.middleware.StaffGate",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "civsam_platform.accounts.me.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "civsam_platform.numbers.TooLargeNumbers",
]

ROOT_URLCONF = "civsam_platform.urls"
WSGI_APPLICATION = "civsam_platform.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "civsam_pages.register.memberships.context.acting",
            ],
        },
    },
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "civsam_accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]

# Language and time: Swedish first, and every date is a day in Sweden.
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
# Below these a person's own choice of language counts; the public pages are in Swedish.
CIVSAM_PERSONAL_PATHS = ("/logga-in/", "/logga-ut/", "/mejl/", "/mina-sidor/", "/mitt-konto/")
LOCALE_PATHS = [
    ROOT / "platform" / "civsam_platform" / name for name in ("locale", "locale_wagtail")
]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = [("sv", "Svenska")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("sv", "Svenska"), ("en", "English")]

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    # Pictures lie in the media when a public page shows them, and out of reach otherwise.
    "default": {
        "BACKEND": "civsam_pages.arena.pictures.storage.PictureStorage",
        "OPTIONS": {"withheld": VAR_DIR / "private" / "pictures"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    # Minutes and other evidence: beside the media, so that no web server serves them.
    "private": {
        "BACKEND": "civsam_pages.arena.private.WholeFileStorage",
        "OPTIONS": {"location": VAR_DIR / "private", "base_url": None},
    },
}
# Wagtail's tasks run at once, as without a worker; ours wait in the database for the worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "worker": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}
CIVSAM_TASK_BACKEND = "worker"
CIVSAM_MAIL_LOOK = "civsam_platform.home.mail.look"
CACHES = {
    "default": {"BACKEND": "civsam_platform.accounts.limits.MemoryButLimits"},
    # How often somebody has tried to log in: shared by all processes, and not forgotten.
    "limits": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "civsam_limits",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    # Wagtail keeps the addresses of scaled pictures here, and asks the database no more.
    "renditions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "renditions",
        "TIMEOUT": 600,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Wagtail
WAGTAIL_SITE_NAME = "Civsam"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_APPEND_SLASH = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "civsam_search.wagtail_backend"}}
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILEMBEDS_FINDERS = []  # nothing is fetched from, or shown from, somebody else's server

# Search: with servers named, Elasticsearch answers, and the embedded engine when they are away.
SEARCH_SERVERS = env.servers("ELASTICSEARCH_HOSTS", "")
CIVSAM_ELASTICSEARCH = SEARCH_SERVERS and {
    "hosts": SEARCH_SERVERS,
    "prefix": env.index_prefix("ELASTICSEARCH_PREFIX", "civsam"),
    "api_key": env.str("ELASTICSEARCH_API_KEY", ""),
    "ca_certs": env.file("ELASTICSEARCH_CA_CERTS", ""),
}

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Security. Cookies: the session (only for those who log in) and the form token.
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editor's preview is a frame
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# A person's number that somebody typed stands in no report of an error.
DEFAULT_EXCEPTION_REPORTER_FILTER = "civsam_pages.register.reports.ReporterFilter"

# No addresses and no persons' numbers in the logs.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"mask": {"()": "civsam_platform.logs.Mask"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["mask"]},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Hosts that nobody of ours uses: noise of scanners, refused with 400.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
    }
}
# The Wagtail admin needs scripts and styles in its pages, and frames for previews.
CONTENT_SECURITY_POLICY_BY_PREFIX = {
    "/admin/": {
        **CONTENT_SECURITY_POLICY["DIRECTIVES"],
        "img-src": [SELF, "data:", "blob:"],
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "frame-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
    },
    # The button of another service leads there.
    "/logga-in/": {
        **CONTENT_SECURITY_POLICY["DIRECTIVES"],
        "form-action": [SELF, *origins([*OIDC_PROVIDERS, *SAML_PROVIDERS])],
    },
}
