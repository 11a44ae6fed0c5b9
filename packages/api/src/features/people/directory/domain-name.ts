import { domainToUnicode } from 'node:url';

/** Labels under which many registries sell names to anyone: nobody owns `co.uk` or `com.au`. */
const SOLD_UNDER = /^(?:ac|co|com|edu|gov|net|or|org)\.[a-z]{2}$/;

/** What is registered under .uk at the third level (nominet.uk, "UK second level domains"). */
const SOLD_UNDER_UK = /^(?:judiciary|ltd|me|mod|nhs|nic|parliament|plc|police|sch)\.uk$/;

/** One form for each name: lower case, and Unicode rather than Punycode, so that both spellings are the same domain. */
export function canonicalDomain(name: string): string {
  const lower = name.toLowerCase().normalize('NFC');
  return domainToUnicode(lower) || lower;
}

/** The address with its domain in the one form; the local part keeps its case. */
export function canonicalAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${canonicalDomain(address.slice(at + 1))}`;
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** Why no company can own this domain name, or null. It expects the one form of the name, with a dot in it. */
export function unownable(name: string): string | null {
  if (SOLD_UNDER.test(name) || SOLD_UNDER_UK.test(name)) {
    return `Must be a domain of the company's own such as example.${name}; names under ${name} belong to many.`;
  }
  if (/^\d+$/.test(name.slice(name.lastIndexOf('.') + 1))) {
    return 'Must be a domain name such as example.com, not a network address.';
  }
  return null;
}
