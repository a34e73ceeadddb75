package prose

// numerals are the words for whole numbers below a hundred.
var numerals = map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
	"nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// parts are the words for fractions: what one of them is of the whole.
var parts = map[string]float64{
	"half": 1.0 / 2, "halves": 1.0 / 2, "third": 1.0 / 3, "thirds": 1.0 / 3, "quarter": 1.0 / 4, "quarters": 1.0 / 4,
	"fifth": 1.0 / 5, "fifths": 1.0 / 5, "sixth": 1.0 / 6, "sixths": 1.0 / 6, "seventh": 1.0 / 7, "sevenths": 1.0 / 7,
	"eighth": 1.0 / 8, "eighths": 1.0 / 8, "ninth": 1.0 / 9, "ninths": 1.0 / 9, "tenth": 1.0 / 10, "tenths": 1.0 / 10,
}

// usualNouns are what the tables of a programme count.
var usualNouns = []string{"child", "children", "young people", "young person", "young women", "young men", "boy", "boys", "girl", "girls",
	"infant", "infants", "baby", "babies", "toddler", "toddlers", "teenager", "teenagers", "pupil", "pupils", "sibling", "siblings"}

// usualWords are other names of codes that tables often have.
var usualWords = map[string]string{"girls": "female", "girl": "female", "boys": "male", "boy": "male"}

// before are words after which a number is a name, a place in an order, an age or a
// grade, and counts nobody.
var before = set("section", "sections", "paragraph", "paragraphs", "para", "paras", "chapter", "chapters", "table", "tables", "figure", "figures",
	"page", "pages", "part", "parts", "annex", "appendix", "indicator", "indicators", "qi", "theme", "themes", "recommendation", "recommendations",
	"standard", "standards", "regulation", "regulations", "article", "schedule", "level", "levels", "grade", "graded", "grades", "grading", "scale",
	"version", "class", "stage", "phase", "week", "weeks", "day", "year", "years", "item", "question", "questions", "round", "step", "room", "ward", "unit",
	"band", "aged", "age", "ages", "number", "no", "act", "note", "priority", "principle", "key", "primary", "tier", "rule", "case", "line", "score", "scored")

// after are words that make what a number stands before something else than people.
var after = set("years", "year", "year-old", "year-olds", "year-olds'", "months", "month", "weeks", "week", "days", "day", "hours", "hour", "minutes",
	"minute", "am", "pm", "a.m", "p.m", "pounds", "pence", "million", "billion", "miles", "mile", "km", "metres", "times", "occasions", "o'clock",
	"calendar", "working")

// monthNames and their short forms; "may" is a verb far more often, so it needs a
// number beside it, which is when it is asked for.
var monthNames = set("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
	"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")

// verbs and other small words may follow a count whose noun is left out: "7 were boys".
var follows = set("were", "was", "are", "is", "had", "have", "has", "did", "could", "would", "of", "in", "at", "from", "who", "whose", "and", "or",
	"but", "to", "received", "others", "other", "more", "fewer", "not", "lived", "for", "with", "out", "on", "remained", "remain",
	".", ",", ";", ":", ")", "(", "?", "!", "–", "—", "-")

// parting words set what follows them apart from what stands before.
var parting = set(",", ";", ".", "(", ")", "–", "—", "and", "while", "whereas", "but", "compared", "than", "against", "or")

// locating words tie a label to the rest of the sentence: "in Eastmoor".
var locating = set("in", "at", "for", "from", "within", "across")

// verbs part what a sentence speaks of from what it says of it: "20 children in Eastmoor
// were boys".
var verbs = set("were", "was", "are", "is", "had", "have", "has")

func set(words ...string) map[string]bool {
	m := map[string]bool{}
	for _, w := range words {
		m[w] = true
	}
	return m
}
