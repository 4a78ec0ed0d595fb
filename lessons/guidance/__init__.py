"""What can be done now, and what not yet: the rules of the RE."""
