"""The program `plek`: its subcommands, and what they do to a deployment."""
