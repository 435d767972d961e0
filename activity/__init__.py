"""What happened: append-only events; the audit log, and how news travels upward."""
