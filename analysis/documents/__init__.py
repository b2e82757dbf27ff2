"""The collection of registered documents: adding one, taking one away, reviewing one."""
