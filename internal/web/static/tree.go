package static

import (
	"bytes"
	"io"
	"io/fs"
	"time"
)

// tree shows the files of a bundle as one folder, wherever they came from.
type tree struct{ bundle }

func (t tree) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if name == "." {
		all := make([]fs.DirEntry, len(t.files))
		for i, f := range t.files {
			all[i] = fs.FileInfoToDirEntry(info{f.name, int64(len(f.plain()))})
		}
		return &folder{all}, nil
	}
	f, ok := t.find(name)
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return open{bytes.NewReader(f.plain()), f}, nil
}

// open is a file that is being read.
type open struct {
	*bytes.Reader
	file file
}

func (o open) Stat() (fs.FileInfo, error) { return info{o.file.name, o.Size()}, nil }
func (open) Close() error                 { return nil }

// info is what is known of a file, or of the folder, whose name is a dot.
type info struct {
	name string
	size int64
}

func (i info) Name() string     { return i.name }
func (i info) Size() int64      { return i.size }
func (info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool      { return i.name == "." }
func (info) Sys() any           { return nil }

func (i info) Mode() fs.FileMode {
	if i.IsDir() {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// folder is the root, being read.
type folder struct{ left []fs.DirEntry }

func (*folder) Close() error               { return nil }
func (*folder) Stat() (fs.FileInfo, error) { return info{name: "."}, nil }

func (*folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: ".", Err: fs.ErrInvalid}
}

func (d *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	some := d.left
	if n > 0 {
		if len(some) == 0 {
			return nil, io.EOF
		}
		some = some[:min(n, len(some))]
	}
	d.left = d.left[len(some):]
	return some, nil
}
