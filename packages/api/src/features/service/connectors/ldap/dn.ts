/** One part of a distinguished name: its type in lower case, and its value without escapes. */
export type Rdn = readonly [type: string, value: string];

const TYPE = /^[A-Za-z][A-Za-z0-9-]*$|^\d+(\.\d+)+$/;
const HEX = /^[0-9A-Fa-f]{2}$/;
/** What stands in a value as it is; all else in ASCII is written in hexadecimal, which every directory reads alike. */
const PLAIN = /[A-Za-z0-9@._\-{} ]|[^\0-\x7f]/u;

/** Reads a distinguished name, escapes and all (RFC 4514); undefined if it is none. */
export function readDn(text: string): Rdn[] | undefined {
  const parts = split(text);
  const rdns = parts?.map(([type, value]): Rdn => [type.trim().toLowerCase(), value]);
  return rdns?.every(([type, value]) => TYPE.test(type) && value !== '') ? rdns : undefined;
}

function split(text: string): [type: string, value: string][] | undefined {
  const parts: [string, string][] = [];
  let type: string | undefined;
  let bytes: Buffer[] = [];
  let kept = 0;
  const end = (): void => {
    // Blanks around a value do not belong to it, unless they are escaped.
    const value = Buffer.concat(bytes).toString('utf8');
    parts.push([type ?? '', value.slice(0, kept) + value.slice(kept).trimEnd()]);
    type = undefined;
    bytes = [];
    kept = 0;
  };
  const characters = [...text];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] as string;
    if (type === undefined) {
      if (character === '=') {
        type = Buffer.concat(bytes).toString('utf8');
        bytes = [];
      } else bytes.push(Buffer.from(character));
    } else if (character === '\\') {
      const pair = characters.slice(at + 1, at + 3).join('');
      const hex = HEX.test(pair);
      if (!hex && at + 1 >= characters.length) return undefined;
      bytes.push(hex ? Buffer.from(pair, 'hex') : Buffer.from(characters[at + 1] as string));
      at += hex ? 2 : 1;
      kept = Buffer.concat(bytes).toString('utf8').length;
    } else if (character === ',') end();
    else if (character !== ' ' || bytes.length) bytes.push(Buffer.from(character));
  }
  if (type === undefined && !(parts.length === 0 && bytes.length === 0)) return undefined;
  if (type !== undefined) end();
  return parts;
}

const escaped = (value: string): string =>
  [...value]
    .map((character, at, all) => {
      const atEdge = character === ' ' && (at === 0 || at === all.length - 1);
      if (PLAIN.test(character) && !atEdge) return character;
      return `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
    })
    .join('');

/** Writes a distinguished name; whatever stands in a value stays a value. */
export const writeDn = (rdns: readonly Rdn[]): string =>
  rdns.map(([type, value]) => `${type}=${escaped(value)}`).join(',');

const folded = ([type, value]: Rdn): string => `${type}=${value.trim().toLowerCase()}`;

/** Whether two names are of the same place; directories do not tell small letters from capitals. */
export const sameDn = (one: readonly Rdn[], other: readonly Rdn[]): boolean =>
  one.length === other.length && one.every((rdn, at) => folded(rdn) === folded(other[at] as Rdn));

/** The part of a name that stands before a base; undefined if it is not below it. */
export const below = (dn: readonly Rdn[], base: readonly Rdn[]): readonly Rdn[] | undefined =>
  sameDn(dn.slice(-base.length), base) ? dn.slice(0, -base.length) : undefined;

/** Fills what stands in braces into the values of a name, of which it can make nothing else. */
export const filled = (template: readonly Rdn[], words: Readonly<Record<string, string>>): Rdn[] =>
  template.map(([type, value]) => [
    type,
    value.replace(/\{(\w+)\}/g, (written, name: string) => words[name] ?? written),
  ]);
