"""Rules about autoscalers."""
