"""The support bundle: what somebody far away needs to understand a school's server, and nothing about anybody."""
