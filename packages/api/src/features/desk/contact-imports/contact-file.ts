import { type ContactPurpose, date, email, line, localDate, name, phone, prose } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { type CellProblem, type ImportRow, readRows } from '../../records/stock/index.ts';
import { addressHash } from '../contacts/index.ts';

/** What somebody may be in the register of contacts on, from a list of others' making. */
export const BASES = {
  consent: 'consent',
  sale: 'soft opt-in from a sale',
  negotiation: 'soft opt-in from the negotiation of a sale',
  corporate: 'corporate subscriber',
} as const;
type Basis = keyof typeof BASES;

const NO_CONSENT =
  'is not a basis: silence is no consent, and neither is having been opted in until advised otherwise (UK GDPR Art. 4(11), PECR reg. 22). Say consent, sale, negotiation or corporate, with what shows it.';

/** One of these words, however it is written. */
const word = <const W extends string>(words: readonly W[], otherwise: (text: string) => string) =>
  z.string().transform((text, context) => {
    const found = words.find((each) => each === text.trim().toLowerCase());
    if (found) return found;
    context.addIssue({ code: 'custom', message: otherwise(text) });
    return z.NEVER;
  });
const known = <const W extends string>(words: readonly W[]) =>
  word(words, () => `Must be ${words.join(', ').replace(/, ([^,]*)$/, ' or $1')}.`);

export const COLUMNS = {
  name: { titles: ['Name', 'Full name'], rule: name() },
  email: { titles: ['E-mail', 'Email address', 'Email'], rule: email() },
  phone: { titles: ['Telephone', 'Phone', 'Mobile'], rule: phone() },
  company: { titles: ['Company', 'Organisation'], rule: line(200) },
  kind: { titles: ['Kind', 'Subscriber'], rule: known(['individual', 'corporate', 'unknown']) },
  kindReason: { titles: ['Kind shown by'], rule: prose(1_000) },
  basis: {
    titles: ['Basis', 'Lawful basis', 'Opt in'],
    rule: word(Object.keys(BASES) as Basis[], (text) => `“${text.slice(0, 60)}” ${NO_CONSENT}`),
  },
  about: { titles: ['About', 'Purpose'], rule: known(['news', 'offers', 'events', 'surveys']) },
  version: {
    titles: ['Version of the words', 'Text version'],
    rule: z
      .string()
      .regex(/^\d{1,5}$/, 'Must be a whole number.')
      .transform(Number),
  },
  saidOn: { titles: ['Day', 'Said on', 'Date'], rule: date() },
  place: { titles: ['Where', 'Place'], rule: line(200) },
  evidence: { titles: ['What shows it', 'Evidence'], rule: prose(2_000) },
  refusalOffered: { titles: ['Could refuse'], rule: known(['yes', 'no']) },
} as const;

/** What contacts are asked for by e-mail, with its versions. */
export interface AskedByMail {
  id: string;
  about: ContactPurpose;
  version: number;
  hash: string;
  publishedAt: Date;
}

/** A row with what it comes to. */
export interface JudgedContact extends ImportRow {
  basis: Basis | undefined;
  /** Who it is already. */
  contactId: string | null;
  /** They want no marketing, and are left out. */
  leftAlone: boolean;
  person: {
    name: string;
    email: string | null;
    phone: string | null;
    organisation: string | null;
    pecrStatus: 'UNKNOWN' | 'INDIVIDUAL' | 'CORPORATE';
    statusReason: string | null;
    emailHash: string | null;
    phoneHash: string | null;
  };
  /** What they said, or the sale it rests on. */
  said: { asked: AskedByMail; saidOn: string; place: string | null; evidence: string } | undefined;
}

/**
 * Reads a list of contacts and says what each row would do: every row names the basis on which somebody may be written to, with what shows
 * it, or the file is refused. Whoever wants no marketing is left out, whatever a list says. [N2] [S87]
 */
