"""What people look at: models in, signals out; widgets know nobody."""
