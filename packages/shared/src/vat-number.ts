export type VatNumberCheck = { ok: true; value: string } | { ok: false; message: string };

/** The forms of the European Union's numbers, without the country (ec.europa.eu/taxation_customs/vies). */
const EUROPEAN: Record<string, RegExp> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d{7}[A-Z]{1,2}|\d[A-Z+*]\d{5}[A-Z])$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
};
/** Who registers a number that begins so: HMRC those of the United Kingdom, except of public bodies, VIES those of the European Union. */
export const VAT_REGISTERS = {
  HMRC: /^(?:GB|XI)\d/,
  VIES: new RegExp(`^(?:${Object.keys(EUROPEAN).join('|')})`),
} as const;

/** Who could say whether a number, in the form that `checkVatNumber` gives it, is registered; null for all other countries. */
export function vatRegisterOf(number: string): keyof typeof VAT_REGISTERS | null {
  if (VAT_REGISTERS.HMRC.test(number)) return 'HMRC';
  return VAT_REGISTERS.VIES.test(number) ? 'VIES' : null;
}

const ELSEWHERE = /^(?=.*\d{3})[A-Z0-9]{4,16}$/;

/** A number that begins with another country, in that country's form; undefined for one of the United Kingdom. */
function checkForeign(compact: string): VatNumberCheck | undefined {
  const [, code = '', body = ''] = /^([A-Z]{2})(.+)$/su.exec(compact) ?? [];
  // Greece is GR everywhere but here.
  const country = code === 'GR' ? 'EL' : code;
  if (!country || /^(GB|XI|GD|HA)$/.test(country)) return undefined;
  if ((EUROPEAN[country] ?? ELSEWHERE).test(body)) return { ok: true, value: country + body };
  return {
    ok: false,
    message: `This has not the form of a VAT number of ${country}. A number of another country begins with its code, such as IE6388047V.`,
  };
}

/**
 * Checks the form of a VAT number, of a UK one its check digits, too; it does not ask whether the number is registered.
 *
 * Accepted of the UK: 9 digits, 12 digits (a branch or group member), GD000–GD499 (government departments) and HA500–HA999
 * (health authorities), with or without GB or, for Northern Ireland, XI in front; spaces, dots and hyphens are ignored.
 * `value` is the number without them and with its country: 'GB123456782'.
 *
 * Own code because the libraries for it either cannot be imported as ES modules by Node or know neither GD/HA nor XI.
 */
export function checkVatNumber(text: string): VatNumberCheck {
  const compact = text.toUpperCase().replace(/[\s.-]/gu, '');
  const foreign = checkForeign(compact);
  if (foreign) return foreign;
  const [, country = 'GB', body = ''] = /^(GB|XI)?(.*)$/su.exec(compact) ?? [];
  if (isPublicBody(body)) return { ok: true, value: country + body };
  if (!/^(\d{9}|\d{12})$/.test(body)) {
    return { ok: false, message: 'Enter a UK VAT number: GB and 9 or 12 digits, such as GB 123 4567 82.' };
  }
  if (!hasCheckDigits(body.slice(0, 9))) {
    return {
      ok: false,
      message: 'The check digits of this VAT number do not fit. Compare it with the VAT certificate.',
    };
  }
  return { ok: true, value: country + body };
}

/** 'GB123456782' as it is printed: "GB 123 4567 82". Anything else is returned unchanged. */
export function formatVatNumber(value: string): string {
  return value
    .replace(/^(GB|XI)(\d{3})(\d{4})(\d{2})(\d{3})?$/, '$1 $2 $3 $4 $5')
    .replace(/^(GB|XI)((?:GD|HA)\d{3})$/, '$1 $2')
    .trimEnd();
}

function isPublicBody(body: string): boolean {
  const [, kind, digits] = /^(GD|HA)(\d{3})$/.exec(body) ?? [];
  return kind !== undefined && Number(digits) < 500 === (kind === 'GD');
}

const weights = [8, 7, 6, 5, 4, 3, 2];

/**
 * HMRC's two schemes: the weighted first seven digits plus the last two are a multiple of 97 (modulus 97), or are so
 * after adding 55 (modulus 9755), which is only given to numbers from 100 0000 00 upwards.
 */
function hasCheckDigits(digits: string): boolean {
  if (Number(digits) === 0) return false;
  const weighted = weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
  const total = weighted + Number(digits.slice(7));
  return total % 97 === 0 || ((total + 55) % 97 === 0 && digits[0] !== '0');
}
