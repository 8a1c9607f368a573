"""A draft's life: versions, who may do what, decisions, and what changed between versions."""
