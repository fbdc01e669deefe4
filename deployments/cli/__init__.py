"""The thidua command, one module per group of verbs."""
