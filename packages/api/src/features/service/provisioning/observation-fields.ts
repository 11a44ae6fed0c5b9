import { kinds } from '../connectors/index.ts';
import { PRESENCE } from './drift.ts';
import { TOLD_ATTRIBUTES } from './message.ts';

/** What people call the attributes of all kinds of connectors, as a literal of SQL. */
const labels = (): string => {
  const words = Object.assign(
    { [PRESENCE]: 'Service', ...TOLD_ATTRIBUTES },
    ...kinds.map(({ attributes }) => attributes),
  );
  return `'${JSON.stringify(words).replaceAll("'", "''")}'::jsonb`;
};

const labelOf = (attribute: string): string => `coalesce(${labels()} ->> ${attribute}, ${attribute})`;

/** SQL: a value of a shape as people read it. */
const textOf = (value: string): string =>
  `case jsonb_typeof(${value}) when 'array' then coalesce((select string_agg(v, ', ' order by v)
      from jsonb_array_elements_text(${value}) v), '') else ${value} #>> '{}' end`;

/** SQL: a shape as the list of its attributes; null where there is none. */
export const attributesOf = (shape: string): string =>
  `select case when ${shape} is not null then coalesce((select jsonb_agg(jsonb_build_object('attribute', a.key,
      'label', ${labelOf('a.key')}, 'value', ${textOf('a.value')}) order by a.key) from jsonb_each(${shape}) a), '[]') end`;

/** SQL: differences as they are kept, as people read them. */
export const differencesOf = (differences: string): string =>
  `select coalesce((select jsonb_agg(jsonb_build_object('attribute', d.value ->> 'attribute',
      'label', ${labelOf("(d.value ->> 'attribute')")}, 'desired', ${textOf("(d.value -> 'desired')")},
      'observed', ${textOf("(d.value -> 'observed')")}, 'since', d.value -> 'since') order by d.value ->> 'attribute')
    from jsonb_array_elements(${differences}) d), '[]')`;
