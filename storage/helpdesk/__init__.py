"""Keeps requests at the desks, who sits there, and answers that helped before."""
