import { date, formatDate, line, nationalNumber, phone, ukPostcode } from '@steward/shared';
import { z } from 'zod';
import type { Scope } from '../../../kernel/scope.ts';
import type { ChosenCompany } from '../../people/directory/index.ts';
import { type CellProblem, holdersOf, type ImportRow, readRows } from '../stock/index.ts';
import type { Installed } from './address-rows.ts';
import type { NumberState } from './number.entity.ts';

const COLUMNS = {
  number: { titles: ['Number', 'Telephone number', 'DDI'], rule: phone() },
  label: { titles: ['Label', 'For', 'Description'], rule: line(80) },
  portsOn: { titles: ['Ports on', 'Porting date'], rule: date() },
  person: { titles: ['Person', 'User id', 'E-mail'], rule: z.string().max(254) },
  service: { titles: ['Service', 'Subscription'], rule: z.string().max(40) },
  building: { titles: ['Building', 'Premises'], rule: line(80) },
  street: { titles: ['Street', 'Address'], rule: line(120) },
  town: { titles: ['Town', 'City'], rule: line(80) },
  postcode: { titles: ['Postcode', 'Post code'], rule: ukPostcode() },
} as const;

/** A row of a file of numbers with what it comes to. */
export interface JudgedNumber extends ImportRow {
  number: string;
  /** The number that there is already. */
  id: string | null;
  label: string | undefined;
  portsOn: string | undefined;
  endUserId: string | undefined;
  subscriptionId: string | undefined;
  /** An address that is not the one in force or waiting already. */
  address: Installed | undefined;
}

interface Held extends Installed {
  id: string;
  number: string;
  state: NumberState;
  label: string | null;
  endUserId: string | null;
  subscriptionId: string | null;
}

/**
 * Reads a file of a company's numbers and says what each row would do as things are now. A number that is there already is changed
 * where the file says something else; a blank cell changes nothing. [R1] [R2]
 */
export async function judgeNumbers(
  scope: Scope,
  company: ChosenCompany,
  file: string,
): Promise<JudgedNumber[]> {
  const rows = readRows(file, COLUMNS);
  const holders = await holdersOf(scope, company.id, rows);
  const held = new Map(
    (
      await scope.sql<Held>(
        `select n.id, n.number, n.state, n.label, n.end_user_id as "endUserId", n.subscription_id as "subscriptionId",
            a.building, a.street, a.town, a.postcode
          from telephone_number n left join lateral (select * from emergency_address a
              where a.telephone_number_id = n.id and a.replaced_at is null order by a.confirmed_at nulls first limit 1) a on true
          where n.company_id = $1 and n.number = any ($2)`,
        [company.id, rows.flatMap(({ values }) => values.number ?? [])],
      )
    ).map((one) => [one.number, one]),
  );
  const seen = new Set<string>();
  return rows.map(({ line: at, values, problems: ofCells }): JudgedNumber => {
    const problems: CellProblem[] = [...ofCells];
    const say = (column: string, message: string) => problems.push({ column, message });
    const { number = '', label, portsOn } = values;
    const there = held.get(number);
    if (!number && !ofCells.some(({ column }) => column === 'Number')) say('Number', 'Must be filled in.');
    if (number && seen.has(number)) say('Number', 'Stands in this file twice.');
    seen.add(number);
    const person = holders.person(values.person);
    if (values.person && !person)
      say('Person', 'Must be the user id or e-mail address of somebody of the company.');
    const service = holders.service(values.service);
    if (values.service && !service)
      say('Service', 'Must be the reference of a subscription of the company that has not ended.');
    if (there?.state === 'QUARANTINED') say('Number', 'Was released and is nobody’s until it is free again.');
    if (portsOn && there?.state === 'IN_USE') say('Ports on', 'This number is in use already.');
    const address = addressOf(values, say);
    const moved = address && !(there && samePlace(there, address)) ? address : undefined;
    const details = [
      label && label !== there?.label && label,
      portsOn && `ports on ${formatDate(portsOn)}`,
      person && person.id !== there?.endUserId && `to ${person.name}`,
      service && service.id !== there?.subscriptionId && `service ${values.service?.toUpperCase()}`,
      moved &&
        `999 address ${moved.building}, ${moved.street}, ${moved.town} ${moved.postcode}, to be confirmed`,
    ].filter(Boolean);
    return {
      line: at,
      name: number ? nationalNumber(number) : '',
      outcome: problems.length ? 'WRONG' : !there ? 'ADD' : details.length ? 'CHANGE' : 'SAME',
      detail: details.join(' · '),
      problems,
      number,
      id: there?.id ?? null,
      label,
      portsOn,
      endUserId: person?.id,
      subscriptionId: service?.id,
      address: moved,
    };
  });
}

const samePlace = (one: Installed, other: Installed): boolean =>
  one.building === other.building &&
  one.street === other.street &&
  one.town === other.town &&
  one.postcode === other.postcode;

const PARTS = { building: 'Building', street: 'Street', town: 'Town', postcode: 'Postcode' } as const;

function addressOf(
  values: { [Part in keyof Installed]?: string },
  say: (column: string, message: string) => void,
): Installed | undefined {
  const { building, street, town, postcode } = values;
  if (!building && !street && !town && !postcode) return undefined;
  if (building && street && town && postcode) return { building, street, town, postcode };
  for (const [part, title] of Object.entries(PARTS))
    if (!values[part as keyof Installed])
      say(title, 'Must be filled in: an address for 999 has all four parts.');
  return undefined;
}
