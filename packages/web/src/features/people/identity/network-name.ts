/**
 * Whence somebody came, by the network that their address belongs to: "Network 203.0.113.x". The rest of an address changes from
 * day to day and tells an owner nothing.
 */
export function networkName(address: string | null): string {
  if (!address) return 'Unknown network';
  const plain = address.replace(/^::ffff:/i, '');
  if (plain === '::1' || /^127\./.test(plain)) return 'This machine';
  if (plain.includes('.')) return `Network ${plain.replace(/\.\d+$/, '.x')}`;
  const [head = '', tail = ''] = plain.split('::');
  const groups = head.split(':').filter(Boolean);
  if (plain.includes('::'))
    while (groups.length + tail.split(':').filter(Boolean).length < 8 && groups.length < 4) groups.push('0');
  return `Network ${groups.slice(0, 4).join(':')}:…`;
}
