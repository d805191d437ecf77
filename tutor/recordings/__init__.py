"""Reading aloud, recorded only when a teacher turned that on for a while: set, kept, listened to, erased."""
