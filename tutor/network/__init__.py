"""How tablets find the server and trust it: certificates kept fresh, a welcome page, a name, a page for technicians."""
