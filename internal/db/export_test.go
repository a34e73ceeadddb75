package db

// MadeUp is a table for a test of what the program's own tables do not have.
func MadeUp(name string, key []string, columns ...string) Table {
	return Table{name: name, key: key, columns: columns}
}
