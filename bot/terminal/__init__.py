"""The same conversation in a terminal: the front end that needs nothing else."""
