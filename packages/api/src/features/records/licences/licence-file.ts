import { addDays, date, formatDate } from '@steward/shared';
import { z } from 'zod';
import type { Scope } from '../../../kernel/scope.ts';
import type { ChosenCompany } from '../../people/directory/index.ts';
import { type CellProblem, holdersOf, type ImportRow, readRows } from '../stock/index.ts';
import { Licence } from './licence.entity.ts';
import { licenceKey, note, product, seats, vendor } from './licence-rules.ts';

const COLUMNS = {
  vendor: { titles: ['Vendor', 'Publisher', 'Manufacturer'], rule: vendor() },
  product: { titles: ['Product', 'Licence', 'Software'], rule: product() },
  seats: {
    titles: ['Seats', 'Quantity'],
    rule: z
      .string()
      .regex(/^\d{1,9}$/, 'Must be a whole number.')
      .transform(Number)
      .pipe(seats()),
  },
  lastDay: { titles: ['Last day', 'Ends', 'Valid until'], rule: date() },
  key: { titles: ['Key', 'Product key', 'Licence key'], rule: licenceKey() },
  people: {
    titles: ['People', 'Person', 'E-mail'],
    rule: z
      .string()
      .max(20_000)
      .transform((text) => text.split(/[\s,;]+/).filter(Boolean)),
  },
  service: { titles: ['Service', 'Subscription'], rule: z.string().max(40) },
  note: { titles: ['Note', 'Notes'], rule: note() },
} as const;

/** A row of a file of licences with what it comes to. */
export interface JudgedLicence extends ImportRow {
  /** The licence that there is already. */
  id: string | null;
  vendor: string | undefined;
  product: string | undefined;
  seats: number | undefined;
  expiresOn: string | undefined;
  note: string | undefined;
  subscriptionId: string | undefined;
  /** Where none is kept yet. */
  key: string | undefined;
  /** Who is given a seat. */
  endUserIds: string[];
}

interface Held {
  id: string;
  name: string;
  vendor: string;
  product: string;
  seats: number;
  expiresOn: string | null;
  note: string | null;
  subscriptionId: string | null;
  hasKey: boolean;
  holders: string[];
}

/**
 * Reads a file of a company's licences and says what each row would do as things are now: one that is there already, by vendor and
 * product, and by its last day where there are several, is changed where the file says something else; a blank cell changes nothing. A
 * key that is kept stays as it is, and nobody loses a seat. [R2]
 */
export async function judgeLicences(
  scope: Scope,
  company: ChosenCompany,
  file: string,
): Promise<JudgedLicence[]> {
  const rows = readRows(file, COLUMNS);
  const named = rows.map(({ values }) => nameOf(values.vendor, values.product));
  const holders = await holdersOf(scope, company.id, [
    ...rows.map(({ values: { service } }) => ({ values: { service } })),
    ...rows.flatMap(({ values: { people = [] } }) => people.map((person) => ({ values: { person } }))),
  ]);
  const found = await scope.sql<Held>(
    `select l.id, l.name_key as name, l.vendor, l.product, l.seats, l.expires_on::text as "expiresOn", l.note,
        l.subscription_id as "subscriptionId", l.has_key as "hasKey",
        array(select s.end_user_id::text from licence_seat s where s.licence_id = l.id and s.held_until is null) as holders
      from licence l where l.company_id = $1 and l.name_key = any ($2)`,
    [company.id, named],
  );
  const there = await scope.opened(Licence, found);
  const seen = new Set<string>();
  return rows.map(({ line, values, problems: ofCells }, at): JudgedLicence => {
    const problems: CellProblem[] = [...ofCells];
    const wrong = (column: string) => problems.some((one) => one.column === column);
    const say = (column: string, message: string) => problems.push({ column, message });
    const expiresOn = values.lastDay && addDays(values.lastDay, 1);
    const alike = there.filter(({ name }) => name === named[at]);
    const alone = named.filter((name) => name === named[at]).length === 1;
    const held =
      alike.find((one) => expiresOn && one.expiresOn === expiresOn) ??
      (alike.length === 1 && (alone || !expiresOn) ? alike[0] : undefined);
    for (const [column, value] of [
      ['Vendor', values.vendor],
      ['Product', values.product],
      ...(held ? [] : [['Seats', values.seats] as const]),
    ] as const)
      if (!value && !wrong(column)) say(column, 'Must be filled in.');
    if (alike.length > 1 && !expiresOn && !wrong('Last day'))
      say('Last day', 'Must say which is meant: there are several licences of this name.');
    const key = held?.id ?? `${named[at]} ${expiresOn ?? ''}`;
    if (seen.has(key)) say('', 'Stands in this file twice.');
    seen.add(key);
    const people = (values.people ?? []).map((text) => ({ text, found: holders.person(text) }));
    const nobody = people.filter(({ found }) => !found);
    if (nobody.length)
      say(
        'People',
        `Must be user ids or e-mail addresses of people of the company: ${nobody.map(({ text }) => text).join(', ')}`,
      );
    const given = [...new Set(people.flatMap(({ found }) => found?.id ?? []))].filter(
      (id) => !held?.holders.includes(id),
    );
    const taken = (held?.holders.length ?? 0) + given.length;
    if (taken > (values.seats ?? held?.seats ?? taken))
      say(
        'Seats',
        `Must be at least ${taken}: so many people have it${given.length ? ', with those of this file' : ''}.`,
      );
    const service = holders.service(values.service);
    if (values.service && !service)
      say('Service', 'Must be the reference of a subscription of the company that has not ended.');
    const news = [
      values.seats && values.seats !== held?.seats && `${values.seats} seats`,
      values.lastDay && expiresOn !== held?.expiresOn && `until ${formatDate(values.lastDay)}`,
      values.key && !held?.hasKey && 'a key',
      given.length > 0 && (given.length === 1 ? 'a seat for 1 person' : `seats for ${given.length} people`),
      service && service.id !== held?.subscriptionId && `service ${values.service?.toUpperCase()}`,
      values.note && values.note !== held?.note && 'a note',
    ].filter(Boolean);
    return {
      line,
      name: [held?.vendor ?? values.vendor, held?.product ?? values.product].filter(Boolean).join(' '),
      outcome: problems.length ? 'WRONG' : !held ? 'ADD' : news.length ? 'CHANGE' : 'SAME',
      detail: news.join(' · '),
      problems,
      id: held?.id ?? null,
      vendor: values.vendor,
      product: values.product,
      seats: values.seats,
      expiresOn,
      note: values.note,
      subscriptionId: service?.id,
      key: held?.hasKey ? undefined : values.key,
      endUserIds: given,
    };
  });
}

/** As a licence is found by. */
const nameOf = (maker: string | undefined, name: string | undefined): string =>
  `${maker ?? ''} ${name ?? ''}`.toLowerCase();
