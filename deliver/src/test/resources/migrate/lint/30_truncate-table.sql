truncate sessions, only codes;
