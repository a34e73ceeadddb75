package retention

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/disposal"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/job"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/session"
	"github.com/northinch/northinch/internal/submission"
)

// Item is what is held about a subject by one rule.
type Item struct {
	Rule    string `json:"rule"`
	Edition string `json:"edition"`
	// Subject is the id of an inspection or a person, or "" where it is of nobody who
	// is known.
	Subject string `json:"subject"`
	// Name is what to call the subject, for those who may see it.
	Name string          `json:"name,omitzero"`
	Held []disposal.Held `json:"held"`
	// From is the day that the time counts from, Goes the day on which it is over; not
	// known while it does not run.
	From date.Date `json:"from,omitzero"`
	Goes date.Date `json:"goes,omitzero"`
	// Blocks are the reasons why it does not go although its time has come, or has none.
	Blocks []string `json:"blocks,omitzero"`
	// Due says that on the day asked about its time is over and nothing blocks it.
	Due bool `json:"due"`

	place access.Place
	hold  string // the id of the hold that the item is
}

// rows is how many rows are due.
func (i Item) rows() (n int) {
	for _, h := range i.Held {
		n += h.Due
	}
	return n
}

// Listing is what is held on a day, as far as who asks may see it.
type Listing struct {
	On    date.Date `json:"on"`
	Items []Item    `json:"items"`
	// Holds are those that hold, and Released those that did.
	Holds    []Hold `json:"holds"`
	Released []Hold `json:"released"`
	Rules    Rules  `json:"-"`
}

// Due are the items that go.
func (l Listing) Due() (all []Item) {
	for _, i := range l.Items {
		if i.Due {
			all = append(all, i)
		}
	}
	return all
}

// Due lists what is held, when it goes and what blocks it, as it will be on a day if
// nothing is added or changed until then. errs.NotFound if who may see none of it.
func Due(tx *db.Tx, who access.Actor, rules Rules, on date.Date) (Listing, error) {
	l := Listing{On: on, Items: []Item{}, Rules: rules}
	if !access.Anywhere(who, access.SeeRetention) {
		return l, errs.Missing("page", "")
	}
	s := sight{tx: tx, rules: rules, on: on, today: rules.InForce(on), holds: map[string][]string{}, people: map[string]person.Person{}}
	holds, err := db.All(tx, q.Holds, scanHold)
	if err != nil {
		return l, err
	}
	for _, h := range holds {
		if h.ReleasedAt == "" {
			s.holds[h.Subject] = append(s.holds[h.Subject], "on hold since "+words(h.PlacedAt)+": "+h.Reason)
		}
	}
	people, err := person.All(tx)
	if err != nil {
		return l, err
	}
	for _, p := range people {
		s.people[string(p.ID)] = p
	}
	for _, list := range []func() ([]Item, error){s.inspections, s.persons, s.messages, func() ([]Item, error) { return s.released(holds), nil }} {
		items, err := list()
		if err != nil {
			return l, err
		}
		for _, i := range items {
			if access.Decide(who, access.SeeRetention, i.place).Allowed {
				l.Items = append(l.Items, i)
			}
		}
	}
	for _, h := range holds {
		h.Name = s.nameOf(h.Subject)
		switch at := s.placeOf(h.Subject); {
		case !access.Decide(who, access.SeeRetention, at).Allowed:
		case h.ReleasedAt == "":
			l.Holds = append(l.Holds, h)
		default:
			l.Released = append(l.Released, h)
		}
	}
	// A day that is not known is 0; less one, it comes after every other.
	slices.SortStableFunc(l.Items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(slices.Index(names, a.Rule), slices.Index(names, b.Rule)), cmp.Compare(a.Goes-1, b.Goes-1), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Subject, b.Subject))
	})
	return l, nil
}

// sight is what one listing is made from, read once.
type sight struct {
	tx     *db.Tx
	rules  Rules
	on     date.Date
	today  Edition
	holds  map[string][]string
	people map[string]person.Person
	places map[string]access.Place
	names  map[string]string // of inspections
}

// placeOf is what a subject is about: an inspection that is there, or everything.
func (s *sight) placeOf(subject string) access.Place { return s.places[subject] }

// nameOf is what to call a subject; empty if there is none any more.
func (s *sight) nameOf(subject string) string {
	if name, ok := s.names[subject]; ok {
		return name
	}
	return s.people[subject].Name
}

// settle says of an item whether it goes, by its day and by what blocks it.
func (s *sight) settle(i Item) Item {
	i.Blocks = append(i.Blocks, s.holds[i.Subject]...)
	i.Due = i.Goes.Known() && i.Goes <= s.on && len(i.Blocks) == 0
	for k := range i.Held {
		if i.Due {
			i.Held[k].Due = i.Held[k].Rows
		}
	}
	return i
}

// bySubject sorts what is held by subject, without what is empty.
func bySubject(held []disposal.Held) map[string][]disposal.Held {
	by := map[string][]disposal.Held{}
	for _, h := range held {
		if h.Rows > 0 {
			by[h.Subject] = append(by[h.Subject], h)
		}
	}
	return by
}

func (s *sight) inspections() ([]Item, error) {
	all, err := inspection.All(s.tx)
	if err != nil {
		return nil, err
	}
	days, err := collect(s.tx, q.AllFacts)
	if err != nil {
		return nil, err
	}
	held, err := concern.Held(s.tx)
	if err != nil {
		return nil, err
	}
	by := map[inspection.ID]concern.Holding{}
	for _, h := range held {
		by[h.Inspection] = h
	}
	returned, err := submission.Held(s.tx)
	if err != nil {
		return nil, err
	}
	sampled, err := sample.Held(s.tx)
	if err != nil {
		return nil, err
	}
	sent := bySubject(append(returned, sampled...))
	if s.names, err = callInspections(s.tx, all); err != nil {
		return nil, err
	}
	s.places = map[string]access.Place{}
	var items []Item
	for _, one := range all {
		s.places[string(one.ID)] = one.Place()
		h, raised := by[one.ID]
		if r := sent[string(one.ID)]; raised || len(r) > 0 {
			items = append(items, s.settle(s.inspection(one, days[one.ID], h, r)))
		}
	}
	return items, nil
}

