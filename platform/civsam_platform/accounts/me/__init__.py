""" "Mitt konto": what a person sees, chooses, takes along and deletes of their own account."""
