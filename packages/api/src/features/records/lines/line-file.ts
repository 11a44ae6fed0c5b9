import { date, formatDate, localDate, prose } from '@steward/shared';
import { z } from 'zod';
import type { Scope } from '../../../kernel/scope.ts';
import type { ChosenCompany } from '../../people/directory/index.ts';
import { type CellProblem, holdersOf, type ImportRow, readRows } from '../stock/index.ts';
import { INSTALLED, missingParts } from './installed.ts';
import { BroadbandLine, LineAccess, type LineState } from './line.entity.ts';
import { ipRanges, mbps, reference, supplier } from './line-rules.ts';

const ACCESS = Object.keys(LineAccess) as LineAccess[];
const asAccess = (text: string): string => {
  const word = text
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_');
  return /^[45]G$/.test(word) ? `MOBILE_${word}` : word;
};
const speed = () =>
  z
    .string()
    .transform((text) => Number(text.replace(/\s*m(bps|bit\/?s?)?$/i, '')))
    .pipe(mbps());

const COLUMNS = {
  access: {
    titles: ['Access', 'Type', 'Technology'],
    rule: z
      .string()
      .transform(asAccess)
      .pipe(z.enum(ACCESS, 'Must be FTTP, FTTC, SoGEA, ADSL, Leased line, 4G, 5G or Other.')),
  },
  supplier: { titles: ['Supplier', 'Carrier'], rule: supplier() },
  reference: { titles: ['Reference', 'Circuit', 'Service ID'], rule: reference() },
  downMbps: { titles: ['Down', 'Down Mbps', 'Download'], rule: speed() },
  upMbps: { titles: ['Up', 'Up Mbps', 'Upload'], rule: speed() },
  ranges: {
    titles: ['IP addresses', 'IP', 'IP address', 'Ranges'],
    rule: z
      .string()
      .transform((text) => text.split(/[\s,;]+/).filter(Boolean))
      .pipe(ipRanges()),
  },
  building: { titles: ['Building', 'Premises'], rule: INSTALLED.building },
  street: { titles: ['Street', 'Address'], rule: INSTALLED.street },
  town: { titles: ['Town', 'City'], rule: INSTALLED.town },
  postcode: { titles: ['Postcode', 'Post code'], rule: INSTALLED.postcode },
  dueOn: { titles: ['Due', 'Due on'], rule: date() },
  liveOn: { titles: ['Live since', 'Live on'], rule: date() },
  person: { titles: ['Person', 'User id', 'E-mail'], rule: z.string().max(254) },
  service: { titles: ['Service', 'Subscription'], rule: z.string().max(40) },
  note: { titles: ['Note', 'Notes'], rule: prose(500) },
} as const;

/** What a line says of itself, as a file may. */
interface Said {
  access: LineAccess | undefined;
  supplier: string | undefined;
  reference: string | undefined;
  downMbps: number | undefined;
  upMbps: number | undefined;
  ranges: string[] | undefined;
  building: string | undefined;
  street: string | undefined;
  town: string | undefined;
  postcode: string | undefined;
  dueOn: string | undefined;
  liveOn: string | undefined;
  note: string | undefined;
  endUserId: string | undefined;
  subscriptionId: string | undefined;
}

/** A row of a file of lines with what it comes to. */
export interface JudgedLine extends ImportRow, Said {
  /** The line that there is already. */
  id: string | null;
}

type Held = { [Field in keyof Said]: Said[Field] | null } & { id: string; state: LineState };

/**
 * Reads a file of a company's lines and says what each row would do as things are now: one that is there already, by supplier and
 * reference, is changed where the file says something else; a blank cell changes nothing. [R2]
 */
