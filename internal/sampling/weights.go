package sampling

// Status is what became of a record that was called.
type Status string

// The statuses of a record. That of a replaced one is the kind of its reason.
const InSample Status = "in the sample"

// Called is a record that was called, with what an estimate needs of it.
type Called struct {
	Card
	Stratum string `json:"stratum"`
	Status  Status `json:"status"` // InSample, Outside or Unread
	// Inclusion is the probability that a record of its stratum is among as many as
	// were called.
	Inclusion float64 `json:"inclusion"`
	// Weight is how many records of the population it stands for; 0 for one that was
	// replaced.
	Weight float64 `json:"weight"`
}

// Weights are the records that were called, in the order of their tickets, with their
// weights.
//
// Of the N records of a stratum, m were called, of which r are in the sample, u were
// replaced as unread and o as outside the population (m = r+u+o). Since tickets are in
// random order, the m are a simple random sample of the N: the probability is m/N. Those
// outside tell how many of the frame are: the population is estimated as N(r+u)/m. Those
// unread are taken to be like those read of the same stratum, so that each of the r
// stands for N(r+u)/(m·r) records (the weighting-class adjustment; G. Kalton and
// I. Flores-Cervantes, "Weighting methods", Journal of Official Statistics 19, 2003).
// Where none was replaced, that is N/n. Calling more until r are read makes the estimate
// of those outside a little too low, by less than one record in m.
//
// A stratum of which none is in the sample stands for nothing: an estimate for all does
// not hold for it, and must say so.
//
// It returns errs.Conflict before the draw, and for a record that does not agree with
// itself.
func (r *Record) Weights() ([]Called, error) {
	stands, err := r.standing()
	if err != nil {
		return nil, err
	}
	status := map[Ticket]Status{}
	for _, p := range r.Replacements {
		status[p.Ticket] = Status(r.Plan.kind(p.Reason))
	}
	cards := append([]Card(nil), r.Drawn.Sample...)
	for _, p := range r.Replacements {
		if p.By != nil {
			cards = append(cards, *p.By)
		}
	}
	var all []Called
	for h, s := range r.Plan.Strata {
		N, m, u := float64(s.Population), float64(stands[h].opened), float64(stands[h].unread)
		read := m - u - float64(stands[h].outside)
		for _, card := range cards { // of a stratum, they are in the order of tickets
			if card.Ticket.Stratum != h+1 {
				continue
			}
			c := Called{Card: card, Stratum: s.Name, Status: InSample, Inclusion: m / N}
			if was := status[card.Ticket]; was != "" {
				c.Status = was
			} else {
				c.Weight = N * (read + u) / (m * read)
			}
			all = append(all, c)
		}
	}
	return all, nil
}
