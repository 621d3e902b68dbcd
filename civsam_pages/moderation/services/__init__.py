"""Every write of moderation: one function, one transaction, one log entry."""
