package fetch

import (
	"net/netip"
	"testing"
)

// Addresses inside a network are known whatever they are written as: mapped, translated, or in a range that the library
// takes for global.
func TestAddressesInsideANetwork(t *testing.T) {
	for _, text := range []string{"127.0.0.1", "127.8.9.1", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.5.4", "192.168.1.1",
		"169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.8", "198.18.0.1", "224.0.0.1", "240.1.2.3",
		"255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "fe80::1", "fe80::1%eth0",
		"fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::",
		"2002:a00:1::", "64:ff9b:1::c0a8:1", "2001:db8::1"} {
		if isPublic(netip.MustParseAddr(text)) {
			t.Errorf("%s is taken for an address of the internet", text)
		}
	}
	for _, text := range []string{"1.1.1.1", "8.8.8.8", "99.255.255.255", "100.128.0.1", "172.32.0.1", "223.255.255.1",
		"2606:4700::1111", "2a00:1450:4009::200e", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"} {
		if !isPublic(netip.MustParseAddr(text)) {
			t.Errorf("%s is taken for an address inside a network", text)
		}
	}
	if err := publicOnly("tcp", "[::ffff:169.254.169.254]:80", nil); err == nil {
		t.Error("a mapped address was dialled")
	}
}
