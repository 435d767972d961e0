"""Rules about what runs Pods."""
