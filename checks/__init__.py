"""Checks what the linters do not: one module a check. Each prints what is wrong and where, and fails."""
