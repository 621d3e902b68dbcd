"""The fictional kommun of Älvsunda: content, pictures and the command that loads them."""
