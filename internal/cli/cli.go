// Package cli is the commands of the program: the same verbs as the site. A
// command is a function of its environment. Exit codes: 0 done, 1 findings, 2
// misuse or failure.
package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/user"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
)

// Env is everything that a command may touch.
type Env struct {
	Context context.Context
	Stdin   io.Reader
	Stdout  io.Writer
	Stderr  io.Writer
	// Terminal says whether somebody is watching Stderr.
	Terminal bool
	// User is who gives the command, for the audit log.
	User string
	// Keys is the folder of keys where none is named, from NORTHINCH_KEYS; or "".
	Keys string
	// MailPassword signs in to the mail server, from NORTHINCH_SMTP_PASSWORD; or "".
	MailPassword string
}

// System is the environment of the machine.
func System(ctx context.Context) *Env {
	e := &Env{Context: ctx, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, User: "unknown", Keys: os.Getenv("NORTHINCH_KEYS"), MailPassword: os.Getenv("NORTHINCH_SMTP_PASSWORD")}
	if u, err := user.Current(); err == nil {
		e.User = u.Username
	}
	if info, err := os.Stderr.Stat(); err == nil {
		e.Terminal = info.Mode()&os.ModeCharDevice != 0
	}
	return e
}

// The exit codes.
const (
	Done     = 0
	Findings = 1
	Misuse   = 2
)

// errFindings ends a command whose work is done and has findings.
var errFindings = errors.New("findings")

type command struct {
	name  string // "grades import"
	takes string // "FILE"
	about string
	run   func(*call) error
}

// call is one use of a command.
type call struct {
	*Env
	flags *flag.FlagSet
	db    *string
	args  []string
}

