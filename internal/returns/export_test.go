package returns

// InParts makes several workers read parts of so many bytes, so that small files have
// many.
func (o Options) InParts(workers, size int) Options {
	o.Workers, o.partSize = workers, size
	return o
}
