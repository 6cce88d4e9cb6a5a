"""What `make check` checks beyond the linters: one module a check. Each prints what is wrong and where, and fails."""
