import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './outbound-address.ts';

describe('addresses that the product may call', () => {
  it.each([
    ['this network', '0.0.0.0'],
    ['private 10/8', '10.255.255.255'],
    ['carrier-grade NAT, first', '100.64.0.0'],
    ['carrier-grade NAT, last', '100.127.255.255'],
    ['loopback', '127.0.0.1'],
    ['loopback, elsewhere in the block', '127.99.1.1'],
    ['cloud metadata', '169.254.169.254'],
    ['private 172.16/12, last', '172.31.255.255'],
    ['protocol assignments', '192.0.0.192'],
    ['private 192.168/16', '192.168.1.1'],
    ['benchmarking', '198.19.255.255'],
    ['documentation', '203.0.113.9'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ["Azure's host", '168.63.129.16'],
    ['IPv6 unspecified', '::'],
    ['IPv6 loopback', '::1'],
    ['IPv4-mapped loopback', '::ffff:127.0.0.1'],
    ['IPv4-mapped private, in hexadecimal', '::ffff:a00:1'],
    ['IPv4-compatible', '::7f00:1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['local NAT64', '64:ff9b:1::a00:1'],
    ['6to4 of a private address', '2002:a00:1::'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['IPv6 documentation', '2001:db8::1'],
    ['IPv6 documentation, new block', '3fff::1'],
    ['unique-local', 'fc00::1'],
    ['unique-local, metadata', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['public with a zone', '2606:4700::1111%eth0'],
    ['site-local', 'fec0::1'],
    ['IPv6 multicast', 'ff02::1'],
    ['a name', 'localhost'],
    ['nothing', ''],
  ])('[S66] refuses %s (%s)', (_what, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    '1.1.1.1',
    '9.255.255.255',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.0.1',
    '172.32.0.1',
    '223.255.255.255',
  ])('allows public IPv4 %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(['2606:4700:4700::1111', '2a00:1450:4009::200e', '2003::1'])('allows public IPv6 %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});
