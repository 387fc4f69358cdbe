"""SMS and USSD providers, one file each."""
