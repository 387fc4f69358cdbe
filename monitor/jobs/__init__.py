"""Named jobs that are woken on a clock."""
