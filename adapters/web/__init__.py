"""The Café on the web: what its members put there, as pages, feeds and open data. Nobody speaks to the bot here."""
