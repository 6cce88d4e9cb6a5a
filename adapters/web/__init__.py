"""Shows on the web what members of the Café put there, as pages, feeds and open data. Nobody speaks to the bot here."""
