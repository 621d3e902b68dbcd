"""Which register a file goes into."""

from django.utils.translation import gettext as _

from ..models import RegisterPage


class NoRegister(Exception):
    """It is not plain which register is meant. The text says which there are."""


def find_register(wanted: str = "") -> RegisterPage:
    """The register with this id, path or slug; the only one there is where nothing is asked.

    Raises:
        NoRegister: there is none, or more than one that it could be.
    """
    registers = list(RegisterPage.objects.filter(alias_of=None).order_by("path"))
    if not registers:
        raise NoRegister(
            _("There is no register yet. Make a page of the type “register” in the admin first.")
        )
    if not wanted:
        if len(registers) == 1:
            return registers[0]
        raise NoRegister(
            _("There are several registers. Choose one with --register: %s") % _listed(registers)
        )
    found = [page for page in registers if str(page.pk) == wanted] or [
        page for page in registers if wanted.strip("/") in _names(page)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise NoRegister(
            _("“%(wanted)s” is the name of several registers. Use the number: %(registers)s")
            % {"wanted": wanted, "registers": _listed(found)}
        )
    raise NoRegister(
        _("There is no register called “%(wanted)s”. There are: %(registers)s")
        % {"wanted": wanted, "registers": _listed(registers)}
    )


def _names(page: RegisterPage) -> set[str]:
    parts = page.get_url_parts()
    path = parts[2].strip("/") if parts and parts[2] else page.slug
    return {page.slug, path, page.url_path.strip("/")}


def _listed(registers: list[RegisterPage]) -> str:
    return ", ".join(
        f"{page.pk} ({page.url_path.strip('/') or page.slug}: {page.title})" for page in registers
    )
