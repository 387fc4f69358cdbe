"""The pages for staff: phone first, without content in titles and addresses, nothing kept."""
