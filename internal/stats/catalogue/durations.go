package catalogue

func durations() []Method { return nil }
