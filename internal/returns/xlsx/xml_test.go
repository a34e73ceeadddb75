package xlsx

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// told is what a document says, token by token, with the text between two tags in
// one piece.
func told(doc string, in io.Reader) (string, error) {
	s := newScanner(in)
	var b strings.Builder
	var line []byte
	for {
		k, err := s.next()
		if err != nil {
			if err == io.EOF {
				err = nil
			}
			return b.String(), err
		}
		if k != text && len(line) > 0 {
			b.WriteString("text " + string(line) + "\n")
			line = line[:0]
		}
		switch k {
		case start:
			b.WriteString("start " + string(s.name) + "\n")
		case end:
			b.WriteString("end " + string(s.name) + "\n")
		case text:
			if line, err = s.plain(line); err != nil {
				return b.String(), err
			}
		}
	}
}

// inLibrary is the same by the package of the standard library.
func inLibrary(doc string) (string, error) {
	d := xml.NewDecoder(strings.NewReader(doc))
	var b strings.Builder
	line := ""
	for {
		t, err := d.RawToken()
		if err != nil {
			if err == io.EOF {
				err = nil
			}
			return b.String(), err
		}
		_, chars := t.(xml.CharData)
		_, comment := t.(xml.Comment)
		_, instruction := t.(xml.ProcInst)
		if !chars && !comment && !instruction && line != "" {
			b.WriteString("text " + line + "\n")
			line = ""
		}
		switch t := t.(type) {
		case xml.StartElement:
			b.WriteString("start " + t.Name.Local + "\n")
		case xml.EndElement:
			b.WriteString("end " + t.Name.Local + "\n")
		case xml.CharData:
			line += string(flat(nil, t))
		case xml.Directive:
			return "", io.ErrUnexpectedEOF
		}
	}
}

var documents = []string{
	`<a/>`,
	`<?xml version="1.0" encoding="UTF-8" standalone='yes'?><a><b c="d">e</b></a>`,
	`<x:a xmlns:x="y"><x:b/>text &lt;&amp;&#65;&#x42;<![CDATA[ <raw> & ]]>more</x:a>`,
	`<a b='"' c=">"><!-- <no> --> &quot;&apos; </a>`,
}

func TestDocumentsReadAsTheStandardLibraryReadsThem(t *testing.T) {
	for _, doc := range documents {
		want, err := inLibrary(doc)
		if err != nil {
			t.Fatal(err)
		}
		for name, in := range map[string]io.Reader{"at once": strings.NewReader(doc), "byte by byte": iotest.OneByteReader(strings.NewReader(doc))} {
			if got, err := told(doc, in); err != nil || got != want {
				t.Errorf("%s, %s: %q %v, want %q", doc, name, got, err, want)
			}
		}
	}
}

func TestAReaderThatBreaksOffBreaksTheDocument(t *testing.T) {
	for _, doc := range []string{"", "<a>", "<a", "<a><!--", "<a>text"} {
		if _, err := told(doc, io.MultiReader(strings.NewReader(doc), iotest.ErrReader(io.ErrClosedPipe))); err == nil {
			t.Errorf("%q was read", doc)
		}
	}
	if _, err := told("", endless{}); err != io.ErrNoProgress {
		t.Error(err)
	}
}

type endless struct{}

func (endless) Read([]byte) (int, error) { return 0, nil }

// Whatever is in a document: nothing panics, and what this reader and the one of the
// standard library both take says the same.
func FuzzXML(f *testing.F) {
	for _, doc := range documents {
		f.Add(doc)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		got, err := told(doc, strings.NewReader(doc))
		again, errAgain := told(doc, iotest.OneByteReader(strings.NewReader(doc)))
		if (err == nil) != (errAgain == nil) || err == nil && got != again {
			t.Fatalf("%q %v, and byte by byte %q %v", got, err, again, errAgain)
		}
		want, err2 := inLibrary(doc)
		if err != nil || err2 != nil || strings.Contains(doc, "\r") || strings.HasPrefix(doc, "\ufeff") {
			return
		}
		if got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}

func TestTheCodeOfAFormatSaysWhetherANumberIsADay(t *testing.T) {
	for code, want := range map[string]format{
		"General": plainNumber, "0.00": plainNumber, `0 "days"`: plainNumber, `[Red]0`: plainNumber, "h:mm": plainNumber, "[h]:mm:ss": plainNumber, "mm:ss": plainNumber, `\d0`: plainNumber, `"open`: plainNumber, "": plainNumber,
		"dd/mm/yyyy": day, "d-mmm-yy": day, "[$-809]dd mmmm yyyy;@": day, "yyyy": day, "dddd": day, "yyyy-mm-dd hh:mm": day,
		"mmm-yy": month, "yyyy-mm": month, `mmmm\ yyyy`: month,
	} {
		if got := formatOf(code); got != want {
			t.Errorf("%s: %d, want %d", code, got, want)
		}
	}
}
