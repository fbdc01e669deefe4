"""What the service says, and how it is carried."""
