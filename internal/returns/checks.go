package returns

import (
	"cmp"
	"slices"
)

// Check is one thing that the reader looks at. Its code is stable: areas' systems
// depend on it.
type Check struct {
	Code     string
	Severity Severity
	Sentence string // with the words of a finding in place of %s and %d
	Example  string // what gives such a finding
}

// The codes of what the reader finds. Those of rules are R100 and after.
const (
	notCSV        = "R001"
	notText       = "R002"
	tooManyCols   = "R003"
	notATable     = "R004"
	columnMissing = "R005"
	columnUnknown = "R006"
	columnCalled  = "R007"
	badRecord     = "R008"
	fileRemark    = "R009"

	personalHeader = "R010"
	personalCell   = "R011"
	fullBirth      = "R012"
	personalPart   = "R013"

	cellEmpty   = "R020"
	refForm     = "R021"
	childTwice  = "R022"
	childTwo    = "R023"
	orphan      = "R024"
	agreedTwo   = "R025"
	areaUnknown = "R026"
	areaForm    = "R027"
	manyAreas   = "R028"

	dayUnread   = "R030"
	dayOther    = "R031"
	dayShort    = "R032"
	dayAmerican = "R033"
	dayEither   = "R034"
	dayNotThere = "R035"
	dayFar      = "R036"
	monthUnread = "R037"
	monthOther  = "R038"
	monthShort  = "R039"

	codeUnknown = "R040"
	codeOther   = "R041"
	codeDated   = "R042"
	byNotAsked  = "R043"
	detNotAsked = "R044"
	endNotAsked = "R045"
	popTwice    = "R046"

	noRows       = "R060"
	noChildren   = "R061"
	noEvents     = "R062"
	noEdition    = "R063"
	otherEdition = "R064"
	manyFiles    = "R065"
	notAFile     = "R066"

	sheetNoTable  = "R070"
	sheetHidden   = "R071"
	workbookHas   = "R072"
	hiddenRows    = "R073"
	hiddenColumns = "R074"
	formulas      = "R075"
	formulaEmpty  = "R076"
	merged        = "R077"
	days1904      = "R078"
)