export async function judgeLines(scope: Scope, company: ChosenCompany, file: string): Promise<JudgedLine[]> {
  const today = localDate(scope.now);
  const rows = readRows(file, COLUMNS);
  const holders = await holdersOf(scope, company.id, rows);
  const found = await scope.sql<Held>(
    `select id, access, supplier, reference, down_mbps as "downMbps", up_mbps as "upMbps", ranges, building, street, town, postcode,
        due_on::text as "dueOn", live_on::text as "liveOn", note, end_user_id as "endUserId", subscription_id as "subscriptionId", state
      from broadband_line where company_id = $1 and reference = any ($2)`,
    [company.id, rows.flatMap(({ values }) => values.reference ?? [])],
  );
  const there = await scope.opened(BroadbandLine, found);
  const keyOf = (one: {
    supplier?: string | null | undefined;
    reference?: string | null | undefined;
  }): string => `${one.supplier} ${one.reference}`;
  const held = new Map(there.map((one) => [keyOf(one), one]));
  const seen = new Set<string>();
  return rows.map(({ line: at, values, problems: ofCells }): JudgedLine => {
    const problems: CellProblem[] = [...ofCells];
    const say = (name: string, message: string) => problems.push({ column: name, message });
    const wrong = (name: string) => ofCells.some((one) => one.column === name);
    const one = held.get(keyOf(values));
    for (const [name, value] of [
      ['Supplier', values.supplier],
      ['Reference', values.reference],
      ['Access', values.access ?? one?.access],
    ] as const)
      if (!value && !wrong(name)) say(name, 'Must be filled in.');
    if (seen.has(keyOf(values))) say('Reference', 'Stands in this file twice.');
    if (values.reference) seen.add(keyOf(values));
    const person = holders.person(values.person);
    if (values.person && !person)
      say('Person', 'Must be the user id or e-mail address of somebody of the company.');
    const service = holders.service(values.service);
    if (values.service && !service)
      say('Service', 'Must be the reference of a subscription of the company that has not ended.');
    if (values.liveOn && values.liveOn > today) say('Live since', 'Must be today or a day before.');
    if (one?.state === 'CEASED') say('Reference', 'This line has ceased.');
    const place = {
      building: values.building ?? one?.building,
      street: values.street ?? one?.street,
      town: values.town ?? one?.town,
      postcode: values.postcode ?? one?.postcode,
    };
    const lacking = missingParts(place)[0];
    if (lacking) say(COLUMNS[lacking].titles[0], 'Must be filled in: an address has all four parts.');
    const said: Said = {
      access: values.access,
      supplier: values.supplier,
      reference: values.reference,
      downMbps: values.downMbps,
      upMbps: values.upMbps,
      ranges: values.ranges,
      building: values.building,
      street: values.street,
      town: values.town,
      postcode: values.postcode,
      dueOn: values.dueOn,
      liveOn: values.liveOn,
      note: values.note,
      endUserId: person?.id,
      subscriptionId: service?.id,
    };
    const differs = (field: keyof Said): boolean =>
      said[field] !== undefined && String(said[field]) !== String(one?.[field] ?? '');
    const news = [
      differs('access') && values.access?.replaceAll('_', ' '),
      (differs('downMbps') || differs('upMbps')) &&
        `${values.downMbps ?? one?.downMbps ?? '?'}/${values.upMbps ?? one?.upMbps ?? '?'} Mbit/s`,
      differs('ranges') && values.ranges?.join(', '),
      (['building', 'street', 'town', 'postcode'] as const).some(differs) &&
        `at ${place.building}, ${place.street}, ${place.town} ${place.postcode}`,
      differs('dueOn') && values.dueOn && `due ${formatDate(values.dueOn)}`,
      differs('liveOn') && values.liveOn && `live since ${formatDate(values.liveOn)}`,
      differs('note') && 'a note',
      differs('endUserId') && `to ${person?.name}`,
      differs('subscriptionId') && `service ${values.service?.toUpperCase()}`,
    ].filter((text) => typeof text === 'string');
    return {
      line: at,
      name: [values.supplier, values.reference].filter(Boolean).join(' '),
      outcome: problems.length ? 'WRONG' : !one ? 'ADD' : news.length ? 'CHANGE' : 'SAME',
      detail: news.join(' · '),
      problems,
      id: one?.id ?? null,
      ...said,
    };
  });
}
