package catalogue

func sizes() []Method { return nil }
