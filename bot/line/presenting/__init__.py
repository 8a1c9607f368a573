"""An approved plan is presented, and what the others say to it is kept."""
