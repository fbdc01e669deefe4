"""The office's procedure, stage kind by stage kind, as Prefect flows."""
