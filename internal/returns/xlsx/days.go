package xlsx

import (
	"math"
	"time"
)

// days1904 is how many days lie between the two days from which workbooks count.
const days1904 = 1462

// appendDay appends the day of a serial number as 2026-07-31, and its time if it
// has one. Excel counts from 1900 as if that had been a leap year (ECMA-376, part 1,
// 18.17.4.1), so numbers before 1 March 1900 are left alone; so is what lies after
// the year 9999.
func appendDay(to []byte, serial float64, style format) ([]byte, bool) {
	if !(serial >= 61 && serial < 2958466) {
		return to, false
	}
	whole := math.Floor(serial)
	seconds := math.Round((serial - whole) * 86400)
	t := time.Unix(int64(whole-25569)*86400+int64(seconds), 0).UTC()
	switch {
	case seconds != 0 && seconds != 86400:
		return t.AppendFormat(to, "2006-01-02 15:04:05"), true
	case style == month && t.Day() == 1:
		return t.AppendFormat(to, "2006-01"), true
	}
	return t.AppendFormat(to, "2006-01-02"), true
}
