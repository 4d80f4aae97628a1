"""What maintainers do beside the command line: who may, what waits, what runs. Knows no HTTP."""
