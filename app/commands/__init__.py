"""One small function per user action, each returning a Step."""
