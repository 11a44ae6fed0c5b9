export type VatNumberCheck = { ok: true; value: string } | { ok: false; message: string };

/**
 * Checks the form of a UK VAT number and its check digits; it does not ask HMRC whether the number is registered.
 *
 * Accepted: 9 digits, 12 digits (a branch or group member), GD000–GD499 (government departments) and HA500–HA999
 * (health authorities), with or without GB or, for Northern Ireland, XI in front; spaces, dots and hyphens are ignored.
 * `value` is the number without them and with its country: 'GB123456782'.
 *
 * Own code because the libraries for it either cannot be imported as ES modules by Node or know neither GD/HA nor XI.
 */
export function checkVatNumber(text: string): VatNumberCheck {
  const compact = text.toUpperCase().replace(/[\s.-]/gu, '');
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
