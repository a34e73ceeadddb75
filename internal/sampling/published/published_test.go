package published

import (
	"crypto/md5"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
)

func says(t *testing.T, err error, words string) {
	t.Helper()
	if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), words) {
		t.Errorf("%v does not say %q", err, words)
	}
}

// RFC 3797, section 6: the lotteries and the ten who were selected.
func TestTheSelectionIsThatOfTheRFC(t *testing.T) {
	key := Key([]int{9319}, []int{2, 5, 12, 8, 10}, []int{9, 18, 26, 34, 41, 45})
	if want := "9319./2.5.8.10.12./9.18.26.34.41.45./"; key != want {
		t.Fatalf("%s, want %s", key, want)
	}
	picks, err := Select(key, 25, 10, md5.New)
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, p := range picks {
		got = append(got, p.Selected)
	}
	if want := "[17 7 2 16 25 23 8 24 19 13]"; fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
	if d := fmt.Sprintf("%X", picks[0].Digest); d != "990DD0A5692A029A98B5E01AA28F3459" || picks[0].Left != 25 || picks[9].Left != 16 {
		t.Errorf("%s, %+v", d, picks)
	}
}

func TestASelectionOfAllIsEachOnce(t *testing.T) {
	picks, err := Select("x", 300, 300, md5.New)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for _, p := range picks {
		seen[p.Selected] = true
	}
	if len(seen) != 300 || seen[0] || !seen[300] {
		t.Errorf("%d", len(seen))
	}
}

func TestASelectionThatCannotBeIsRefused(t *testing.T) {
	for _, n := range []int{-1, 65536} {
		_, err := Select("x", n, 0, md5.New)
		says(t, err, "it holds 0 to 65535")
	}
	for _, take := range []int{-1, 4} {
		_, err := Select("x", 3, take, md5.New)
		says(t, err, "cannot be selected of 3")
	}
	if picks, err := Select("x", 0, 0, md5.New); err != nil || len(picks) != 0 {
		t.Errorf("%v, %v", picks, err)
	}
}

// The values of the documentation of consistent_sampler.
func TestTheNumbersOfTicketsAreThePublishedOnes(t *testing.T) {
	if x, want := FirstFraction("AB-130", "01382438112797316654"), "0.26299714122838008416507544297546663599715395525154425586041245287750224561854"; x != want {
		t.Errorf("%s, want %s", x, want)
	}
	if x, want := NextFraction("0.25471"), "0.642853261655004694691182528114375607701032283189922170593838029306715548381901"; x != want {
		t.Errorf("%s, want %s", x, want)
	}
}

func TestTheNextNumberIsLargerAndBelowOne(t *testing.T) {
	for _, x := range []string{"0.", "0.5", "0.95", "0.999", "0.9989"} {
		for range 20 {
			y := NextFraction(x)
			if y <= x || y >= "1" || len(y) < 60 {
				t.Fatalf("%s after %s", y, x)
			}
			x = y
		}
	}
}

func names(n int) (ids []string) {
	for i := range n {
		ids = append(ids, fmt.Sprint("item ", i))
	}
	return ids
}

func order(t *testing.T, ids []string, drop, take int, replacement bool) (got []string) {
	t.Helper()
	tickets, err := Tickets(ids, "a seed", drop, take, replacement)
	if err != nil {
		t.Fatal(err)
	}
	for i, k := range tickets {
		got = append(got, k.ID)
		if i > 0 && tickets[i-1].Number >= k.Number {
			t.Errorf("%s after %s", k.Number, tickets[i-1].Number)
		}
	}
	return got
}

func TestTheSampleOfSomeIsThatOfAllWithoutTheOthers(t *testing.T) {
	all := order(t, names(60), 0, 60, false)
	some := order(t, names(40), 0, 40, false)
	all = slices.DeleteFunc(all, func(id string) bool { return !slices.Contains(some, id) })
	if !slices.Equal(all, some) {
		t.Errorf("%v\n%v", all, some)
	}
}

func TestLeavingOutTheFirstGoesOnWithTheNext(t *testing.T) {
	for _, replacement := range []bool{false, true} {
		all := order(t, names(30), 0, 20, replacement)
		if next := order(t, names(30), 5, 15, replacement); !slices.Equal(next, all[5:]) {
			t.Errorf("%v\n%v", next, all)
		}
	}
}

func TestWithReplacementAnItemComesAgain(t *testing.T) {
	tickets, err := Tickets([]string{"a"}, "x", 0, 3, true)
	if err != nil || len(tickets) != 3 || tickets[2].Generation != 3 || tickets[2].Short(2) != tickets[2].Number[:4] {
		t.Errorf("%v, %v", tickets, err)
	}
	if k := (Ticket{Number: "0.12"}); k.Short(9) != "0.12" {
		t.Errorf("%s", k.Short(9))
	}
}

func TestTicketsThatCannotBeDrawnAreRefused(t *testing.T) {
	_, err := Tickets([]string{"a", "b", "a"}, "x", 0, 1, false)
	says(t, err, "in the list twice")
	_, err = Tickets([]string{"a"}, "x", 1, 1, false)
	says(t, err, "2 tickets cannot be drawn of 1 items")
	_, err = Tickets(nil, "x", 0, 1, true)
	says(t, err, "1 tickets cannot be drawn of 0 items")
	_, err = Tickets([]string{"a"}, "x", 0, -1, true)
	says(t, err, "below 0")
	if k, err := Tickets(nil, "x", 0, 0, false); err != nil || len(k) != 0 {
		t.Errorf("%v, %v", k, err)
	}
}
