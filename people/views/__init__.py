"""Pages about oneself, one's teams and invitations."""
