package personal

import "testing"

func TestATitleOfASheetIsNoNameAndAPersonIs(t *testing.T) {
	for text, want := range map[string]Kind{
		"Cover Sheet": None, "Joint Inspection Partnership Return": None, "Lookup Lists": None, "Local Authority": None, "Guidance": None, "Sheet1": None, "": None,
		"Prepared by Jane Smith": Name, "Dr Zabrowski": Name, "Ask Mrs Zabrowski": Name, "dr": None,
		"someone@example.org": Email, "PH1 1AA": Postcode, "01738 123456": Phone, "12 Zed Street": Address, "31/07/2026": FullDate,
	} {
		if got := InText([]byte(text)); got != want {
			t.Errorf("%q is %v, want %v", text, got, want)
		}
	}
}

func TestANumberThatLostItsZeroIsKnown(t *testing.T) {
	found := 0
	for last := byte('0'); last <= '9'; last++ {
		whole := append([]byte("010203123"), last)
		chi := In(whole) == CHI
		if got := WithoutZero(whole[1:]) == CHI; got != chi {
			t.Errorf("%s: %t, and without its zero %t", whole, chi, got)
		}
		if chi {
			found++
		}
	}
	if found != 1 {
		t.Errorf("%d of ten numbers have their check digit", found)
	}
	for _, other := range []string{"", "10203123", "1020312x4", "320203123"} {
		if k := WithoutZero([]byte(other)); k != None {
			t.Errorf("%q is %v", other, k)
		}
	}
}
