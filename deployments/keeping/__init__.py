"""Keeping an installation: one file that holds all of it, and the way back."""
