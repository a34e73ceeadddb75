package cli

import (
	"fmt"

	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/evaluation"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/programme"
)

func inspectionList(c *call) error {
	which := c.programmeFlag()
	format := c.format("text", "json")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	id, err := which()
	if err != nil {
		return err
	}
	return c.read(func(tx *db.Tx) error {
		if _, err := programme.Get(tx, id); err != nil {
			return err
		}
		all, err := inspection.InProgramme(tx, id)
		if err != nil || form == "json" {
			return orJSON(c, err, all)
		}
		for _, i := range all {
			fmt.Fprintf(c.Stdout, "%-48s %-18s version %d\n", i.ID, i.Stage, i.Version)
		}
		if len(all) == 0 {
			fmt.Fprintln(c.Stdout, "This programme has no inspections of its own. Schedule one with “northinch inspection schedule”.")
		}
		return nil
	})
}

func inspectionSchedule(c *call) error {
	which := c.programmeFlag()
	if err := c.parse(1, 1); err != nil {
		return err
	}
	id, err := which()
	if err != nil {
		return err
	}
	return c.done(func(tx *db.Tx) (string, error) {
		i, err := inspection.Schedule(tx, c.actor(), id, area.ID(c.args[0]))
		return fmt.Sprintf("The inspection %s is %s.", i.ID, i.Stage), err
	})
}

func inspectionMove(c *call) error {
	to := c.flags.String("to", "", "the `stage` that it has reached")
	on := c.flags.String("on", "", "the `day` on which it reached it, such as 2012-03-27")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	day, ok := date.Parse(*on)
	if !ok {
		return errs.Invalid("on", "“%s” is no day; write it as 2012-03-27", *on)
	}
	return c.done(func(tx *db.Tx) (string, error) {
		i, err := inspection.Get(tx, inspection.ID(c.args[0]))
		if err != nil {
			return "", err
		}
		err = inspection.Advance(tx, c.actor(), i.ID, i.Version, inspection.Stage(*to), day)
		return fmt.Sprintf("The inspection %s is %s.", i.ID, *to), err
	})
}

func gradesSet(c *call) error {
	reason := c.flags.String("reason", "", "what the grade rests on; needed for a `change`")
	if err := c.parse(3, 3); err != nil {
		return err
	}
	return c.done(func(tx *db.Tx) (string, error) {
		i, err := inspection.Get(tx, inspection.ID(c.args[0]))
		if err != nil {
			return "", err
		}
		m, err := markOf(tx, i, c.args[2])
		if err != nil {
			return "", err
		}
		history, err := evaluation.History(tx, i.ID, c.args[1])
		if err != nil {
			return "", err
		}
		err = evaluation.Set(tx, c.actor(), i.ID, c.args[1], len(history), m, *reason)
		return fmt.Sprintf("%s, %s: %s.", i.ID, c.args[1], c.args[2]), err
	})
}

// done runs f in a writing transaction and prints what it says once it is saved.
func (c *call) done(f func(*db.Tx) (string, error)) error {
	said := ""
	err := c.write(func(tx *db.Tx) (err error) {
		said, err = f(tx)
		return err
	})
	if err == nil {
		fmt.Fprintln(c.Stdout, said)
	}
	return err
}

// markOf is the mark that a word means on the scale of an inspection.
func markOf(tx *db.Tx, i inspection.Inspection, word string) (grade.Mark, error) {
	p, err := programme.Get(tx, i.Programme)
	if err != nil {
		return 0, err
	}
	e, err := framework.Get(tx, p.Framework)
	if err != nil {
		return 0, err
	}
	s, err := framework.ScaleOf(e.Scale)
	if err != nil {
		return 0, err
	}
	if word == grade.NotInspected.String() {
		return grade.Without(grade.NotInspected), nil
	}
	if g := s.Rank(word); g != grade.None {
		return grade.Of(g), nil
	}
	keys := ""
	for _, point := range s.Grades {
		keys += point.Key + ", "
	}
	return 0, errs.Invalid("mark", "“%s” is no grade of the %s; it has %sand %s", word, s.Name, keys, grade.NotInspected)
}
