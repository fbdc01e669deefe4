"""A plan file read into a domain plan, and the plans that ship with the service."""
