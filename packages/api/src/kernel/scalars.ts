import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';

function textScalar(name: string, description: string, pattern: RegExp, example: string): GraphQLScalarType {
  const check = (value: unknown): string => {
    if (value instanceof Date) return value.toISOString();
    if (typeof value === 'string' && pattern.test(value) && isReal(value)) return value;
    throw new GraphQLError(`Must be a ${name} such as ${example}.`);
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize: check,
    parseValue: check,
    parseLiteral: (node) => check(node.kind === Kind.STRING ? node.value : undefined),
  });
}

/** JavaScript counts on past the end of a month: 30 February would become 2 March. */
function isReal(text: string): boolean {
  const day = text.slice(0, 10);
  const parsed = new Date(`${day}T00:00:00Z`);
  // PostgreSQL has no year 0.
  return !Number.isNaN(Date.parse(text)) && parsed.toISOString().startsWith(day) && !day.startsWith('0000');
}

export const GraphQLDateTime = textScalar(
  'DateTime',
  'A moment, ISO 8601 with an offset, e.g. 2026-11-30T09:30:00Z.',
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/,
  '2026-11-30T09:30:00Z',
);

export const GraphQLDate = textScalar(
  'Date',
  'A calendar day, e.g. 2026-11-30.',
  /^\d{4}-\d\d-\d\d$/,
  '2026-11-30',
);

const wholeMinor = (value: unknown): number => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new TypeError('Must be a whole number of minor units such as 1250.');
};

/** Money. Int ends at 21 million pounds, which a sum of invoices may pass. */
export const GraphQLMinor = new GraphQLScalarType({
  name: 'Minor',
  description: 'An amount of money in minor units (pence), a whole number up to 2^53, e.g. 1250.',
  serialize: wholeMinor,
  parseValue: wholeMinor,
  parseLiteral: (node) => wholeMinor(node.kind === Kind.INT ? Number(node.value) : undefined),
});

const wholeMicro = (value: unknown): number => {
  const number = typeof value === 'string' || typeof value === 'bigint' ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
  throw new TypeError('Must be a whole number of millionths such as 3600.');
};

/** Money that is less than a penny: what a minute of a call costs. */
export const GraphQLMicro = new GraphQLScalarType({
  name: 'Micro',
  description:
    "Money in millionths of the currency's main unit, a whole number up to 2^53, e.g. 3600 for 0.36 pence.",
  serialize: wholeMicro,
  parseValue: wholeMicro,
  parseLiteral: (node) => wholeMicro(node.kind === Kind.INT ? Number(node.value) : undefined),
});

const named = (value: unknown): object => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new GraphQLError('Must be an object such as { quotaGb: 50 }.');
};

/** Few small values by name, whose names are not the API's but the catalogue's. */
export const GraphQLValues = new GraphQLScalarType({
  name: 'Values',
  description: 'Texts, numbers, and true or false by name, e.g. { quotaGb: 50 }.',
  serialize: named,
  parseValue: named,
  parseLiteral: (node, variables) => named(valueFromASTUntyped(node, variables)),
});
