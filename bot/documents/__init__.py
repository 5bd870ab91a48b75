"""Documents: values in, bytes of a file out. Pure; may import bot values and content."""
