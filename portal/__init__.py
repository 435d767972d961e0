"""The site around the apps: settings, addresses, start-up checks, health, the supervisor."""
