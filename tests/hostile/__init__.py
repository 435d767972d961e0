"""Files that nobody writes by accident: whatever is handed in, the checker answers in words, and soon."""