// commands is every command, in the order of the help.
func commands() []command {
	return []command{
		{"serve", "", "serve the site", serve},
		{"demo", "", "fill a database with a made-up round and real data, and serve it", demoServe},
		{"grades import", "FILE", "import published outcomes with a profile from a CSV file, or a ZIP file that holds one", gradesImport},
		{"grades profiles", "[NAME]", "list the profiles that come with the program, or print one", gradesProfiles},
		{"grades set", "INSPECTION INDICATOR GRADE", "grade an indicator of an inspection", gradesSet},
		{"inspection list", "", "list the inspections of a programme", inspectionList},
		{"inspection schedule", "AREA", "add an inspection of an area to a programme", inspectionSchedule},
		{"inspection move", "INSPECTION", "move an inspection to another stage", inspectionMove},
		{"overview", "", "print the overview of a programme", overviewPrint},
		{"overview pairs", "", "pair consecutive inspections of the same place", overviewPairs},
		{"overview where", "FIGURE", "say which inspections and rows a figure counts", overviewWhere},
		{"stats", "METHOD", "answer with a statistical method", statsRun},
		{"stats list", "[METHOD]", "list the methods with their parameters and sources", statsList},
		{"stats cases", "FILE…", "hold the methods against files of published values", statsCases},
		{"measures", "FILE…", "count the measures of returns: CSV files, or ZIP files that hold them", measuresCount},
		{"measures list", "[ID]", "list the measures with their definitions", measuresList},
		{"measures rows", "ID FILE…", "list what a figure of an area counts and leaves out, by file and line", measuresRows},
		{"chronology", "FILE…", "print what happened to one child of a return, across agencies, as a list or a picture", chronologyPrint},
		{"disclose protect", "FILE", "hide or round what must not be published of tables", discloseProtect},
		{"disclose attack", "FILE", "print what a reader can work out of hidden cells", discloseAttack},
		{"disclose prose", "TEXT", "find numbers in a text that undo what its tables protect", discloseProse},
		{"sample plan", "FRAME", "plan a draw of records from a CSV file of references and strata, and commit to it", samplePlan},
		{"sample draw", "RECORD", "reveal the seed and draw the sample", sampleDraw},
		{"sample replace", "RECORD TICKET", "replace a record by the next of its stratum, with a reason", sampleReplace},
		{"sample list", "RECORD", "list the records that were called, with their weights, and with --secret their references", sampleList},
		{"sample compare", "RECORD", "compare the sample with the frame", sampleCompare},
		{"sample estimate", "RECORD ANSWERS", "estimate a share or a mean of all records of the frame, from the answers about those of the sample", sampleEstimate},
		{"sample verify", "RECORD", "draw again from the public record alone, and say what holds", sampleVerify},
		{"sample cases", "FILE", "make published draws again, from a file of cases", sampleCases},
		{"returns check", "FILE…", "hold a return against the rules, on this machine: CSV files, or a ZIP file of them", returnsCheck},
		{"returns count", "INSPECTION", "count the parts of the return of an inspection that no server could count", returnsCount},
		{"returns rules", "[CODE]", "list the rules for returns, or those whose codes begin so", returnsRules},
		{"returns spec", "[EDITION]", "print an edition of the return specification", returnsSpec},
		{"returns example", "FOLDER", "make a folder with a return of children who do not exist", returnsExample},
		{"returns waivers", "FILE", "make an empty file of waivers for findings that are explained", returnsWaivers},
		{"concern count", "", "count the open and late concerns of a programme; a command has no person, so it shows no register", concernCount},
		{"programme list", "", "list the programmes", programmeList},
		{"programme add", "FILE", "add a programme from a JSON file", programmeAdd},
		{"area list", "[LIST]", "list the lists of areas, or the areas of one", areaList},
		{"area load", "FILE", "load a list of areas from a CSV file", areaLoad},
		{"framework list", "", "list the editions of frameworks", frameworkList},
		{"framework show", "ID", "print an edition as JSON", frameworkShow},
		{"audit verify", "", "prove that the audit log holds", auditVerify},
		{"audit head", "", "print the head of the audit log, to be kept elsewhere", auditHead},
		{"audit list", "", "print the newest entries of the audit log", auditList},
		{"backup", "FILE", "make a sealed backup of the whole database, and verify it", backupMake},
		{"backup verify", "FILE", "prove that a backup can be restored", backupVerify},
		{"backup key", "FILE", "make a key that opens backups, and print its recipient", backupKey},
		{"restore", "FILE", "make a new database from a backup", restore},
		{"upgrade", "", "take a backup and bring an older database up to this program", upgrade},
		{"retention due", "", "print what is held, when it goes, and what keeps it", retentionDue},
		{"retention run", "", "destroy what is due today, and print the certificate", retentionRun},
		{"retention certificates", "[ID]", "list the certificates of destruction, or print one", retentionCertificates},
		{"retention hold", "SUBJECT", "keep what is held about an inspection or a person", retentionHold},
		{"retention release", "HOLD", "release a hold", retentionRelease},
		{"retention fact", "INSPECTION", "say what the time of an inspection counts from", retentionFact},
		{"keys create", "", "make a folder of keys", keysCreate},
		{"keys check", "", "prove that every key that the database knows is there and fits", keysCheck},
		{"keys rotate", "", "make every key new, seal all values anew, and destroy the old keys", keysRotate},
		{"mail list", "", "list the messages in the folder of messages", mailList},
		{"mail show", "NAME", "print a message in the folder of messages", mailShow},
		{"person add", "NAME EMAIL", "add a person and print their invitation", personAdd},
		{"person invite", "EMAIL", "print a new invitation for somebody who has not come in yet", personInvite},
		{"person list", "", "list the people who may sign in, or may soon", personList},
		{"person close", "EMAIL", "end a person's access and every session of theirs", personClose},
		{"person sessions", "EMAIL", "list where a person is signed in", personSessions},
		{"person role give", "EMAIL ROLE", "give a person a role for a time", personRoleGive},
		{"person role end", "NUMBER", "end a role, by the number that the list shows", personRoleEnd},
		{"person role list", "EMAIL", "list the roles of a person", personRoleList},
		{"person declare", "EMAIL KIND AREA", "note a person's interest in an area", personDeclare},
		{"person policy", "", "print who may do what", personPolicy},
		{"version", "", "print the version", version},
	}
}

