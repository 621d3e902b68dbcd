"""The demo and a database that has a website already."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from civsam_platform.demo import loader


@pytest.fixture
def another_site(db):
    root = Page.get_first_root_node()
    home = Page.objects.get(depth=2)
    home.add_child(instance=Page(title="Granby <script>alert(1)</script>", slug="granby"))
    return root


def test_the_command_refuses_a_database_with_other_pages(another_site):
    with pytest.raises(CommandError, match="--force"):
        call_command("demo_data", verbosity=0)
    assert not Page.objects.filter(slug=loader.START_SLUG).exists()


def test_by_force_the_demo_stands_beside_the_other_site(another_site):
    default = Site.objects.get(is_default_site=True).root_page_id
    call_command("demo_data", "--force", verbosity=0)
    assert Site.objects.get(is_default_site=True).root_page_id == default
    assert loader.site().hostname == loader.OWN_HOST
