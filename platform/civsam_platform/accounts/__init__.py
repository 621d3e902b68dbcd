"""Who someone is: accounts, the one door in, and "Mitt konto"."""
