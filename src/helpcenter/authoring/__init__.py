"""What helps a writer: new files, translation work, renaming, editor support, the status report."""
