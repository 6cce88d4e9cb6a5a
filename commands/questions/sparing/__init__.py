"""Spares groups, organisations and initiatives that were asked often."""
