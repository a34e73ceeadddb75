package xlsx

import (
	"bytes"
	"io"
	"strconv"
	"unicode/utf8"
)

// kind is what a token of XML is.
type kind uint8

const (
	start kind = iota + 1 // <row r="1"> and <row/>, which has an end too
	end                   // </row>
	text                  // between tags
)

// scanner reads the XML of a part of a workbook, token by token. It knows what
// workbooks have: elements, attributes, text, CDATA, comments and instructions,
// all in UTF-8. Namespaces are not told apart; a prefix is left out. It refuses
// document types, and with them every entity that is not one of XML's own.
//
// Its memory does not grow with the part: no token may be longer than mostToken.
type scanner struct {
	in    io.Reader
	buf   []byte
	from  int // of what is not yet read in buf
	eof   bool
	err   error
	depth int
	ended bool // the token was <row/>, and its end comes next

	name []byte // of the element, without its prefix
	tag  []byte // its attributes, as written
	text []byte // as written: see plain
	lit  bool   // text is CDATA, in which nothing is written otherwise
}

const (
	window    = 64 << 10
	mostToken = 4 << 20
)

func newScanner(in io.Reader) *scanner {
	return &scanner{in: in, buf: make([]byte, 0, window)}
}

// next reads a token. The error is io.EOF at the end of a whole document; what the
// scanner gave is valid until the next call.
func (s *scanner) next() (kind, error) {
	if s.ended {
		s.ended = false
		s.depth--
		return end, nil
	}
	for {
		if s.from == len(s.buf) && !s.more() {
			switch {
			case s.err != nil:
				return 0, s.err
			case s.depth != 0 || s.name == nil:
				return 0, damaged("it ends in the middle")
			}
			return 0, io.EOF
		}
		if s.buf[s.from] != '<' {
			return s.plainText()
		}
		k, err := s.markup()
		if k != 0 || err != nil {
			return k, err
		}
	}
}

// value reads what follows the start of a cell to the cell's end, if it is a value alone
// as programs write it, and gives its text; nothing is read otherwise. It spares taking
// four tokens apart, of which a sheet has millions.
func (s *scanner) value() (raw []byte, ok bool) {
	const before, after = "<v>", "</v></c>"
	rest := s.buf[s.from:]
	if s.ended || !bytes.HasPrefix(rest, []byte(before)) {
		return nil, false
	}
	n := bytes.IndexByte(rest[len(before):], '<')
	if n < 0 || !bytes.HasPrefix(rest[len(before)+n:], []byte(after)) {
		return nil, false
	}
	s.from += len(before) + n + len(after)
	s.depth--
	return rest[len(before) : len(before)+n], true
}

// plainText reads up to the next tag.
func (s *scanner) plainText() (kind, error) {
	n, err := s.find(0, "<")
	if err == io.EOF {
		n = len(s.buf) - s.from
	} else if err != nil {
		return 0, err
	}
	s.text, s.lit = s.buf[s.from:s.from+n], false
	s.from += n
	return text, nil
}

// markup reads what begins with <. It returns 0 for what is passed over.
func (s *scanner) markup() (kind, error) {
	for len(s.buf)-s.from < 9 && s.more() { // as long as <![CDATA[
	}
	if rest := s.buf[s.from:]; len(rest) > 1 && (rest[1] == '?' || rest[1] == '!') {
		return s.aside(rest)
	}
	n, err := s.tagEnd()
	if err != nil {
		return 0, half(err)
	}
	tag := s.buf[s.from+1 : s.from+n]
	s.from += n + 1
	return s.element(tag)
}

// aside reads what is no tag.
func (s *scanner) aside(rest []byte) (kind, error) {
	switch {
	case bytes.HasPrefix(rest, []byte("<?")):
		n, err := s.find(2, "?>")
		if err != nil {
			return 0, half(err)
		}
		instruction := s.buf[s.from : s.from+n]
		s.from += n + 2
		if at := bytes.Index(instruction, []byte("encoding=")); at >= 0 && !bytes.Contains(bytes.ToLower(instruction[at:]), []byte("utf-8")) {
			return 0, damaged("a part of it is not UTF-8 text")
		}
		return 0, nil
	case bytes.HasPrefix(rest, []byte("<!--")):
		n, err := s.find(4, "-->")
		if err != nil {
			return 0, half(err)
		}
		s.from += n + 3
		return 0, nil
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		n, err := s.find(9, "]]>")
		if err != nil {
			return 0, half(err)
		}
		s.text, s.lit = s.buf[s.from+9:s.from+n], true
		s.from += n + 3
		return text, nil
	}
	return 0, damaged("a part of it has a document type, which no workbook has")
}

// element takes a tag apart, without its < and >.
func (s *scanner) element(tag []byte) (kind, error) {
	k := start
	if len(tag) > 0 && tag[0] == '/' {
		k, tag = end, tag[1:]
	} else if len(tag) > 0 && tag[len(tag)-1] == '/' {
		s.ended, tag = true, tag[:len(tag)-1]
	}
	n, prefix := 0, 0
	for ; n < len(tag) && !space(tag[n]); n++ {
		if tag[n] == ':' && prefix == 0 {
			prefix = n + 1
		}
	}
	if n == 0 {
		return 0, damaged("a part of it is no XML")
	}
	s.name, s.tag = tag[prefix:n], tag[n:]
	if k == start {
		s.depth++
	} else if s.depth--; s.depth < 0 {
		return 0, damaged("a part of it is no XML")
	}
	return k, nil
}

