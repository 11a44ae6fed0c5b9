/** Free to whoever calls, or for help: such calls are neither charged nor listed. Emergency, 101, 105, 111, 119; 0800, 0808, 0500, 116. */
const UNLISTED = /^(?:(?:\+44)?(?:999|112|101|105|111|119|18000|116\d{3})|\+44(?:80\d+|500\d+)|\+800\d+)$/;

/** Whether calls to this number are of nobody else's concern. [B3] */
export const isUnlisted = (number: string): boolean => UNLISTED.test(number);

const SHORT = /^[1-9]\d{2,5}$/;
const LONG = /^\+[1-9]\d{6,14}$/;

/**
 * A number as exchanges write it in Britain, as E.164 (`02079460018`, `00442079460018`, `442079460018` and `sip:+442079460018@host` all
 * give `+442079460018`), or a short code such as 118500 as it is. Undefined if it is none.
 */
export function callNumber(text: string): string | undefined {
  const bare = text
    .replace(/^"?(?:sips?:|tel:)/i, '')
    .replace(/[@;].*$/, '')
    .replace(/[\s()."-]/g, '');
  if (SHORT.test(bare)) return bare;
  const number = bare.startsWith('+')
    ? bare
    : bare.startsWith('00')
      ? `+${bare.slice(2)}`
      : bare.startsWith('0')
        ? `+44${bare.slice(1)}`
        : `+${bare}`;
  return LONG.test(number) ? number : undefined;
}

/** What somebody typed of a number, as its beginning is kept: 020 79 is +442079. Empty if it is none. */
export function digitsOf(text: string): string {
  const bare = text.replace(/[\s().-]/g, '').slice(0, 20);
  if (!/^\+?\d+$/.test(bare)) return '';
  if (bare.startsWith('00')) return `+${bare.slice(2)}`;
  return bare.startsWith('0') ? `+44${bare.slice(1)}` : bare;
}
