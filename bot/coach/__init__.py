"""The coach's ear and voice: what a message means, and how a move is worded. Works without a model."""
