package measure

import (
	"sync"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/standard"
)

// Counts are the cells of some measures and areas: Cells[m][a] is of the m-th of
// Measures and the a-th of Areas.
type Counts struct {
	Measures []Measure
	Areas    []string
	Children []int64 // by area
	Cells    [][]Cell
}

func newCounts(measures []Measure, areas []string) *Counts {
	c := &Counts{Measures: measures, Areas: areas, Children: make([]int64, len(areas)), Cells: make([][]Cell, len(measures))}
	for i := range c.Cells {
		c.Cells[i] = make([]Cell, len(areas))
	}
	return c
}

// Add adds counts of the same measures and areas.
func (c *Counts) Add(o *Counts) {
	for a, n := range o.Children {
		c.Children[a] += n
	}
	for m := range o.Cells {
		for a := range o.Cells[m] {
			c.Cells[m][a].Add(&o.Cells[m][a])
		}
	}
}

// shard is how many children a worker takes at once: enough to be worth its while,
// few enough that no worker waits long for the last.
const shard = 2048

// Count counts measures over the children of a return with so many workers. The
// answer is the same whatever their number. told, which may be nil, is called with
// how many children are done, by one goroutine at a time.
func Count(r *returns.Return, measures []Measure, workers int, told func(done int)) *Counts {
	total := newCounts(measures, areas(r))
	standards := byID()
	n := r.Children.Len()
	next, done := 0, 0
	var mu sync.Mutex
	take := func() (from, to int) {
		mu.Lock()
		defer mu.Unlock()
		from = next
		next = min(n, from+shard)
		return from, next
	}
	var wg sync.WaitGroup
	for range max(1, workers) {
		wg.Go(func() {
			part := newCounts(measures, total.Areas)
			child := Child{standards: standards}
			for {
				from, to := take()
				if from == to {
					break
				}
				for i := from; i < to; i++ {
					child.load(r, i)
					part.child(&child)
				}
				mu.Lock()
				if done += to - from; told != nil {
					told(done)
				}
				mu.Unlock()
			}
			mu.Lock()
			defer mu.Unlock()
			total.Add(part)
		})
	}
	wg.Wait()
	return total
}

// child counts one child.
func (c *Counts) child(child *Child) {
	area := child.R.Children.Area[child.N]
	c.Children[area]++
	t := &child.tally
	t.rows = nil
	for m := range c.Measures {
		t.cell = &c.Cells[m][area]
		c.Measures[m].count(child, t)
	}
}

// Rows gives what is behind the figure of a measure: everything that was counted or
// left out of the children of an area, by the area's code; of all for "".
func Rows(r *returns.Return, m Measure, area string, each func(Row)) {
	rows(r, m, area, &Child{standards: byID()}, each)
}

// rows is Rows with a child to load them into.
func rows(r *returns.Return, m Measure, area string, child *Child, each func(Row)) {
	for i := range r.Children.Len() {
		if area == "" || r.Areas[r.Children.Area[i]].Code == area {
			child.load(r, i)
			m.count(child, &Tally{cell: new(Cell), rows: each, n: i})
		}
	}
}

// OfChild gives what each measure counts or leaves out of one child.
func OfChild(r *returns.Return, n int, measures []Measure, each func(Measure, Row)) {
	child := Child{standards: byID()}
	child.load(r, n)
	for _, m := range measures {
		m.count(&child, &Tally{cell: new(Cell), n: n, rows: func(row Row) { each(m, row) }})
	}
}

func areas(r *returns.Return) []string {
	out := make([]string, len(r.Areas))
	for i, a := range r.Areas {
		out[i] = a.Code
	}
	return out
}

// byID are the standards that come with the program, read once.
var byID = sync.OnceValue(func() map[string]standard.Standard {
	all := map[string]standard.Standard{}
	for _, s := range standard.All() {
		all[s.ID] = s
	}
	return all
})
