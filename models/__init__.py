"""All that is true without a screen; no Qt."""
