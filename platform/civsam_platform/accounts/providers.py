"""Other services that people log in with: OpenID Connect and SAML."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class ProviderAdapter(DefaultSocialAccountAdapter):
    """allauth asks this class where the platform decides."""
