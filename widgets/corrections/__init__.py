"""Small corrections of a text, on the way into its next draft."""
