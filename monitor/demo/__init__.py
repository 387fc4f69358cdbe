"""A synthetic programme on a fast clock: for visitors, for training, never for real people."""
