package date

import "time"

// Moment is a moment as people read it, "27 April 2012 at 09:30", in the zone that
// it has; the database's are in UTC, and whoever shows one says so.
func Moment(t time.Time) string { return t.Format("2 January 2006 at 15:04") }

// Stamp is a moment of the database as people read it; "never" where there is none.
func Stamp(stamp string) string {
	t, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		return "never"
	}
	return Moment(t)
}

// OfStamp is the day of a moment of the database; not known where there is none.
func OfStamp(stamp string) Date {
	d, _ := Parse(stamp[:min(len(stamp), 10)])
	return d
}
