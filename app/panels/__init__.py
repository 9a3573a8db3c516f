"""One module per region of the window: hears a widget's wish, runs the command, feeds the widget."""
