"""Messages out and in: gate, outbox, inbox, delivery, gateways, text."""
