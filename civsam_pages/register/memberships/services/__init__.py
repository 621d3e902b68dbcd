"""Every write of requests and rights: one function, one transaction, one entry in the log."""
