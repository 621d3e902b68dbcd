"""Telling people: letters, the outbox, the worker, and what each person wants to hear."""
