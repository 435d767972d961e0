"""Stories through the whole site, with a worker process that does the reviews."""
