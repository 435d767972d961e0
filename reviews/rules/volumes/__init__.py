"""Rules about volumes: what is mounted, by whom, from where."""
