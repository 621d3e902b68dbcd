"""The table in which it is counted how often somebody has tried to log in."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command("createcachetable", "civsam_limits", database=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("civsam_accounts", "0001_initial")]

    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
