"""Reads for the grant pages."""


def year_wheel(index, on):
    return None
