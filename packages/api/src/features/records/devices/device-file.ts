import { prose } from '@steward/shared';
import { z } from 'zod';
import type { Scope } from '../../../kernel/scope.ts';
import type { ChosenCompany } from '../../people/directory/index.ts';
import { type CellProblem, holdersOf, type ImportRow, readRows } from '../stock/index.ts';
import { Device, DeviceKind, type DeviceState } from './device.entity.ts';
import { imei, make, model, serialNumber } from './device-rules.ts';

const KINDS = Object.keys(DeviceKind) as DeviceKind[];
const asKind = (text: string): string =>
  text
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_');

const COLUMNS = {
  kind: {
    titles: ['Kind', 'Type'],
    rule: z
      .string()
      .transform(asKind)
      .pipe(z.enum(KINDS, 'Must be a kind such as Laptop, Mobile, Tablet, Desk phone or Other.')),
  },
  make: { titles: ['Make', 'Manufacturer'], rule: make() },
  model: { titles: ['Model'], rule: model() },
  serialNumber: { titles: ['Serial number', 'Serial', 'S/N'], rule: serialNumber() },
  imei: { titles: ['IMEI'], rule: imei() },
  person: { titles: ['Person', 'User id', 'E-mail'], rule: z.string().max(254) },
  service: { titles: ['Service', 'Subscription'], rule: z.string().max(40) },
  note: { titles: ['Note', 'Notes'], rule: prose(500) },
} as const;

/** A row of a file of devices with what it comes to. */
export interface JudgedDevice extends ImportRow {
  /** The device that there is already. */
  id: string | null;
  kind: DeviceKind | undefined;
  make: string | undefined;
  model: string | undefined;
  serialNumber: string | undefined;
  imei: string | undefined;
  note: string | undefined;
  endUserId: string | undefined;
  subscriptionId: string | undefined;
}

interface Held {
  id: string;
  kind: DeviceKind;
  make: string;
  model: string;
  serialNumber: string | null;
  imei: string | null;
  note: string | null;
  state: DeviceState;
  endUserId: string | null;
  subscriptionId: string | null;
}

/**
 * Reads a file of a company's devices and says what each row would do as things are now: one that is there already, by make and
 * serial number or by IMEI, is changed where the file says something else; a blank cell changes nothing. [R2]
 */
export async function judgeDevices(
  scope: Scope,
  company: ChosenCompany,
  file: string,
): Promise<JudgedDevice[]> {
  const rows = readRows(file, COLUMNS);
  const holders = await holdersOf(scope, company.id, rows);
  const found = await scope.sql<Held>(
    `select id, kind, make, model, serial_number as "serialNumber", imei, note, state, end_user_id as "endUserId",
        subscription_id as "subscriptionId"
      from device where company_id = $1 and (serial_number = any ($2) or imei = any ($3))`,
    [
      company.id,
      rows.flatMap(({ values }) => values.serialNumber ?? []),
      rows.flatMap(({ values }) => values.imei ?? []),
    ],
  );
  const there = await scope.opened(Device, found);
  const bySerial = new Map(there.map((one) => [`${one.make} ${one.serialNumber}`.toLowerCase(), one]));
  const byImei = new Map(there.map((one) => [one.imei ?? '', one]));
  const seen = new Set<string>();
  return rows.map(({ line: at, values, problems: ofCells }): JudgedDevice => {
    const problems: CellProblem[] = [...ofCells];
    const say = (column: string, message: string) => problems.push({ column, message });
    const { kind, make: maker, model: named, serialNumber: serial, imei: number, note } = values;
    const wrong = (column: string) => ofCells.some((one) => one.column === column);
    const held =
      (number && byImei.get(number)) ||
      (serial && bySerial.get(`${maker} ${serial}`.toLowerCase())) ||
      undefined;
    if (!serial && !number && !wrong('Serial number') && !wrong('IMEI'))
      say('Serial number', 'Must be filled in, unless there is an IMEI.');
    if (!held)
      for (const [column, value] of [
        ['Kind', kind],
        ['Make', maker],
        ['Model', named],
      ] as const)
        if (!value && !wrong(column)) say(column, 'Must be filled in.');
    const keys = [serial && `${maker} ${serial}`.toLowerCase(), number].filter((key) => key !== undefined);
    if (keys.some((key) => seen.has(key))) say('', 'Stands in this file twice.');
    for (const key of keys) seen.add(key);
    const person = holders.person(values.person);
    if (values.person && !person)
      say('Person', 'Must be the user id or e-mail address of somebody of the company.');
    const service = holders.service(values.service);
    if (values.service && !service)
      say('Service', 'Must be the reference of a subscription of the company that has not ended.');
    if (person && held?.state === 'DISPOSED') say('Person', 'This device has been disposed of.');
    const news = [
      kind && kind !== held?.kind && asWords(kind),
      maker && maker !== held?.make && maker,
      named && named !== held?.model && named,
      serial && serial !== held?.serialNumber && serial,
      number && number !== held?.imei && `IMEI ${number}`,
      note && note !== held?.note && 'a note',
      person && person.id !== held?.endUserId && `to ${person.name}`,
      service && service.id !== held?.subscriptionId && `service ${values.service?.toUpperCase()}`,
    ].filter(Boolean);
    return {
      line: at,
      name: [maker ?? held?.make, named ?? held?.model, serial ?? number].filter(Boolean).join(' '),
      outcome: problems.length ? 'WRONG' : !held ? 'ADD' : news.length ? 'CHANGE' : 'SAME',
      detail: news.join(' · '),
      problems,
      id: held?.id ?? null,
      kind,
      make: maker,
      model: named,
      serialNumber: serial,
      imei: number,
      note,
      endUserId: person?.id,
      subscriptionId: service?.id,
    };
  });
}

const asWords = (kind: DeviceKind): string => {
  const words = kind.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
