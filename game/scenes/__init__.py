"""The screens, as objects: enter, handle, update, draw, leave."""
