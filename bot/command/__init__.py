"""Commands: declared, understood, asked for, and their values read."""
