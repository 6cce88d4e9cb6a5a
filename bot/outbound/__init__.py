"""What goes out: letters, their delivery, and the cards that are kept true."""
