import type { Scope } from '../../../kernel/scope.ts';

/** Words that say what kind of company it is, not which. */
const LEGAL_FORMS: ReadonlySet<string> = new Set(
  'THE AND CO COMPANY LTD LIMITED PLC LLP LLC LP INC CORP CIC UK GMBH AG SA SARL SAS BV NV AB OY AS SRL SPA'.split(
    ' ',
  ),
);
/** Latin letters that Unicode does not take apart into a letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  Æ: 'AE',
  Œ: 'OE',
  Ø: 'O',
  Đ: 'D',
  Ð: 'D',
  Ł: 'L',
  Þ: 'TH',
};
const LONGEST = 12;
/** For names without a Latin letter or digit. */
const FALLBACK = 'CUSTOMER';

/** The words of a name that say which company it is, in capital Latin letters and digits; all there are if none does. */
export function tellingWords(name: string): string[] {
  const words = name
    .toUpperCase()
    .normalize('NFKD')
    .replace(/[ÆŒØĐÐŁÞ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[\p{M}'’.]/gu, '')
    .split(/[^A-Z0-9]+/)
    .filter(Boolean);
  const telling = words.filter((word) => !LEGAL_FORMS.has(word));
  return telling.length ? telling : words;
}

/** What a customer of this name may be called for short: its first telling word or words, e.g. "Globex Ltd" → GLOBEX. */
export function codeFromName(name: string): string {
  let code = '';
  for (const word of tellingWords(name)) {
    if (code.length >= 4) break;
    code += word;
  }
  return code.slice(0, LONGEST) || FALLBACK;
}

/**
 * A customer code for this name that none of the reseller's companies has: GLOBEX, else GLOBEX2, GLOBEX3 … Whoever derives
 * one from the same word at the same moment waits for the first to be done. [T2]
 */
export async function freeCustomerCode(scope: Scope, name: string, resellerId: string): Promise<string> {
  const code = codeFromName(name);
  await scope.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${resellerId} ${code}`]);
  const taken = await scope.sql<{ code_key: string }>(
    'select code_key from company where reseller_id = $1 and code_key ^@ $2',
    [resellerId, code.toLowerCase()],
  );
  const keys = new Set(taken.map((company) => company.code_key));
  let candidate = code;
  for (let n = 2; keys.has(candidate.toLowerCase()); n += 1) candidate = `${code}${n}`;
  return candidate;
}
