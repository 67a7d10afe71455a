"""When the caller has finished."""
