"""The executive's own plan, its pack, and who has agreed to it."""