export async function judgeContacts(
  scope: Scope,
  services: Pick<Services, 'seals'>,
  file: string,
  only?: 'to look',
): Promise<JudgedContact[]> {
  const { resellerId } = memberOf(scope.actor);
  const rows = readRows(file, COLUMNS);
  const hash = await addressHash(scope, services, only);
  const asked = await askedByMail(scope, resellerId);
  const hashes = rows.flatMap(({ values }) => [
    ...(values.email ? [hash.email(values.email)] : []),
    ...(values.phone ? [hash.phone(values.phone)] : []),
  ]);
  const alone = new Set(
    (
      await scope.sql<{ hash: string }>(
        'select address_hash as hash from suppression where address_hash = any($1)',
        [hashes],
      )
    ).map((row) => row.hash),
  );
  const there = new Map(
    (
      await scope.sql<{ id: string; email: string }>(
        'select id, email_key as email from contact where reseller_id = $1 and email_key = any($2)',
        [resellerId, rows.flatMap(({ values }) => values.email?.toLowerCase() ?? [])],
      )
    ).map(({ id, email: address }) => [address, id]),
  );
  const seen = new Map<string, number>();
  return rows.map(({ line: at, values, problems: read }) => {
    const key = values.email?.toLowerCase();
    const person = {
      name: values.name ?? '',
      email: values.email ?? null,
      phone: values.phone ?? null,
      organisation: values.company ?? null,
      pecrStatus: (values.kind ?? 'unknown').toUpperCase() as JudgedContact['person']['pecrStatus'],
      statusReason: values.kindReason ?? null,
      emailHash: hash.email(values.email ?? null),
      phoneHash: hash.phone(values.phone ?? null),
    };
    const { said, problems } = basisOf(values, asked, localDate(scope.now));
    const before = key ? seen.get(key) : undefined;
    if (key) seen.set(key, at);
    const all: CellProblem[] = [
      ...read,
      ...(values.name ? [] : missing('Name')),
      ...(values.email || read.some(({ column }) => column === 'E-mail') ? [] : missing('E-mail')),
      ...(before ? [{ column: 'E-mail', message: `Stands in line ${before} already.` }] : []),
      ...problems.filter(({ column }) => !read.some((each) => each.column === column)),
    ];
    const leftAlone = [person.emailHash, person.phoneHash].some((each) => each !== null && alone.has(each));
    const contactId = (key && there.get(key)) || null;
    const nothing = leftAlone || (contactId !== null && !said);
    return {
      line: at,
      name: person.name,
      problems: all,
      outcome: all.length ? 'WRONG' : nothing ? 'SAME' : contactId ? 'CHANGE' : 'ADD',
      detail: leftAlone
        ? 'Left out: they want no marketing'
        : `${values.basis ? BASES[values.basis] : ''}${values.about ? `, ${values.about}` : ''}`,
      basis: values.basis,
      contactId,
      leftAlone,
      person,
      said,
    };
  });
}

const missing = (column: string): CellProblem[] => [{ column, message: 'Must be filled in.' }];

type Values = ReturnType<typeof readRows<typeof COLUMNS>>[number]['values'];

/** What a row rests on, and what is missing of it. */
function basisOf(
  { basis, kind, kindReason, about, version, saidOn, place, evidence, refusalOffered }: Values,
  asked: readonly AskedByMail[],
  today: string,
): Pick<JudgedContact, 'said'> & { problems: CellProblem[] } {
  const problems: CellProblem[] = [];
  const wrong = (column: string, message: string) => void problems.push({ column, message });
  if (kind && kind !== 'unknown' && !kindReason) wrong('Kind shown by', 'Say what shows it.');
  if (!basis) {
    wrong('Basis', `Nothing ${NO_CONSENT}`);
    return { said: undefined, problems };
  }
  if (basis === 'corporate') {
    if (kind !== 'corporate') wrong('Kind', 'Must be corporate: of others it is no basis.');
    return { said: undefined, problems };
  }
  if (!about) problems.push(...missing('About'));
  if (!saidOn) problems.push(...missing('Day'));
  else if (saidOn > today) wrong('Day', 'May not be in the future.');
  if (!evidence) problems.push(...missing('What shows it'));
  if (basis === 'consent' && !version) wrong('Version of the words', 'Say which words they agreed to.');
  if (basis !== 'consent' && refusalOffered !== 'yes')
    wrong('Could refuse', 'Must be yes: without it a soft opt-in is none (PECR reg. 22(3)).');
  const of = asked.filter((each) => each.about === about?.toUpperCase());
  const words = basis === 'consent' ? of.find((each) => each.version === version) : of.at(-1);
  if (about && !of.length) wrong('About', 'Contacts are not asked that by e-mail: begin under Consents.');
  else if (about && version && basis === 'consent' && !words)
    wrong('Version of the words', 'There is no such version.');
  else if (words && basis === 'consent' && saidOn && localDate(words.publishedAt) > saidOn)
    wrong('Day', 'Is before the day on which these words were published.');
  if (problems.length || !words || !saidOn || !evidence) return { said: undefined, problems };
  return { said: { asked: words, saidOn, place: place ?? null, evidence }, problems };
}

const askedByMail = (scope: Scope, resellerId: string): Promise<AskedByMail[]> =>
  scope.sql<AskedByMail>(
    `select p.id, p.about, t.version, t.hash, t.published_at as "publishedAt"
       from consent_purpose p join consent_text t on t.purpose_id = p.id
      where p.asks = 'CONTACTS' and p.channel = 'EMAIL' and p.retired_at is null
        and coalesce(p.reseller_id, (select r.id from reseller r where r.is_platform)) = $1
      order by p.id, t.version`,
    [resellerId],
  );