// attribute is the value of an attribute of the last start; nil if it has none.
func (s *scanner) attribute(name string) []byte {
	tag := s.tag
	for i := 0; i < len(tag); {
		for i < len(tag) && space(tag[i]) {
			i++
		}
		key := i
		for i < len(tag) && tag[i] != '=' && !space(tag[i]) {
			if tag[i] == ':' {
				key = i + 1
			}
			i++
		}
		is := string(tag[key:i]) == name
		for i < len(tag) && (tag[i] == '=' || space(tag[i])) {
			i++
		}
		if i == len(tag) || tag[i] != '"' && tag[i] != '\'' {
			return nil
		}
		n := bytes.IndexByte(tag[i+1:], tag[i])
		if n < 0 {
			return nil
		}
		if is {
			return tag[i+1 : i+1+n]
		}
		i += n + 2
	}
	return nil
}

// yes reports whether an attribute says so.
func (s *scanner) yes(name string) bool {
	v := s.attribute(name)
	return len(v) == 1 && v[0] == '1' || string(v) == "true" || string(v) == "on"
}

// number is the value of an attribute that is a number; -1 if it is none.
func (s *scanner) number(name string) int {
	n, err := strconv.Atoi(string(s.attribute(name)))
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// find is where a text begins after the next skip bytes, counted from s.from. It
// reads on until it is there, and returns io.EOF if it is not.
func (s *scanner) find(skip int, what string) (int, error) {
	for {
		if n := len(s.buf) - s.from; n >= skip {
			if i := bytes.Index(s.buf[s.from+skip:], []byte(what)); i >= 0 {
				return skip + i, nil
			}
			skip = max(skip, n-len(what)+1)
		}
		if err := s.longer(); err != nil {
			return 0, err
		}
	}
}

// tagEnd is where the > of a tag is: the first that is in no value.
func (s *scanner) tagEnd() (int, error) {
	quote, n := byte(0), 1
	for {
		for rest := s.buf[s.from:]; n < len(rest); n++ {
			switch c := rest[n]; {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '>':
				return n, nil
			case c == '"' || c == '\'':
				quote = c
			case c == '<':
				return 0, damaged("a part of it is no XML")
			}
		}
		if err := s.longer(); err != nil {
			return 0, err
		}
	}
}

// longer reads more of a token.
func (s *scanner) longer() error {
	if len(s.buf)-s.from > mostToken {
		return damaged("a text in it is longer than %d MB", mostToken>>20)
	}
	if !s.more() {
		if s.err != nil {
			return s.err
		}
		return io.EOF
	}
	return nil
}

// more reads more into the buffer, and keeps what is not yet read.
func (s *scanner) more() bool {
	if s.eof || s.err != nil {
		return false
	}
	if s.from > 0 {
		s.buf = s.buf[:copy(s.buf, s.buf[s.from:])]
		s.from = 0
	}
	if cap(s.buf)-len(s.buf) < window/4 {
		s.buf = append(make([]byte, 0, 2*cap(s.buf)), s.buf...)
	}
	first := len(s.buf) == 0 && s.name == nil
	for range 100 { // readers may give nothing now and then
		n, err := s.in.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf = s.buf[:len(s.buf)+n]
		switch {
		case err == io.EOF:
			s.eof = true
		case err != nil:
			s.err = err
		}
		if n > 0 || err != nil {
			if first {
				s.buf = bytes.TrimPrefix(s.buf, []byte("\ufeff"))
			}
			return len(s.buf) > 0
		}
	}
	s.err = io.ErrNoProgress
	return false
}

// plain appends the text of a token as it is read. Line ends, tabs and other
// characters that are no text become spaces: a cell is one line.
func (s *scanner) plain(to []byte) ([]byte, error) {
	if s.lit {
		return flat(to, s.text), nil
	}
	return unescape(to, s.text)
}

// unescape appends text in which characters may be written as &lt; or &#60;.
func unescape(to, raw []byte) ([]byte, error) {
	for {
		amp := bytes.IndexByte(raw, '&')
		if amp < 0 {
			return flat(to, raw), nil
		}
		to = flat(to, raw[:amp])
		semi := bytes.IndexByte(raw[amp:min(len(raw), amp+12)], ';')
		if semi < 0 {
			return to, damaged("a part of it is no XML")
		}
		r, ok := entity(string(raw[amp+1 : amp+semi]))
		if !ok {
			return to, damaged("a part of it is no XML")
		}
		to = flat(to, utf8.AppendRune(nil, r))
		raw = raw[amp+semi+1:]
	}
}

func entity(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	base, digits := 10, name[1:]
	if digits[0] == 'x' {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(digits, base, 32)
	return rune(min(n, utf8.MaxRune+1)), err == nil
}

// flat appends text on one line.
func flat(to, s []byte) []byte {
	at := len(to)
	to = append(to, s...)
	for i := at; i < len(to); i++ {
		if to[i] < ' ' || to[i] == 0x7f {
			to[i] = ' '
		}
	}
	return to
}

// half is the error of a token whose end does not come.
func half(err error) error {
	if err == io.EOF {
		return damaged("it ends in the middle")
	}
	return err
}

func space(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }
