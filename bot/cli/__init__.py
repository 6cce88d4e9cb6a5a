"""Offers operators the program `plek`: its subcommands, and what they do to a deployment."""
