import {
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { allTables, columnOf, type TableDefinition } from '../../src/kernel/table.ts';
import { PASSWORD } from '../../src/kernel/testing/world.ts';

/** One place of a field's arguments that takes the id of something: the way to it, e.g. ['input', 'companyId']. */
export interface IdPlace {
  way: readonly string[];
  list: boolean;
  /** The tables whose ids may be meant. */
  tables: readonly TableDefinition[];
}

/** Words that fit where a name, or the input it stands in, says what is wanted. */
const WORDS: readonly (readonly [RegExp, unknown])[] = [
  [/^AddDomainInput\.name/, 'plausible.example'],
  [/email/i, 'someone@globex.example'],
  [/\baddress$/i, 'someone@globex.example'],
  [/^(EndSessions|EndOtherSessions|RevokeSession)Input\.password/, PASSWORD],
  [/password/i, 'correct-horse-battery'],
  [/phone|mobile|fax/i, '020 7946 0018'],
  [/^to$/, '+442079460018'],
  [/postcode/i, 'LS1 1AA'],
  [/country/i, 'GB'],
  [/sortCode/i, '20-00-00'],
  [/accountNumber/i, '12345678'],
  [/vatNumber/i, null],
  [/prefix/i, 'ZZ9'],
  [/colour/i, '#1c7ed6'],
  [/logo|photo/i, null],
  [/period|^month$/i, '2026-09'],
  [/customerCode/i, 'PLAUSIBLE-1'],
  [/url/i, 'https://receiver.example/hook'],
  [/\.sites$/, 'https://www.example.com'],
  [/version/i, '2026-01'],
];

let given = 0;
/** Of these a company has each once: no two tries are about the same. */
const nextNumber = (): string => `0113 496 ${String(++given).padStart(4, '0')}`;

/**
 * Fields that may be left out, and are given all the same: null, for a photo or a price, is a value that takes it away, without a
 * product nobody asks for whom a line is, and a price of a penny is below cost, which takes a reason;
 * without a company nobody but a company's own gets any further.
 */
const WANTED: readonly string[] = [
  'photo',
  'OrderLineInput.productId',
  'AddDeviceInput.serialNumber',
  'AddDiscountInput.percentBp',
  'AddLineInput.companyId',
  'AddNumberInput.companyId',
  'DebitLineInput.quantity',
  'RecordConsentInput.endUserId',
  'RecordSoftOptInInput.endUserId',
  'LeaverChoiceInput.mail',
  'ListPriceInput.minor',
  'PlanLeaverInput.choices',
  'SetQuotaInput.mostMinor',
  'UpdateIncidentInput.affects',
  'SetCompanyPriceInput.minor',
  'SetCompanyPriceInput.belowCost',
];

/** A value that the field's rules should take, so that what is refused is refused for its ids. Ids come from `idFor`. */
export function plausible(type: GraphQLInputType, name: string, idFor: (name: string) => unknown): unknown {
  const bare = getNullableType(type);
  if (isListType(bare)) return [plausible(bare.ofType as GraphQLInputType, name, idFor)];
  if (isInputObjectType(bare)) {
    return Object.fromEntries(
      Object.values(bare.getFields())
        .filter(
          (field) =>
            (isNonNullType(field.type) && field.defaultValue === undefined) ||
            WANTED.includes(field.name) ||
            WANTED.includes(`${bare.name}.${field.name}`),
        )
        .map((field) => [field.name, plausible(field.type, `${bare.name}.${field.name}`, idFor)]),
    );
  }
  if (isEnumType(bare)) return bare.getValues()[0]?.name;
  switch (bare.name) {
    case 'ID':
      return idFor(name.replace(/^.*\./, ''));
    case 'Float':
    case 'Int':
    case 'Minor':
      return 1;
    case 'Boolean':
      return true;
    case 'Date':
      return '2026-10-05';
    case 'DateTime':
      return /endsAt$/.test(name) ? '2026-10-06T10:00:00Z' : '2026-10-05T10:00:00Z';
    default: {
      if (/^AddNumberInput\.number|^AddDeviceInput\.serialNumber|^AddLineInput\.reference/.test(name))
        return nextNumber();
      const word = WORDS.find(([pattern]) => pattern.test(name));
      return word ? word[1] : 'Plausible';
    }
  }
}

interface Field {
  name: string;
  type: GraphQLOutputType;
  args: readonly { name: string; type: GraphQLInputType }[];
}

/** Every place where a field takes an id, however deep in its inputs. */
export function idPlaces(field: Field): IdPlace[] {
  const walk = (type: GraphQLInputType, way: readonly string[], list: boolean): IdPlace[] => {
    const bare = getNullableType(type);
    if (isListType(bare)) return walk(bare.ofType as GraphQLInputType, way, true);
    if (isInputObjectType(bare))
      return Object.values(bare.getFields()).flatMap((inner) =>
        walk(inner.type, [...way, inner.name], false),
      );
    return bare.name === 'ID' ? [{ way, list, tables: tablesFor(way.at(-1) as string, field) }] : [];
  };
  return field.args.flatMap((argument) => walk(argument.type, [argument.name], false));
}

/** `companyId` means a company; a bare `id` what the field is named for or gives back; anything else may mean anything. */
export function tablesFor(name: string, field: Pick<Field, 'name' | 'type'>): TableDefinition[] {
  const tables = allTables();
  const word = columnOf(name.replace(/Ids?$/, ''));
  const named = tables.filter(({ table }) => table === word || (word !== 'id' && table.endsWith(`_${word}`)));
  if (named.length) return named;
  const returned: GraphQLNamedType = getNamedType(field.type);
  const meant = tables.filter(
    ({ typeName }) => returned.name === typeName || field.name.toLowerCase().includes(typeName.toLowerCase()),
  );
  return name === 'id' && meant.length ? meant : tables;
}

/** The arguments with another value in one place; what stands on the way there and was left out is made plausible. */
export function withIn(
  args: Record<string, unknown>,
  { way, list }: Pick<IdPlace, 'way' | 'list'>,
  id: string,
): Record<string, unknown> {
  const [head = '', ...rest] = way;
  if (!rest.length) return { ...args, [head]: list ? [id] : id };
  const within = (inner: unknown) =>
    withIn((inner ?? {}) as Record<string, unknown>, { way: rest, list }, id);
  const inner = args[head];
  return { ...args, [head]: Array.isArray(inner) ? inner.map(within) : within(inner) };
}
