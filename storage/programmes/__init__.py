"""Keeps who does what: programmes, the functions of hubs, and tasks with their duos."""
