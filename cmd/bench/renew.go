package main

import (
	"os"
	"strings"
	"time"
)

// renewed is a document that was written before with some chapters measured anew,
// each with its own machine, date and load. Chapters that it does not have yet come last.
func (b *bench) renewed(file string, chapters []table) (string, error) {
	old, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	parts := strings.Split(string(old), "\n## ")
	for _, t := range chapters {
		t.about += "\n\nMeasured apart from the other chapters: " + processor() + "; " + time.Now().UTC().Format("2 January 2006 15:04 UTC") + "; load " + busy() + "; `go run ./cmd/bench " + strings.Join(b.args, " ") + "`."
		chapter := strings.TrimSuffix(strings.TrimPrefix(t.markdown(), "\n## "), "\n") + "\n"
		found := false
		for i, p := range parts[1:] {
			if title, _, _ := strings.Cut(p, "\n"); title == t.title {
				parts[i+1], found = chapter, true
			}
		}
		if !found {
			parts = append(parts, chapter)
		}
	}
	return strings.Join(parts, "\n## "), nil
}
