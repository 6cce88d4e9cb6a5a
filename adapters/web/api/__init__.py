"""Open data: what is on the web, for programs, by the Dutch API Design Rules.

https://gitdocumentatie.logius.nl/publicatie/api/adr/
"""
