"""What `doctor` proves of a database: that all of it is there, and that one part of it bears the other out."""
