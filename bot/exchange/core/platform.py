"""Names the platform of people and places that are of no platform yet."""

TERMINAL = "terminal"
