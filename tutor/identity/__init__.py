"""Who is there: pupils by face and pictures or card, teachers by password, sessions as signed cookies."""
