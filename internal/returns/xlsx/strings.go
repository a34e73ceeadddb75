package xlsx

import "math"

// stringTable are the texts that cells share, one after the other.
type stringTable struct {
	all  []byte
	ends []uint32
	used []bool // a cell has it
}

// mostText is more than the texts of a national return have.
const mostText = 512 << 20

func (t *stringTable) add(s []byte) error {
	t.all = append(t.all, s...)
	if len(t.all) > mostText || len(t.ends) == math.MaxInt32 {
		return damaged("its texts have more than %d MB", mostText>>20)
	}
	t.ends = append(t.ends, uint32(len(t.all)))
	t.used = append(t.used, false)
	return nil
}

func (t *stringTable) len() int { return len(t.ends) }

func (t *stringTable) at(i int) []byte {
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.all[from:t.ends[i]:t.ends[i]]
}

// use is at for a cell.
func (t *stringTable) use(i int) []byte {
	t.used[i] = true
	return t.at(i)
}

// readStrings reads the texts that cells share.
func (b *Book) readStrings(main string) error {
	all := b.related(main, "/sharedStrings")
	if len(all) == 0 || all[0].part == nil {
		return nil
	}
	var r richText
	return tokens(all[0].part, func(s *scanner, k kind) error {
		name := string(s.name)
		switch {
		case k == start && name == "si":
			r = richText{text: r.text[:0]}
		case k == end && name == "si":
			return b.strings.add(escaped(r.text))
		default:
			return r.take(s, k)
		}
		return nil
	})
}

// richText collects the text of an element with runs, without how it is
// pronounced.
type richText struct {
	text     []byte
	in       bool // <t>
	phonetic bool // <rPh>
}

func (r *richText) take(s *scanner, k kind) (err error) {
	switch {
	case k == text:
		if r.in && !r.phonetic {
			r.text, err = s.plain(r.text)
		}
	case string(s.name) == "t":
		r.in = k == start
	case string(s.name) == "rPh":
		r.phonetic = k == start
	}
	return err
}

// escaped reads characters that are written as _x000D_, in place (ECMA-376, part 1,
// 22.9.2.19). Those that are no text become spaces, as they do elsewhere.
func escaped(s []byte) []byte {
	to := s[:0]
	for i := 0; i < len(s); i++ {
		if s[i] == '_' && i+7 <= len(s) && s[i+1] == 'x' && s[i+6] == '_' {
			if n, ok := hex4(s[i+2 : i+6]); ok {
				if n < ' ' {
					n = ' '
				}
				if n < 0x80 { // others are halves of characters, or need no escape
					to = append(to, byte(n))
					i += 6
					continue
				}
			}
		}
		to = append(to, s[i])
	}
	return to
}

func hex4(s []byte) (n int, ok bool) {
	for _, c := range s {
		switch {
		case '0' <= c && c <= '9':
			n = n<<4 | int(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			n = n<<4 | int(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return n, true
}
