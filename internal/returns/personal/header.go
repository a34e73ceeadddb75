package personal

import "strings"

// headers are words in the name of a column that holds something personal.
var headers = []struct {
	word string
	kind Kind
}{
	{"chi", CHI}, {"chinumber", CHI}, {"chino", CHI}, {"nhs", NHS}, {"nhsnumber", NHS}, {"nhsno", NHS}, {"upn", NHS}, {"nino", NINO}, {"nationalinsurance", NINO},
	{"postcode", Postcode}, {"postalcode", Postcode}, {"email", Email}, {"phone", Phone}, {"telephone", Phone}, {"mobile", Phone}, {"tel", Phone},
	{"dob", FullDate}, {"birthdate", FullDate}, {"birthday", FullDate}, {"dateofbirth", FullDate},
	{"name", Name}, {"names", Name}, {"forename", Name}, {"surname", Name}, {"firstname", Name}, {"lastname", Name}, {"familyname", Name}, {"initials", Name},
	{"address", Address}, {"street", Address}, {"uprn", Address}, {"addressline", Address},
}

// InHeader returns what kind of personal thing a column with a name is for, or
// None. A name that is itself something personal, as in a file without a header,
// is of that kind.
func InHeader(name string) Kind {
	var parts []string
	for _, w := range wordsOf([]byte(name)) {
		parts = append(parts, w.text)
	}
	joined := strings.Join(parts, "")
	for _, h := range headers {
		if joined == h.word {
			return h.kind
		}
		for i, p := range parts {
			if p == h.word || i > 0 && parts[i-1]+p == h.word || i > 1 && parts[i-2]+parts[i-1]+p == h.word {
				return h.kind
			}
		}
	}
	// Headers have capitals, so two of them are no sign of a name.
	k := In([]byte(name))
	if k == Name && !hasFrequentName([]byte(name)) {
		return None
	}
	return k
}
