package static

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
)

// types are the media types of the files that there are. A file of another
// kind stops the program when it starts, so that none is served by guess.
var types = map[string]string{
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
	".txt":  "text/plain; charset=utf-8",
	".wasm": "application/wasm",
}

// served is a file as it goes out, plain and packed.
type served struct {
	kind          string
	plain, packed []byte // plain is nil where it is unpacked for who cannot
	file          file
}

// WorkerPolicy is the Content-Security-Policy of the script that checks a return. It
// may run a WebAssembly program, which no page may, and nothing else: no request
// leaves it, to this server or another, so that what it is given stays where it is.
const WorkerPolicy = "default-src 'none'; script-src 'wasm-unsafe-eval'"

// Handler serves the files under the addresses that URL gives. It packs them
// once, now, and shows no listings.
//
// A file asked for under another hash is served too, but not to be kept: while
// several processes are replaced one after the other, a page of the old one may
// ask the new one for its styles.
func Handler() http.Handler {
	b := whole()
	all := make(map[string]served, len(b.files))
	for _, f := range b.files {
		kind, ok := types[path.Ext(f.name)]
		if !ok {
			panic("static: no media type for " + f.name)
		}
		if f.packed != nil {
			all[f.name] = served{kind, nil, f.packed, f}
			continue
		}
		all[f.name] = served{kind, f.text, pack(f.text), f}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hash, name, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/static/"), "/")
		f, found := all[name]
		if !ok || !found {
			http.NotFound(w, r)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "Only GET and HEAD.", http.StatusMethodNotAllowed)
			return
		}
		h := w.Header()
		h.Set("Content-Type", f.kind)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Vary", "Accept-Encoding")
		h.Set("Cache-Control", "no-cache")
		if hash == b.hash {
			h.Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		if name == worker {
			h.Set("Content-Security-Policy", WorkerPolicy)
		}
		body, tag := f.plain, b.hash
		if f.packed != nil && takesGzip(r.Header.Get("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			body, tag = f.packed, tag+"-gzip"
		} else if body == nil {
			body = f.file.plain()
		}
		h.Set("ETag", strconv.Quote(tag))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
	})
}

// pack returns text packed, or nil if that does not make it shorter.
func pack(text []byte) []byte {
	var buf bytes.Buffer
	z, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		panic("static: " + err.Error())
	}
	z.Write(text) // a bytes.Buffer cannot fail
	z.Close()
	if buf.Len() >= len(text) {
		return nil
	}
	return buf.Bytes()
}

// takesGzip reports whether a header Accept-Encoding allows gzip (RFC 9110,
// 12.5.3). "gzip;q=0" refuses it.
func takesGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(name), "gzip") {
			continue
		}
		_, q, given := strings.Cut(strings.ReplaceAll(weight, " ", ""), "q=")
		v, err := strconv.ParseFloat(q, 64)
		return !given || err == nil && v > 0
	}
	return false
}
