"""The Prefect engine on one machine: server, worker, registration, and the supervisor that keeps them running."""
