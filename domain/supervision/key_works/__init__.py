"""Key works with a roadmap, a timetable and responsible persons (路线图、时间表、责任人, M20)."""
