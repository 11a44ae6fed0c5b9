/**
 * A stored E.164 number as people in Britain write it: "+442079460123" → "020 7946 0123". Numbers of other countries,
 * and anything that is not E.164, come back as they are.
 */
export function formatPhone(number: string): string {
  const national = /^\+44(\d{9,10})$/.exec(number)?.[1];
  if (!national) return number;
  const digits = `0${national}`;
  // Area codes by Ofcom's numbering plan: 02x; 011x and 01x1 are four digits with the zero; other 01 and 07 five.
  if (/^02/.test(digits)) return group(digits, 3, 4);
  if (/^(011|01\d1|03|08|09)/.test(digits)) return group(digits, 4, 3);
  return group(digits, 5, 6);
}

function group(digits: string, area: number, first: number): string {
  return [digits.slice(0, area), digits.slice(area, area + first), digits.slice(area + first)]
    .filter(Boolean)
    .join(' ');
}
