"""What the program suggests: the reasons of one in a card, how many are shown, and what is done with them."""
