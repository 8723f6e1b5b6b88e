"""What a change of specs means: the resolved specs of two sides, compared by rules."""
