"""Cases: what someone must act on, and by when."""
