package personal

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// names.txt are first names and surnames that are frequent in Scotland, in small
// letters, of four letters and more. Those that are words or places besides, as Hunter
// and Iona, are left out: two words with capitals are taken for a name anyway.
//
//go:embed names.txt
var namesText string

// plainText are words that stand in references, codes and notes with a capital
// and are no names. A pair with one of them is no name.
const plainText = `a abuse action adoption advocate after aftercare agreed all alone and area assessment at away boy
	care case category centre charge child childrens children class client closed club concern conference contact
	core council county court cpr crisis date day death decision domestic drug early east education emotional
	end escalated event example exploitation extra family female file final first follow for former foster from
	full further gender girl group harm health held high home hospital house id in initial inter interim island
	isles item known last late legal level list local looked lower male management measure meeting mental met
	middle missing month multi need needs neglect no none north not note notes nothing number nurse nursery of on
	online open order other out outcome parent parental people permanence person physical place placement plan
	planning police post practitioner pre primary process protection public pupil range ready reason record ref
	reference referral register registered registration reporter residential return review risk row safe
	school sector secondary secure seen senior service services set sex sexual single sister sibling small social
	south staff stage step substance supervision support system team test the third to transfer unborn unknown
	unit up update use value view views visit visitor voluntary vulnerable ward week west with work worker yes young
	january february march april may june july august september october november december
	aberdeen ayrshire borders city dundee dunbartonshire edinburgh eileanan fife glasgow highland islands lanarkshire
	lothian moray orkney perth renfrewshire scotland scottish shetland siar
	monday tuesday wednesday thursday friday saturday sunday`

var vocabulary = sync.OnceValue(func() (v struct{ names, plain map[string]bool }) {
	v.names, v.plain = map[string]bool{}, map[string]bool{}
	for _, w := range strings.Fields(namesText) {
		v.names[w] = true
	}
	for _, w := range strings.Fields(plainText) {
		v.plain[w] = true
	}
	return v
})

// word is a run of letters in a cell. A capital after a small letter begins a new one.
type word struct {
	text  string // in small letters
	big   bool   // begins with a capital
	start int
	end   int
}

func wordsOf(b []byte) (all []word) {
	start := -1
	flush := func(end int) {
		if start >= 0 {
			first, _ := utf8.DecodeRune(b[start:end])
			text := strings.ReplaceAll(strings.ToLower(string(b[start:end])), "'", "")
			all = append(all, word{strings.ReplaceAll(text, "’", ""), unicode.IsUpper(first), start, end})
			start = -1
		}
	}
	small := false // whether the letter before was small
	for i, c := range string(b) {
		letter := unicode.IsLetter(c) || start >= 0 && (c == '\'' || c == '’')
		if !letter || small && unicode.IsUpper(c) && !mac(b[start:i]) {
			flush(i)
		}
		if letter && start < 0 {
			start = i
		}
		small = unicode.IsLower(c)
	}
	flush(len(b))
	return all
}

// mac reports whether a capital may follow in the same name, as in McIntyre.
func mac(b []byte) bool {
	switch string(b) {
	case "Mc", "Mac", "O", "Fitz":
		return true
	}
	return false
}

// hasFrequentName finds a frequent name.
func hasFrequentName(b []byte) bool {
	v := vocabulary()
	return slices.ContainsFunc(wordsOf(b), func(w word) bool { return v.names[w.text] })
}

// hasName finds a frequent name; a title or an initial and a word with a capital;
// or two words with capitals of which neither is ordinary.
func hasName(b []byte) bool {
	if hasFrequentName(b) {
		return true
	}
	v := vocabulary()
	all := wordsOf(b)
	for i, w := range all[:max(len(all)-1, 0)] {
		next := all[i+1]
		switch between := string(b[w.end:next.start]); between {
		case " ", ", ", ",", ". ", "  ", "": // "" is between the words of JaneSmith
		default:
			continue
		}
		long := utf8.RuneCountInString(next.text)
		switch {
		case !w.big || !next.big || long < 2 || v.plain[w.text] || v.plain[next.text]:
		case w.end-w.start == 1 && (long < 3 || len(all) > 2):
		case allCapitals(b[w.start:w.end]) && allCapitals(b[next.start:next.end]) && (w.end-w.start < 3 || long < 3):
			// AB CD is initials of something
		default:
			return true
		}
		switch w.text {
		case "mr", "mrs", "ms", "miss", "dr":
			if next.big && long >= 2 {
				return true
			}
		}
	}
	return false
}

func allCapitals(b []byte) bool { return string(b) == strings.ToUpper(string(b)) }

// hasStreet finds a number, one to three words and a word for a street.
func hasStreet(b []byte) bool {
	all := wordsOf(b)
	for i, w := range all {
		if i == 0 {
			continue
		}
		switch w.text {
		case "street", "road", "avenue", "crescent", "terrace", "wynd":
		case "st", "rd", "ave", "cres", "drive", "lane", "gardens", "grove", "brae", "close", "place", "court":
			if !all[i-1].big {
				continue
			}
		default:
			continue
		}
		for j := i - 1; j >= 0 && j >= i-3; j-- {
			before := strings.TrimRight(string(b[:all[j].start]), " ,")
			house := len(before) < all[j].start || all[j].end-all[j].start == 1 // 12 High, 3a Long
			if before != "" && isDigit(before[len(before)-1]) && house {
				return true
			}
		}
	}
	return false
}
