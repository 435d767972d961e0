"""Questions, and what comes back by spaced repetition."""
