// Package errs is what kind of thing went wrong, and what a person may be told.
//
// An error has a Kind for the program and a sentence for the person. Doors act
// on kinds, never on text. An error without a kind is Internal: it is logged for
// the operator, and the person sees only that something went wrong.
package errs

import (
	"errors"
	"fmt"
)

// Kind is what kind of thing went wrong. The list only grows.
type Kind uint8

// The kinds of error.
const (
	Internal Kind = iota // a mistake of the program or of the machine
	NotFound             // there is no such thing, or the actor may not see it
	BadInput             // what was given cannot be used; the sentence says why
	Conflict             // it was changed by somebody else in the meantime
	Denied               // the actor may see it, but not do this
	Storage              // the disk or the database refuses: full, read-only, gone, busy
	Limited              // it was tried too often; the sentence says when to try again
	TooLarge             // more was sent than is taken; the sentence says how much is
)

// Error is an error with a kind and a sentence.
type Error struct {
	Kind Kind
	// Field is the name of the form field, option or column it is about; may be empty.
	Field    string
	Sentence string
	// Cause is for the log only; may be nil.
	Cause error
}

func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Sentence + " (" + e.Cause.Error() + ")"
	}
	return e.Sentence
}

func (e *Error) Unwrap() error { return e.Cause }

// Invalid is an error of kind BadInput about a field.
func Invalid(field, format string, args ...any) error {
	return &Error{Kind: BadInput, Field: field, Sentence: fmt.Sprintf(format, args...)}
}

// Missing is an error of kind NotFound. It is also the answer for a thing that
// the actor may not see.
func Missing(what, id string) error {
	return &Error{Kind: NotFound, Sentence: fmt.Sprintf("There is no %s “%s”", what, id)}
}

// Changed is an error of kind Conflict.
func Changed(format string, args ...any) error {
	return &Error{Kind: Conflict, Sentence: fmt.Sprintf(format, args...)}
}

// Refused is an error of kind Denied with the reason.
func Refused(reason string) error {
	return &Error{Kind: Denied, Sentence: reason}
}

// Limit is an error of kind Limited.
func Limit(format string, args ...any) error {
	return &Error{Kind: Limited, Sentence: fmt.Sprintf(format, args...)}
}

// Large is an error of kind TooLarge about a field.
func Large(field, format string, args ...any) error {
	return &Error{Kind: TooLarge, Field: field, Sentence: fmt.Sprintf(format, args...)}
}

// Stored is an error of kind Storage with its cause.
func Stored(cause error, format string, args ...any) error {
	return &Error{Kind: Storage, Sentence: fmt.Sprintf(format, args...), Cause: cause}
}

// KindOf is the kind of err; Internal for an error without one.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// Sentence is what a person may be told of err.
func Sentence(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Sentence
	}
	return "Something went wrong. What you did was not saved."
}

// FieldOf is the field that err is about, or "".
func FieldOf(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Field
	}
	return ""
}
