"""Numbers become charts: one visual language, captions, exports."""
