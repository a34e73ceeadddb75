package returns

import (
	"cmp"
	"slices"
)

// sort puts the events of each child together, the earliest first, and keeps the
// order of the files where days are the same.
func (e *Events) sort(children int) {
	e.Start = make([]int32, children+1)
	sorted := true
	for i, c := range e.Child {
		e.Start[c+1]++
		sorted = sorted && (i == 0 || e.Child[i-1] < c || e.Child[i-1] == c && e.Date[i-1] <= e.Date[i])
	}
	for c := range children {
		e.Start[c+1] += e.Start[c]
	}
	if sorted {
		return
	}
	order := e.byChild()
	for c := range children {
		byDay(order[e.Start[c]:e.Start[c+1]], e.Date)
	}
	e.Child = taken(e.Child, order)
	e.Date = taken(e.Date, order)
	e.Kind = taken(e.Kind, order)
	e.By = taken(e.By, order)
	e.Detail = taken(e.Detail, order)
	e.End = taken(e.End, order)
	e.Late = taken(e.Late, order)
	e.File = taken(e.File, order)
	e.Line = taken(e.Line, order)
}

// byChild is the places of the events by child, those of each in the order they have.
func (e *Events) byChild() []int32 {
	next := append([]int32(nil), e.Start...)
	order := make([]int32, len(e.Child))
	for i, c := range e.Child {
		order[next[c]] = int32(i)
		next[c]++
	}
	return order
}

// byDay sorts the places of one child's events. They are few, and mostly in order.
func byDay(places []int32, day []Day) {
	if len(places) > 64 {
		slices.SortStableFunc(places, func(a, b int32) int { return cmp.Compare(day[a], day[b]) })
		return
	}
	for i := 1; i < len(places); i++ {
		for j := i; j > 0 && day[places[j]] < day[places[j-1]]; j-- {
			places[j], places[j-1] = places[j-1], places[j]
		}
	}
}

func taken[T any](column []T, order []int32) []T {
	to := make([]T, len(column))
	for i, from := range order {
		to[i] = column[from]
	}
	return to
}

// grow makes room for n events. All columns grow together, so that a row asks once.
func (e *Events) grow(n int) {
	e.Child, e.Date, e.End = grown(e.Child, n), grown(e.Date, n), grown(e.End, n)
	e.Kind, e.By, e.Detail, e.Late = grown(e.Kind, n), grown(e.By, n), grown(e.Detail, n), grown(e.Late, n)
	e.File, e.Line = grown(e.File, n), grown(e.Line, n)
}

func grown[T any](column []T, n int) []T {
	to := make([]T, len(column), n)
	copy(to, column)
	return to
}

// resize sets the number of events, for which there is room.
func (e *Events) resize(n int) {
	e.Child, e.Date, e.End = e.Child[:n], e.Date[:n], e.End[:n]
	e.Kind, e.By, e.Detail, e.Late = e.Kind[:n], e.By[:n], e.Detail[:n], e.Late[:n]
	e.File, e.Line = e.File[:n], e.Line[:n]
}
