"""What is put on paper or handed out as files: from plain values to bytes, without store, settings or clock."""