// Run runs a command line, without the program's name, and returns the exit
// code.
func Run(e *Env, args []string) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" || args[0] == "-h" {
		if len(args) > 1 {
			return Run(e, append(args[1:], "--help"))
		}
		help(e.Stdout)
		return Done
	}
	c, rest, ok := find(args)
	if !ok {
		fmt.Fprintf(e.Stderr, "northinch: there is no command “%s”. See: northinch help\n", strings.Join(args[:min(2, len(args))], " "))
		return Misuse
	}
	in := &call{Env: e, flags: flag.NewFlagSet(c.name, flag.ContinueOnError)}
	in.flags.SetOutput(io.Discard)
	in.db = in.flags.String("db", "northinch.db", "the database: a file, or a postgres:// `address`")
	in.args = rest
	in.flags.Usage = func() {}
	err := c.run(in)
	switch {
	case errors.Is(err, flag.ErrHelp):
		usage(e.Stdout, c, in.flags)
		return Done
	case errors.Is(err, errFindings):
		return Findings
	case err != nil:
		e.fail(err)
		return Misuse
	}
	return Done
}

// fail prints an error as a sentence. An error without a kind is a mistake of
// the program: whoever is at the command line sees the cause too.
func (e *Env) fail(err error) {
	if errs.KindOf(err) == errs.Internal {
		fmt.Fprintf(e.Stderr, "northinch: %v\n", err)
		return
	}
	fmt.Fprintf(e.Stderr, "northinch: %s\n", errs.Sentence(err))
}

// find returns the command with the longest name that the arguments begin with.
func find(args []string) (command, []string, bool) {
	var best command
	words := 0
	for _, c := range commands() {
		names := strings.Fields(c.name)
		if len(names) > words && len(names) <= len(args) && strings.Join(args[:len(names)], " ") == c.name {
			best, words = c, len(names)
		}
	}
	return best, args[words:], words > 0
}

// parse reads flags and plain arguments in any order, and checks how many plain
// ones there are.
func (c *call) parse(least, most int) error {
	var plain []string
	rest := c.args
	for {
		if err := c.flags.Parse(rest); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return err
			}
			return errs.Invalid("", "%s. See: northinch %s --help", err.Error(), c.flags.Name())
		}
		rest = c.flags.Args()
		if len(rest) == 0 {
			break
		}
		plain = append(plain, rest[0])
		rest = rest[1:]
	}
	c.args = plain
	if len(plain) < least {
		return errs.Invalid("", "Something is missing after “northinch %s”. See: northinch %s --help", c.flags.Name(), c.flags.Name())
	}
	if len(plain) > most {
		return errs.Invalid("", "“%s” is one argument too many. See: northinch %s --help", plain[most], c.flags.Name())
	}
	return nil
}

// format adds --format with its choices and returns where it will be.
func (c *call) format(choices ...string) func() (string, error) {
	f := c.flags.String("format", choices[0], "the `form` of what is printed: "+strings.Join(choices, ", "))
	return func() (string, error) {
		for _, one := range choices {
			if *f == one {
				return one, nil
			}
		}
		return "", errs.Invalid("format", "“%s” is no format of this command; it prints %s", *f, strings.Join(choices, ", "))
	}
}

func (c *call) actor() access.Actor { return access.Command(c.User) }

// open opens the database for f and closes it after.
func (c *call) open(f func(*db.DB) error) error {
	d, err := app.Open(c.Context, *c.db)
	if err != nil {
		return err
	}
	defer d.Close()
	return f(d)
}

// ring adds --keys and returns what opens the folder of keys of a database.
func (c *call) ring() func(*db.DB) (*keyring.Ring, error) {
	folder := c.flags.String("keys", "", "the `folder` of keys; otherwise NORTHINCH_KEYS, or for a file FILE.keys beside it")
	return func(d *db.DB) (*keyring.Ring, error) {
		if *folder == "" {
			*folder = c.Keys
		}
		return app.Keys(c.Context, d, *folder)
	}
}

// read runs f in a reading transaction.
func (c *call) read(f func(*db.Tx) error) error {
	return c.open(func(d *db.DB) error { return d.Read(c.Context, f) })
}

// write runs f in a writing transaction.
func (c *call) write(f func(*db.Tx) error) error {
	return c.open(func(d *db.DB) error { return d.Write(c.Context, f) })
}
