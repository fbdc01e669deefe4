"""How it runs: schedules, the one-command start, the command line."""
