"""The web channel: its server over HTTP and its page in a real browser."""
