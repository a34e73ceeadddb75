// Package chacha8 is the stream of random numbers that a draw is made from: the
// generator chacha8rand as the Community Cryptography Specification Project
// describes it (C2SP, chacha8rand.md), and whole numbers below a bound made from
// it without bias.
//
// The standard library has the same generator, and the tests compare the two. It
// is written out here because a draw must be the same for ever and in every
// language: what the library makes of the stream, its shuffle and its bounded
// numbers, is promised by no specification. Nothing here is secret once a draw is
// published, so nothing takes care to run in constant time.
package chacha8

import (
	"encoding/binary"
	"math/bits"
)

const (
	blocks = 4              // of ChaCha8 that are made at once, interlaced
	words  = 16             // of 32 bits in a block
	chunk  = blocks * words // of 32 bits that are made at once
	last   = 16 - blocks    // the counter of the last chunk under one key
	short  = chunk - 8      // words of that chunk that are handed out; the others are the next key
	double = 4              // double rounds: the 8 of the name
)

// expand are the constants of ChaCha: "expand 32-byte k".
var expand = [4]uint32{0x61707865, 0x3320646e, 0x79622d32, 0x6b206574}

// Stream is an endless stream of random numbers. It is for one goroutine.
type Stream struct {
	key     [8]uint32
	counter uint32 // of the first block of the chunk in out
	out     [chunk]uint32
	next    int // the place in out
	end     int // of what is handed out
}

// New is the stream of a seed, from its start.
func New(seed [32]byte) *Stream {
	s := &Stream{}
	for i := range s.key {
		s.key[i] = binary.LittleEndian.Uint32(seed[4*i:])
	}
	s.fill()
	return s
}

// Uint64 is the next 8 bytes of the stream as a number, the first byte the lowest.
func (s *Stream) Uint64() uint64 {
	if s.next == s.end {
		s.refill()
	}
	v := uint64(s.out[s.next]) | uint64(s.out[s.next+1])<<32
	s.next += 2
	return v
}

// Below is a number from 0 to n-1, each with the same chance; n is at least 1.
//
// It is the next number x of 64 bits, modulo n, after passing over every x that is
// smaller than 2^64 modulo n. As many x are left of each remainder as of any other.
func (s *Stream) Below(n uint64) uint64 {
	for odd := -n % n; ; { // 2^64 modulo n, in 64 bits
		if x := s.Uint64(); x >= odd {
			return x % n
		}
	}
}

// refill goes on to the next chunk, under a new key after every sixteen blocks.
func (s *Stream) refill() {
	s.counter += blocks
	if s.counter > last {
		copy(s.key[:], s.out[short:])
		s.counter = 0
	}
	s.fill()
}

// fill makes the chunk of the counter. Word i of block j has the place 4i+j.
func (s *Stream) fill() {
	for j := range uint32(blocks) {
		x := [words]uint32{expand[0], expand[1], expand[2], expand[3], s.key[0], s.key[1], s.key[2], s.key[3], s.key[4], s.key[5], s.key[6], s.key[7], s.counter + j}
		for range double {
			x[0], x[4], x[8], x[12] = quarter(x[0], x[4], x[8], x[12])
			x[1], x[5], x[9], x[13] = quarter(x[1], x[5], x[9], x[13])
			x[2], x[6], x[10], x[14] = quarter(x[2], x[6], x[10], x[14])
			x[3], x[7], x[11], x[15] = quarter(x[3], x[7], x[11], x[15])
			x[0], x[5], x[10], x[15] = quarter(x[0], x[5], x[10], x[15])
			x[1], x[6], x[11], x[12] = quarter(x[1], x[6], x[11], x[12])
			x[2], x[7], x[8], x[13] = quarter(x[2], x[7], x[8], x[13])
			x[3], x[4], x[9], x[14] = quarter(x[3], x[4], x[9], x[14])
		}
		for i := range x {
			v := x[i]
			if i >= 4 && i < 12 { // the key is added at the end; the rest of the start is not
				v += s.key[i-4]
			}
			s.out[blocks*i+int(j)] = v
		}
	}
	s.next, s.end = 0, chunk
	if s.counter == last {
		s.end = short
	}
}

// quarter is the quarter round of ChaCha.
func quarter(a, b, c, d uint32) (uint32, uint32, uint32, uint32) {
	a += b
	d = bits.RotateLeft32(d^a, 16)
	c += d
	b = bits.RotateLeft32(b^c, 12)
	a += b
	d = bits.RotateLeft32(d^a, 8)
	c += d
	b = bits.RotateLeft32(b^c, 7)
	return a, b, c, d
}
