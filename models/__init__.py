"""What the service remembers: tables, constraints, migrations."""
