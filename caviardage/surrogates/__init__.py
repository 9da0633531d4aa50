"""Surrogates: realistic pseudonyms that belong to nobody, drawn from a key and frozen lists."""
