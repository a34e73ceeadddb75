// Package arch is the tests that keep the shape of the program: which package may
// use which, who writes which table, what is linked. It writes docs/map.md.
package arch

// Floor is a row of packages that know nothing of each other and use only the
// floors below.
type Floor struct {
	Group    string // of floors, on the map
	Says     string // what the packages of the floor have in common
	Packages []string
}

// Floors is the house, from the doors down to the words. A package that is not
// here fails the test, so that adding one is a decision. A name may end in * for
// packages of a kind.
var Floors = []Floor{
	{"Programs", "what is built", []string{"cmd/*"}},
	{"Doors", "commands", []string{"internal/cli"}},
	{"Doors", "the site: its list of pages", []string{"internal/web"}},
	{"Doors", "the pages about one noun each", []string{"internal/web/*page"}},
	{"Doors", "what every page is given", []string{"internal/web/door"}},
	{"Doors", "how pages look", []string{"internal/web/ui"}},
	{"Doors", "what a browser needs besides", []string{"internal/web/static"}},
	{"Doors", "what fills a database to look at", []string{"internal/demo"}},
	{"Doors", "what is kept for a bad day", []string{"internal/backup"}},
	{"Doors", "opens everything", []string{"internal/app"}},
	{"What is made of it", "reads across nouns, writes nothing", []string{"internal/overview"}},
	{"What is made of it", "what goes when, and the proof that it is gone", []string{"internal/retention"}},
	{"What is made of it", "the sample that is drawn from a return", []string{"internal/sample"}},
	{"What is made of it", "matters of concern; grades: given here, or read from published sources; returns that were sent", []string{"internal/concern", "internal/evaluation", "internal/outcome", "internal/submission"}},
	{"The programme", "who works on it", []string{"internal/grant"}},
	{"The programme", "an inspection; a file that was received", []string{"internal/inspection", "internal/source"}},
	{"The programme", "a round of inspections", []string{"internal/programme"}},
	{"The programme", "where, and by which standard", []string{"internal/area", "internal/framework"}},
	{"Record keeping", "somebody's time at the site, and what they sign in with", []string{"internal/credential", "internal/session"}},
	{"Record keeping", "who may come in", []string{"internal/person"}},
	{"Record keeping", "messages to people", []string{"internal/mail"}},
	{"Record keeping", "work done later", []string{"internal/job"}},
	{"Record keeping", "keys kept outside the database", []string{"internal/keyring"}},
	{"Record keeping", "who did what", []string{"internal/audit"}},
	{"Engine room", "storage", []string{"internal/db"}},
	{"Engine room", "files that are written", []string{"internal/newfile"}},
	{"Engine room", "the tables", []string{"internal/schema"}},
	{"Pure", "what is made of returns: the time line of one child", []string{"internal/chronology"}},
	{"Pure", "what is made of returns: measures of many children", []string{"internal/measure"}},
	{"Pure", "the forms of a report", []string{"internal/document/csv", "internal/document/html", "internal/document/ods", "internal/document/text"}},
	{"Pure", "a report as data", []string{"internal/document"}},
	{"Pure", "returns: the check as a browser runs it", []string{"internal/returns/inbrowser"}},
	{"Pure", "returns: rules that areas add", []string{"internal/returns/check/added"}},
	{"Pure", "returns: what contradicts itself", []string{"internal/returns/check"}},
	{"Pure", "returns: the times that children spend in a state, and the rules of time", []string{"internal/spell", "internal/standard"}},
	{"Pure", "returns: made up for examples", []string{"internal/returns/madeup"}},
	{"Pure", "returns: typed columns, and what is wrong with them", []string{"internal/returns"}},
	{"Pure", "disclosure: tables, releases and texts that are safe", []string{"internal/disclose/tabular"}},
	{"Pure", "disclosure: rounded tables, numbers in texts, made-up tables", []string{"internal/disclose/madeup", "internal/disclose/prose", "internal/disclose/rounding"}},
	{"Pure", "disclosure: what is hidden with what, and what a reader can work out", []string{"internal/disclose"}},
	{"Pure", "disclosure: linear programs", []string{"internal/disclose/simplex"}},
	{"Pure", "the draw of records", []string{"internal/sampling"}},
	{"Pure", "returns: what is asked, what may not be given, and workbooks", []string{"internal/returns/personal", "internal/returns/spec", "internal/returns/xlsx"}},
	{"Pure", "statistics by name, and files of values to hold them against", []string{"internal/stats/cases"}},
	{"Pure", "what each method is called, takes and gives", []string{"internal/stats/catalogue"}},
	{"Pure", "the statistics, one package for each kind of question", []string{
		"internal/stats/agreement",
		"internal/stats/change",
		"internal/stats/control",
		"internal/stats/duration",
		"internal/stats/estimate",
		"internal/stats/proportion",
		"internal/stats/quantity",
		"internal/stats/size",
	}},
	{"Pure", "the distributions and the linear algebra that they stand on", []string{"internal/stats/dist", "internal/stats/quadratic"}},
	{"Pure", "decisions, pictures, files and figures", []string{
		"internal/access",
		"internal/address",
		"internal/chart",
		"internal/csvfile",
		"internal/metrics",
		"internal/sampling/chacha8",
		"internal/sampling/published",
		"internal/sbom",
		"internal/stats",
		"internal/unpack",
	}},
	{"Words", "what everybody says", []string{"internal/date", "internal/disposal", "internal/errs", "internal/grade"}},
	{"Words", "data that comes with the program", []string{"."}},
}

// impure is what a pure package may not import.
var impure = []string{"context", "database/sql", "internal/db", "log", "log/slog", "math/rand", "math/rand/v2", "net", "net/http", "os", "os/exec"}

// clocks may ask what time it is; below them the moment is that of the
// transaction.
var clocks = []string{"cmd/*", "internal/app", "internal/cli", "internal/db", "internal/web", "internal/web/*"}

// drivers are the packages that speak to an engine; only db may name them.
var drivers = []string{"github.com/jackc/pgx/", "modernc.org/sqlite", "github.com/mattn/go-sqlite3", "github.com/lib/pq"}
