"""The right to act for an actor: how it is asked for, given, handed over, and ends."""
