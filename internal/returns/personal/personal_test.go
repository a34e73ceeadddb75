package personal_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/returns/personal"
)

// cases are both sides of each kind. No number is a real person's: CHI numbers are
// made of a day and zeros, NHS numbers begin with 999, as test numbers do, and
// telephone numbers are of the ranges that Ofcom keeps for drama.
var cases = []struct {
	kind personal.Kind
	has  []string
	not  []string
}{
	{personal.CHI,
		[]string{chi("010203"), "CHI " + chi("311299"), "CHI" + chi("010203"), chi("290200")[:6] + " " + chi("290200")[6:], chi("010203")[:6] + "-" + chi("010203")[6:], "x" + chi("010203"), "(" + chi("010203") + ")"},
		[]string{"C-01234567", chi("010203")[:9], chi("010203") + "0", other(chi("010203")), "1000000001", "C-0000012345", "K/2014/0815", chi("320203"), chi("001203"), chi("011303")}},
	{personal.NHS,
		[]string{nhs("999000001"), nhs("999000001")[:3] + " " + nhs("999000001")[3:6] + " " + nhs("999000001")[6:], "NHS " + nhs("999000001"), nhs("999000002")[:3] + "-" + nhs("999000002")[3:6] + "-" + nhs("999000002")[6:]},
		[]string{other(nhs("999000001")), "C" + nhs("999000001"), "C-" + nhs("999000001"), nhs("999000001")[:9], "9990000" + nhs("999000001")}},
	{personal.NINO,
		[]string{"AB123456C", "ab 12 34 56 d", "no AB-12-34-56-A"},
		[]string{"AB123456", "AB123456E", "DA123456C", "GB123456A", "QQ123456C", "XAB123456C", "AB123456CX", "AB12345C", "C-123456"}},
	{personal.Postcode,
		[]string{"PH1 1AA", "ph11aa", "KY16 9AA", "EC1A 1BB", "ZE1 0AA", "near G1 1AA today"},
		[]string{"PH1", "C12 3AB", "TOR-12", "PH1 1CC", "F1 2AB", "K12 3AB 4", "PH1234", "XPH1 1AA", "PH1 1AAX", "AB12-3"}},
	{personal.Email,
		[]string{"someone@example.org", "Mail x.y@a-b.co.uk now"},
		[]string{"@", "a@b", "@example.org", "x @ y", "a@b.", "a@.b"}},
	{personal.Phone,
		[]string{"01632 960001", "01632960001", "07700 900123", "+44 7700 900123", "+447700900123", "0044 1632 960001", "(01632) 960001", "0131-496-0001", "+44 (0) 1632 960001", "Tel 020 7946 0001"},
		[]string{"01234567", "C-01234567890", "00000012345", "05000123456", "0123", "TOR-000123", "X01632960001", "04441632960001"}},
	{personal.FullDate,
		[]string{"12/03/2014", "12.3.2014", "2014-03-12", "2014/3/12", "3 Mar 2014", "3rd March 2014", "03-Mar-14", "20140312", "12032014", "born 12/03/14", "12-03-14", "DOB:12/03/2014", "03/31/2014"},
		[]string{"2014-03", "03/2014", "May 2014", "20140001", "2014/0815", "C-12032014", "K-0001-12-2014", "32/03/2014", "12/13/14", "12/03/1814", "2014-0001", "1-2-3", "29/30/2014", "12/03/145", "12 monkeys 14", "31-04-2014", "12 Ma"}},
	{personal.Name,
		[]string{"Smith", "SMITH01", "smith-0001", "Jane Smith", "Zabrowski, Ola", "J Zabrowski", "J. Zabrowski", "Mrs Zabrowski", "Dr Who", "O'Neill 4", "JaneZabrowski", "McIntyre", "Ola Zabrowska-3", "ÀINE ZABROWSKI"},
		[]string{"Child-0001", "Case 12", "TOR-000123", "ABC", "Family12", "Child Protection", "Seen Alone", "High School", "AB CD 12", "made-up", "aberlaggan", "social worker", "Seen at home", "K-1", "Ref No 1234", "A", "x y z", "Scottish Borders", "Orkney Islands", "Na h-Eileanan Siar", "Argyll and Bute", "City of Edinburgh", "Health Visitor", "Social Work Team"}},
	{personal.Address,
		[]string{"12 High Street", "3a Long Acre Road", "Flat 2, 7 Zebra Drive", "5 Zed St"},
		[]string{"Street 12", "3 drive", "12 weeks", "seen on the street", "2 in place", "Road"}},
}

