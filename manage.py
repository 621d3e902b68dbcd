#!/usr/bin/env python
"""Runs the platform's commands."""

import os
import sys
from pathlib import Path


def main():
    root = Path(__file__).resolve().parent
    sys.path[1:1] = [str(root / "search"), str(root / "platform")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civsam_platform.settings.development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
