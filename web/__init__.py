"""The pages: who asks for something in a browser."""
