package catalogue

func changes() []Method { return nil }
