"""Template tags of the platform's own pages."""

from django import template

from civsam_platform.home.shell import Shell, shell_for

register = template.Library()


@register.simple_tag(takes_context=True)
def shell(context) -> Shell:
    """Return what surrounds the page: name, logo, menu and footer."""
    return shell_for(context["request"])
