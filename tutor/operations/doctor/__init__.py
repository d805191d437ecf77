"""What usually goes wrong on a school's server, looked for one check at a time, and said in French in two sentences."""
