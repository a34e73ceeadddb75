package db

import (
	"net"
	"syscall"
	"testing"
)

func TestAConnectionIsClosedWhereTheOtherMachineAcknowledgesNothing(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	c, err := (&net.Dialer{Control: giveUp}).Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	raw, err := c.(*net.TCPConn).SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var ms int
	raw.Control(func(fd uintptr) { ms, err = syscall.GetsockoptInt(int(fd), syscall.IPPROTO_TCP, 18) })
	if err != nil || int64(ms) != goneTime.Milliseconds() {
		t.Errorf("the kernel gives up after %d ms (%v), want %v", ms, err, goneTime)
	}
}

func TestASocketInAFolderNeedsNoSuchSetting(t *testing.T) {
	path := t.TempDir() + "/s"
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	c, err := (&net.Dialer{Control: giveUp}).Dial("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
}
