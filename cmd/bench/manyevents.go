package main

import "fmt"

// manyEvents measures one measure of very many events beside databases.
func (b *bench) manyEvents() (t table, err error) {
	children := b.size(862_000, 2_000)
	j, size, err := b.writeReturn(children, b.size(10_000_000, 0))
	if err != nil {
		return t, err
	}
	defer j.remove()
	b.say("one measure of many events")
	typed := j.with("reading into typed columns, two workers", "return", 2, nil)
	first := j.with("**from the files to the medians, two workers**", "return", 2, func(j *returnJob) { j.First = true })
	plain := j.with("encoding/csv, ReuseRecord, reading alone, two goroutines", "return-csv", 2, nil)
	lines, count := b.countLines(j.Events)
	duck, ask := b.askDuckDB(j.Events)
	works, others := []work{b.work(typed), b.work(first), b.work(plain)}, []*external{}
	for _, o := range []struct {
		*external
		work
	}{{lines, count}, {duck, ask}} {
		if o.work != nil {
			works, others = append(works, o.work), append(others, o.external)
		}
	}
	took, err := b.inTurns(b.size(3, 1), true, works...)
	if err != nil {
		return t, err
	}
	typed.all, first.all, plain.all = typed.all[1:], first.all[1:], plain.all[1:]
	typed.took, first.took, plain.took = took[0], took[1], took[2]
	for i, o := range others {
		o.took, o.cpu = took[3+i], o.cpu[1:]
	}
	copied, asked, err := b.askPostgres(j.Events)
	if err != nil {
		return t, err
	}
	answer := first.last().Answer
	for _, o := range []*external{duck, asked} {
		if o != nil && o.without == "" && o.answer != answer {
			return t, fmt.Errorf("%s answers otherwise:\n%s\nand not:\n%s", o.name, o.answer, answer)
		}
	}
	t = table{title: "One measure of very many events",
		about: fmt.Sprintf("Made up: %s children, %s events, two files of %s together; the databases read the events alone. The median days from coming off the register to being seen, in each of 32 areas. What is compared is the lower median of those who were seen, which SQL can give; the figure of the measure is that of the Kaplan-Meier curve and counts those who were not seen, too. All who answered gave the same medians of the same numbers. The query is cmd/bench/firstcontact.sql for both databases.%s%s%s",
			thousands(children), thousands(typed.last().Rows), megabytes(size), also(lines.without), also(duck.without), also(copied.without)),
		head: []string{"Work", "Time", "Processor time", "Memory at most"}}
	for _, m := range []*measured{first, typed, plain} {
		cpu := "not known"
		if m.cpu().median() > 0 {
			cpu = m.cpu().times(1)
		}
		t.rows = append(t.rows, []string{m.name, m.took.times(1), cpu, m.peaks()})
	}
	for _, o := range []*external{lines, duck, copied, asked} {
		if o != nil && o.without == "" {
			t.rows = append(t.rows, o.row())
		}
	}
	t.meaning = fmt.Sprintf("From the files to the medians takes %s", spell(first.took.median()))
	if lines.without == "" {
		t.meaning += fmt.Sprintf(", %s times what `wc -l` takes", short(first.took.over(lines.took).median()))
	}
	if duck.without == "" {
		t.meaning += fmt.Sprintf(", and DuckDB takes %s times as long (target: at least as long)", short(duck.took.over(first.took).median()))
	}
	t.meaning += "."
	return t, nil
}

func also(sentence string) string {
	if sentence == "" {
		return ""
	}
	return " " + sentence
}
