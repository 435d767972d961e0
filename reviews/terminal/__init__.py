"""The checker on files of one's own, for terminals and CI. No Django: it starts in well under a second."""