// inspection is an inspection by the edition that was in force when it was published.
// Its concerns, its returns and its samples are sealed with one key, and go together.
func (s *sight) inspection(one inspection.Inspection, f Facts, h concern.Holding, returns []disposal.Held) Item {
	i := Item{Rule: Concern, Subject: string(one.ID), Name: s.names[string(one.ID)], place: one.Place()}
	for _, t := range []disposal.Held{{Table: "concern", Rows: h.Concerns}, {Table: "concern_step", Rows: h.Steps}, {Table: "concern_look", Rows: h.Looks}} {
		if t.Rows > 0 {
			i.Held = append(i.Held, t)
		}
	}
	i.Held = append(i.Held, returns...)
	e := s.today
	if one.Published.Known() {
		e = s.rules.InForce(one.Published)
	} else {
		i.Blocks = append(i.Blocks, "not published yet")
	}
	if f.Open() {
		i.Blocks = append(i.Blocks, "proceedings are open since "+f.Began.Words())
	}
	i.Edition = e.ID
	if len(i.Blocks) == 0 {
		i.From = max(one.Published.Last(), f.Submitted, f.Ended)
		i.Goes = e.Rule(Concern).Goes(i.From)
	}
	// What is still being acted on is needed still, and a child may depend on it.
	if h.Open == 1 {
		i.Blocks = append(i.Blocks, "1 concern is not closed")
	} else if h.Open > 1 {
		i.Blocks = append(i.Blocks, fmt.Sprintf("%d concerns are not closed", h.Open))
	}
	return i
}

func (s *sight) persons() ([]Item, error) {
	before := s.today.Rule(SignIn).before(s.on).String()
	credentials, err := credential.Held(s.tx, before)
	if err != nil {
		return nil, err
	}
	roles, err := grant.Held(s.tx)
	if err != nil {
		return nil, err
	}
	sessions, err := session.Held(s.tx, before)
	if err != nil {
		return nil, err
	}
	invitations, err := person.Held(s.tx, before)
	if err != nil {
		return nil, err
	}
	var lasting []disposal.Held
	passing := slices.Concat(sessions, invitations)
	for _, c := range credentials {
		if c.First == "" {
			lasting = append(lasting, c)
		} else {
			passing = append(passing, c)
		}
	}
	var items []Item
	by := bySubject(slices.Concat(roles, lasting))
	for id, p := range s.people {
		items = append(items, s.settle(s.person(p, append([]disposal.Held{{Table: "person", Subject: id, Rows: 1}}, by[id]...))))
	}
	for id, held := range bySubject(passing) {
		items = append(items, s.signIn(id, held))
	}
	return items, nil
}

func (s *sight) person(p person.Person, held []disposal.Held) Item {
	i := Item{Rule: Person, Edition: s.today.ID, Subject: string(p.ID), Name: p.Name, Held: held, From: day(p.MadeAt)}
	for _, h := range held {
		if h.Table == "role_held" {
			i.From = day(h.Last)
		}
	}
	i.Goes = s.today.Rule(Person).Goes(i.From)
	if p.State != person.Closed {
		i.Blocks = append(i.Blocks, "may still sign in")
	}
	return i
}

// signIn is what passes of somebody's sign-in: of its rows those go that ended long
// enough ago.
func (s *sight) signIn(id string, held []disposal.Held) Item {
	i := Item{Rule: SignIn, Edition: s.today.ID, Subject: id, Name: s.people[id].Name, Held: held}
	for _, h := range held {
		if first := day(h.First); !i.From.Known() || first < i.From {
			i.From = first
		}
	}
	i.Goes = s.today.Rule(SignIn).Goes(i.From)
	i.Blocks = s.holds[id]
	i.Due = len(i.Blocks) == 0 && i.rows() > 0
	return i
}

func (s *sight) messages() ([]Item, error) {
	r := s.today.Rule(Message)
	held, err := job.Held(s.tx, r.before(s.on).String())
	if err != nil || len(held) == 0 {
		return nil, err
	}
	i, first := Item{Rule: Message, Edition: s.today.ID, Held: held}, ""
	for _, h := range held {
		i.Due = i.Due || h.Due > 0
		if h.First != "" && (first == "" || h.First < first) {
			first = h.First
		}
	}
	i.From = day(first)
	i.Goes = r.Goes(i.From)
	return []Item{i}, nil
}

func (s *sight) released(holds []Hold) (items []Item) {
	for _, h := range holds {
		if h.ReleasedAt == "" {
			continue
		}
		i := Item{Rule: Holding, Edition: s.today.ID, Subject: h.Subject, Name: s.nameOf(h.Subject), Held: []disposal.Held{{Table: "hold", Rows: 1}}, From: day(h.ReleasedAt), place: s.placeOf(h.Subject), hold: h.ID}
		i.Goes = s.today.Rule(Holding).Goes(i.From)
		items = append(items, s.settle(i))
	}
	return items
}

// day is the day of a day or a moment.
func day(s string) date.Date {
	d, _ := date.Parse(s[:min(10, len(s))])
	return d
}

func words(moment string) string { return day(moment).Words() }

// Counts is how much a listing holds and how much of it goes, in words.
func (l Listing) Counts() string {
	return fmt.Sprintf("%d of %d are due on %s", len(l.Due()), len(l.Items), l.On.Words())
}
