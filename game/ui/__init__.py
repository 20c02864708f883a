"""What is drawn. Everything here reads, nothing changes what it draws."""
