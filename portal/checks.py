"""Start-up checks: each refusal says what to set."""
