"""`make bench`: how fast it reads, answers a phone and takes texts, each beside a floor."""
