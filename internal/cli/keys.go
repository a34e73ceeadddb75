package cli

import (
	"fmt"

	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
)

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
	keys := c.ring()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.open(func(d *db.DB) error {
		ring, err := keys(d)
		if err != nil {
			return err
		}
		behind, err := app.Behind(c.Context, d, ring)
		if err != nil {
			return err
		}
		fmt.Fprintln(c.Stdout, "Every key that the database knows is there and fits, or was destroyed.")
		if behind != "" {
			return errs.Stored(nil, "%s", behind)
		}
		return nil
	})
}

func keysRotate(c *call) error {
	keys := c.ring()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.open(func(d *db.DB) error {
		ring, err := keys(d)
		if err != nil {
			return err
		}
		r, err := app.RotateKeys(c.Context, d, ring, c.actor())
		if err != nil {
			return err
		}
		fmt.Fprintf(c.Stdout, "%d keys are new, %d values were sealed anew, and so is the master key. The old keys are destroyed. Copy the folder of keys anew, and destroy its old copies when no backup from before is needed any more.\n", r.Scopes, r.Values)
		return nil
	})
}
