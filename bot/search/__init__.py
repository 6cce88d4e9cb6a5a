"""Finds who knows what: ranking, reasons and results."""
