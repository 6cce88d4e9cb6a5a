"""Gives programs what is on the web, as open data by the Dutch API Design Rules.

https://gitdocumentatie.logius.nl/publicatie/api/adr/
"""
