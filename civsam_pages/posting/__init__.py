"""Associations write and edit, the municipality reviews, both the same pages."""
