"""The door the SMS and USSD provider knocks on."""
