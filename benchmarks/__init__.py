"""What the project promises, measured: one script per promise."""
