"""Things of topics: what one topic adds to the cards and acts of another, and what it declares for others to read."""
