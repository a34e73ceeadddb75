package catalogue

func controls() []Method { return nil }
