"""One retryable step each; commits at its edge."""
