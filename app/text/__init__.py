"""Text and places in it: normalising, lines, sentences, anchors, offsets. Offsets are code points."""
