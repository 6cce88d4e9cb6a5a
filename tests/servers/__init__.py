"""Real servers on loopback, for tests, benchmarks and `make run-matrix` / `make run-teams`.

A server that cannot start is a failure that says what to do, never a skipped test.
"""
