import { kinds } from '../connectors/index.ts';
import { PLACE, PRESENCE } from './drift.ts';
import { TOLD_ATTRIBUTES } from './message.ts';

/** As a literal of SQL. */
export const jsonLiteral = (words: object): string =>
  `'${JSON.stringify(words).replaceAll("'", "''")}'::jsonb`;

/** What people call the attributes of each kind of connectors, as a literal of SQL. */
const ofKinds = (): string =>
  jsonLiteral(Object.fromEntries(kinds.map(({ kind, attributes }) => [kind, attributes])));
const OF_ALL = jsonLiteral({ [PLACE]: 'System', [PRESENCE]: 'Service', ...TOLD_ATTRIBUTES });

/** SQL: product `p` of an observation, by the SQL of its subscription's id. */
const product = (subscription: string): string =>
  `subscription os join product p on p.id = os.product_id and os.id = ${subscription}`;

/** SQL: what product `p` asks to be chosen by this name, as `asked.it`; null where it asks nothing of the kind. */
const asked = (attribute: string): string =>
  `left join lateral (select it from jsonb_array_elements(p.parameters) it where it ->> 'name' = ${attribute} limit 1) asked on true`;

/** SQL: what people call it: by the kind of its connector, by everybody's words, by what the product asks. */
const labelOf = (attribute: string): string =>
  `coalesce(${ofKinds()} #>> array[p.connector, ${attribute}], ${OF_ALL} ->> ${attribute}, asked.it ->> 'label', ${attribute})`;

/** SQL: a value of a shape as people read it; null is nothing. */
const textOf = (value: string): string =>
  `case jsonb_typeof(${value}) when 'array' then coalesce((select string_agg(v, ', ' order by v)
      from jsonb_array_elements_text(${value}) v), '')
    when 'boolean' then case ${value} #>> '{}' when 'true' then 'Yes' else 'No' end
    else ${value} #>> '{}' || coalesce(' ' || nullif(asked.it ->> 'unit', ''), '') end`;

/** SQL: a shape as the list of its attributes; null where there is none. */
export const attributesOf = (shape: string, subscription: string): string =>
  `select case when ${shape} is not null then coalesce((select jsonb_agg(jsonb_build_object('attribute', a.key,
      'label', ${labelOf('a.key')}, 'value', ${textOf('a.value')}) order by a.key)
    from ${product(subscription)} cross join jsonb_each(${shape}) a ${asked('a.key')}), '[]') else '[]' end`;

/** SQL: differences as they are kept, as people read them. */
export const differencesOf = (differences: string, subscription: string): string => {
  const attribute = "(d.value ->> 'attribute')";
  return `select coalesce((select jsonb_agg(jsonb_build_object('attribute', ${attribute}, 'label', ${labelOf(attribute)},
      'desired', ${textOf("(d.value -> 'desired')")}, 'observed', ${textOf("(d.value -> 'observed')")},
      'since', d.value -> 'since') order by ${attribute})
    from ${product(subscription)} cross join jsonb_array_elements(${differences}) d ${asked(attribute)}), '[]')`;
};