var checks = map[string]Check{
	notCSV:        {"", Stop, "The file cannot be read as a table: %s", "a web page that was saved as return.csv"},
	notText:       {"", Stop, "Line %d is not UTF-8 text, so other lines may be read with wrong letters. Save the file as “CSV UTF-8” and try again.", "a file in which some lines are UTF-8 and some are Windows-1252"},
	tooManyCols:   {"", Stop, "The file has %d columns; a return has fewer than %d. Save only the columns of the specification.", "50,000 columns"},
	notATable:     {"", Stop, "The columns are neither those of the children nor those of the events; see the return specification.", "a file of something else, or without its header"},
	columnMissing: {"", Stop, "The column %s is missing.", "a table of events without event"},
	columnUnknown: {"", Error, "Column %d is not asked for. Leave it out: a return has only what the specification asks.", "a column notes"},
	columnCalled:  {"", Remark, "The column %s has another name in the file, and was read.", "event_date in place of date"},
	badRecord:     {"", Error, "The row was left out: %s", "a row with a field too many"},
	fileRemark:    {"", Remark, "%s", "Fields are separated by semicolons."},

	personalHeader: {"", Stop, "Column %d is for %s. Nothing of the file was kept. Take the column out and check the file again.", "a column postcode"},
	personalCell:   {"", Stop, "There is what looks like %s here. Nothing of the file was kept. Take it out, look for others like it, and check the file again. If it is the area's own reference, put a letter and a hyphen before it and use fewer than ten digits.", "a CHI number as a reference"},
	fullBirth:      {"", Stop, "There is a full date here, and only the year and month of birth may be given, such as 2014-05. Nothing of the file was kept.", "a date of birth in born"},

	personalPart: {"", Stop, "There is what looks like %s in %s of the workbook. Nothing of the file was kept. Take it out (in Excel: File, Info, Check for Issues, Inspect Document finds what a sheet does not show), or save each table as “CSV UTF-8”, and check again.", "a name in a note on a cell"},

	cellEmpty:   {"", Error, "A value is needed in %s.", "a child without sex"},
	refForm:     {"", Error, "The reference is up to 40 letters, digits, hyphens, underscores, full stops, slashes and single spaces, with at least one digit. The row was left out.", "a reference without a digit"},
	childTwice:  {"", Error, "The child is in the table twice: the row says the same as line %d. It was left out.", "a row that was copied"},
	childTwo:    {"", Error, "The child is in the table twice, and this row says otherwise than line %d in %s. It was left out.", "the same child with another sex"},
	orphan:      {"", Error, "The child of this event is not in the table of children. The row was left out.", "an event of a child who is in no population"},
	agreedTwo:   {"", Error, "The agreed date is %s here and %s on the area's first line. The first is used.", "two agreed dates in one area"},
	areaUnknown: {"", Error, "The area of this event cannot be told: the file has several areas. The row was left out.", "a national file of events without area"},
	areaForm:    {"", Error, "An area is a code of up to 40 letters, digits and hyphens. The row was left out.", "an area written as a sentence"},
	manyAreas:   {"", Stop, "There are more than %d areas. Is the column of areas something else?", "the reference in the column of areas"},

	dayUnread:   {"", Error, "What is in %s cannot be read as a date such as 2026-07-31.", "last Tuesday"},
	dayOther:    {"", Remark, "Dates in %s are written %s, and were read: %d, of which this line has the first.", "31/07/2026"},
	dayShort:    {"", Error, "The year in %s has two digits, so the century is not known. Write it as 2026-07-31.", "31/07/26"},
	dayAmerican: {"", Error, "The date in %s has the month before the day. Write it as 2026-07-31.", "07/31/2026"},
	dayEither:   {"", Error, "The date in %s can be read in two ways, and other dates of the column have the month before the day. Write all as 2026-07-31.", "03/04/2026 in a column that has 03/31/2026"},
	dayNotThere: {"", Error, "There is no such day as the one in %s.", "2026-02-30"},
	dayFar:      {"", Error, "The year in %s is before 1900 or after 2199.", "0202-06-01"},
	monthUnread: {"", Error, "What is in %s cannot be read as a month such as 2014-05.", "spring 2014"},
	monthOther:  {"", Remark, "Months in %s are not written as 2014-05, and were read: %d, of which this line has the first.", "05/2014"},
	monthShort:  {"", Error, "The year in %s has two digits. Spreadsheets write 2014-05 so; set the column to text and write it as 2014-05.", "May-14"},

	codeUnknown: {"", Error, "What is in %s is no code of the list %s.", "a sex that is not in the list"},
	codeOther:   {"", Remark, "Cells of %s are written in another way than %s, and were read as it: %d, of which this line has the first.", "female in place of F"},
	codeDated:   {"", Query, "The code %s in %s is not valid for an event on %s.", "a code before its first day"},
	byNotAsked:  {"", Query, "An event %s does not ask by whom; it was not kept.", "a registration by a teacher"},
	detNotAsked: {"", Query, "An event %s has no detail; it was not kept.", "a core group with a detail"},
	endNotAsked: {"", Query, "An event %s does not last and has no end date; it was not kept.", "a contact with an end date"},
	popTwice:    {"", Remark, "The population %s is given twice.", "registered registered"},

	noRows:       {"", Error, "The table has a header and no row.", "an empty table of events"},
	noChildren:   {"", Stop, "There is no table of children. Its columns are %s.", "events alone"},
	noEvents:     {"", Query, "There is no table of events, so nothing can be said of what happened.", "children alone"},
	noEdition:    {"", Stop, "%s", "an agreed date that cannot be read"},
	otherEdition: {"", Stop, "The agreed date is of another edition of the specification than the first row. Make a return for each.", "2020-07-31 and 2026-07-31 in one file"},
	manyFiles:    {"", Stop, "There are more than %d files.", "300 files"},
	notAFile:     {"", Stop, "%s", "an archive in an archive"},

	sheetNoTable:  {"", Remark, "The sheet is no table of the return and was not read. It was only looked through for what names a person.", "a cover sheet"},
	sheetHidden:   {"", Remark, "The sheet is hidden and was not read. It was only looked through for what names a person.", "a hidden sheet with lists"},
	workbookHas:   {"", Remark, "The workbook also has %s: not read, not run and not followed.", "a workbook with macros"},
	hiddenRows:    {"", Remark, "Rows of the sheet are hidden, perhaps by a filter, and were read as the others: %d, of which this line is the first.", "a filter that was left on"},
	hiddenColumns: {"", Remark, "Columns of the sheet are hidden and were read as the others: %d from this one on.", "a column that was hidden"},
	formulas:      {"", Remark, "Cells of the sheet have formulas, and the values that they gave when the workbook was saved were read: %d, of which this line has the first.", "an agreed date that is taken from another cell"},
	formulaEmpty:  {"", Stop, "The formula in this cell has no value yet. Nothing of the file was kept. Open the workbook in Excel, save it and try again, or replace formulas by their values.", "a formula that a program wrote and Excel has not computed"},
	merged:        {"", Stop, "The cells %s are merged, so all but the first are empty. Nothing of the file was kept. Take the merging away (in Excel: Home, Merge & Center) and give every row its values.", "a reference merged over the events of a child"},
	days1904:      {"", Stop, "The workbook counts days from 1904, and this cell has a number that could be a day of two different years. Nothing of the file was kept. Give days the format of a date and references a letter, or save each table as “CSV UTF-8” with dates as 2026-07-31.", "a workbook of an old Mac with days as numbers"},
}

// Checks are all that the reader looks at, in the order of their codes.
func Checks() []Check {
	var all []Check
	for code, c := range checks {
		c.Code = code
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b Check) int { return cmp.Compare(a.Code, b.Code) })
	return all
}
