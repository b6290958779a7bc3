"""Self tests and the list of device states for the technician. No Qt."""
