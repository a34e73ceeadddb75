package cli

func serve(c *call) error { return nil }
func demo(c *call) error  { return nil }
