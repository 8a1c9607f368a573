"""A reviewer's turn: cards, decisions, questions to the rep, delegation, the team in short."""
