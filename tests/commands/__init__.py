"""What people do with the Café, as several people, in Dutch and in English."""
