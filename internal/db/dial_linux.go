package db

import (
	"strings"
	"syscall"
)

// giveUp has the kernel close a connection whose other machine acknowledges
// nothing any more; left alone, it would go on for about a quarter of an hour.
func giveUp(network, _ string, c syscall.RawConn) error {
	if !strings.HasPrefix(network, "tcp") {
		return nil // a socket in a folder breaks with the server
	}
	const userTimeout = 18 // TCP_USER_TIMEOUT, which package syscall does not name
	var err error
	if e := c.Control(func(fd uintptr) {
		err = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, userTimeout, int(goneTime.Milliseconds()))
	}); e != nil {
		return e
	}
	return err
}
