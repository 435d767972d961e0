"""The course: what is taught, in files that git keeps."""
