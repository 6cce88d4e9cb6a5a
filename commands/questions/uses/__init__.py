"""Asks once what was done with an answer, and lets who gave it hear that."""
