"""Understands language: sentences, English, vocabularies and sentence vectors."""
