"""Icons, fonts, scales, sheet template and the sample."""
