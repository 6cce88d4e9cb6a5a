"""What comes in: taken in order, understood, answered."""
