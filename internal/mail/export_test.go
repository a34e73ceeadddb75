package mail

// For the tests of what cannot be seen from outside.
var (
	Local = local
	Wrap  = wrap
	Parse = parse
)

// EML is the message as it is sent.
func (m Message) EML(from string) ([]byte, error) { return m.eml(from) }
