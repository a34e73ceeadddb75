package cli

import (
	"fmt"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
)

// keys adds --keys and returns what opens the folder.
func (c *call) keys() func() (*keyring.Ring, error) {
	folder := c.flags.String("keys", "", "the `folder` of keys, outside the database")
	return func() (*keyring.Ring, error) {
		if *folder == "" {
			return nil, errs.Invalid("keys", "Name the folder of keys with --keys")
		}
		return keyring.Open(*folder)
	}
}

func keysCreate(c *call) error {
	folder := c.flags.String("keys", "", "the `folder` to make, outside the database")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if *folder == "" {
		return errs.Invalid("keys", "Name the folder to make with --keys")
	}
	if _, err := keyring.Create(*folder); err != nil {
		return err
	}
	fmt.Fprintf(c.Stdout, "The folder of keys %s is made. Keep a copy of it apart from the copies of the database: without it nothing that is sealed can be read.\n", *folder)
	return nil
}

func keysCheck(c *call) error {
	keys := c.keys()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	ring, err := keys()
	if err != nil {
		return err
	}
	if err := c.read(ring.Check); err != nil {
		return err
	}
	fmt.Fprintln(c.Stdout, "Every key that the database knows is there and fits.")
	return nil
}

func keysRotate(c *call) error {
	keys := c.keys()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	ring, err := keys()
	if err != nil {
		return err
	}
	if err := c.write(func(tx *db.Tx) error {
		if err := ring.Check(tx); err != nil {
			return err
		}
		return ring.RotateMaster(tx, c.actor())
	}); err != nil {
		return err
	}
	fmt.Fprintln(c.Stdout, "There is a new master key, and the old one is destroyed. Copy the folder of keys anew, and destroy its old copies.")
	return nil
}
