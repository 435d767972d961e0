"""What the checker looks for: one pair of files a rule, <topic>/<rule>.py and <topic>/<rule>.md."""
