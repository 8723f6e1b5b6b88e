"""FIX: sessions, messages and stores. Import from the modules: a client without FIX must not pay for them."""