func TestEachKindIsFoundAndWhatLooksAlmostLikeItIsNot(t *testing.T) {
	for _, c := range cases {
		for _, s := range c.has {
			if k := personal.In([]byte(s)); k != c.kind {
				t.Errorf("%q is %q, not %q", s, k, c.kind)
			}
		}
		for _, s := range c.not {
			if k := personal.In([]byte(s)); k == c.kind {
				t.Errorf("%q is %q", s, k)
			}
		}
	}
}

func TestReferencesThatAreasUsePass(t *testing.T) {
	for _, form := range []string{"C-%08d", "C%08d", "K-%04d", "TOR-%06d", "%d", "%06d", "P%07d", "2014/%04d", "14-%05d", "SW%06d", "Child-%04d", "CASE %05d", "%05d/1", "ISL.%05d", "C-%010d", "made-up-%05d", "FIFE-%05d", "%07dA"} {
		for n := range 20_000 {
			ref := fmt.Sprintf(form, n)
			if k := personal.In([]byte(ref)); k != personal.None {
				t.Errorf("%s looks like %s", ref, k)
				break
			}
		}
	}
}

func TestAColumnForSomethingPersonalIsKnownByItsName(t *testing.T) {
	for name, want := range map[string]personal.Kind{
		"CHI": personal.CHI, "chi_number": personal.CHI, "childCHI": personal.CHI, "NHS No": personal.NHS, "NI number (NINO)": personal.NINO,
		"Post Code": personal.Postcode, "e-mail": personal.Email, "Mobile": personal.Phone, "DOB": personal.FullDate, "date_of_birth": personal.FullDate,
		"Date of Birth": personal.FullDate, "Forename": personal.Name, "child name": personal.Name, "Family Name": personal.Name, "home_address": personal.Address,
		"Jane Smith": personal.Name, "12/03/2014": personal.FullDate,
		"child": 0, "area": 0, "agreed_date": 0, "born": 0, "sex": 0, "locality": 0, "populations": 0, "event": 0, "by": 0, "detail": 0, "end_date": 0,
		"made_up": 0, "late_reason": 0, "birth_month": 0, "notes": 0, "Event Date": 0, "Child Reference": 0, "Deprivation Fifth": 0, "chief officer": 0,
	} {
		if got := personal.InHeader(name); got != want {
			t.Errorf("%s is for %q, not %q", name, got, want)
		}
	}
}

func TestEveryKindHasWords(t *testing.T) {
	for _, c := range cases {
		if !strings.HasPrefix(c.kind.Words(), "a") {
			t.Errorf("%d: %q", c.kind, c.kind.Words())
		}
	}
	if personal.None.Words() != "" || personal.Kind(200).String() != "" {
		t.Error("what is no kind has words")
	}
}

// chi is a CHI number for a day and the serial number 0 0 0 or the next that has a
// check digit.
func chi(day string) string  { return checked(day + "000") }
func nhs(nine string) string { return checked(nine) }

func checked(nine string) string {
	for {
		sum := 0
		for i, c := range nine {
			sum += int(c-'0') * (10 - i)
		}
		if check := (11 - sum%11) % 11; check != 10 {
			return nine + string(rune('0'+check))
		}
		nine = nine[:8] + string(nine[8]+1)
	}
}

// other has another check digit.
func other(ten string) string { return ten[:9] + string('0'+(ten[9]-'0'+1)%10) }

// Whatever stands around a number, it is found; and nothing makes the search fail.
func FuzzIn(f *testing.F) {
	for _, c := range cases {
		for _, s := range append(c.has, c.not...) {
			f.Add(s)
		}
	}
	f.Add("\xff\xfe'’")
	number := chi("010203")
	f.Fuzz(func(t *testing.T, s string) {
		k := personal.In([]byte(s))
		if k.Words() == "" && k != personal.None {
			t.Errorf("%q is a kind without words", s)
		}
		if strings.ContainsAny(s, "0123456789@") {
			return
		}
		if personal.In([]byte(s+" "+number)) == personal.None || personal.In([]byte(number+" "+s)) == personal.None {
			t.Errorf("a number beside %q is not found", s)
		}
		personal.InHeader(s)
	})
}

func BenchmarkIn(b *testing.B) {
	for _, s := range []string{"TOR-0001234", "K/2014/0815", "01234567"} {
		b.Run(s, func(b *testing.B) {
			cell := []byte(s)
			for b.Loop() {
				if personal.In(cell) != personal.None {
					b.Fatal("found")
				}
			}
		})
	}
}
