"""The business plan: its sections, the arithmetic that holds it together, and the judgement on it."""
