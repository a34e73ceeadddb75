package catalogue

func agreements() []Method { return nil }
